/**
 * The gradient of a convolution in three dimensions with respect to its filter, which tfjs-backend-wasm gets wrong for strides above 1:
 * each plane of the filter is that of a convolution in two dimensions, summed over the pairs of planes that it connects.
 */
import type { Conv3DBackpropFilterV2Attrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, sizeOf } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import { type KernelCall, numbersOf } from '../compose.js';
import { conv3DInfo, eachPlane, outputPlaneBytes, placedPlaneBytes, volumeOf } from '../volumes.js';

/** `x` `[n, d, h, w, c]` and `dy` `[n, od, oh, ow, k]` → dW `[fd, fh, fw, c, k]`. */
export function conv3DBackpropFilter({ inputs, attrs, backend }: KernelCall<'x' | 'dy', Conv3DBackpropFilterV2Attrs>): TensorInfo {
  const { x, dy } = inputs;
  const info = conv3DInfo(x.shape, attrs.filterShape, attrs.strides, attrs.pad);
  const volume = volumeOf(info);
  const { inChannels: c, outChannels: k } = info;
  const [[filterDepth, fh, fw], [, strideY, strideX], [outDepth, oh, ow]] = [volume.filter, volume.strides, volume.outputs];
  const simd = simdOf(backend);
  const result = backend.makeOutput(attrs.filterShape, 'float32');
  numbersOf(backend, result).fill(0);
  if (sizeOf(info.outShape) === 0) return result;
  const [from, gradients, dw] = [x, dy, result].map((tensor) => addressOf(backend, tensor)) as [number, number, number];
  const [inBytes, planeBytes] = [sizeOf(volume.size) * c * numberBytes, outputPlaneBytes(volume)];
  const filterPlane = fh * fw * c * k * numberBytes;
  const taps = rangesOf(backend, filterDepth, info.batchSize * sizeOf(volume.outputs) * fh * fw * c * k);
  const scratch = [placedPlaneBytes(volume), simd.filterGradientScratch(fh * fw * c, oh * ow, k)];
  inParallel(backend, taps, scratch, (calls, { first, count }, placed = 0, room = 0) => {
    for (let n = 0; n < info.batchSize; n++) {
      eachPlane(calls, volume, from + n * inBytes, placed, ({ depth, address, width }) => {
        for (let tap = first; tap < first + count; tap++) {
          const plane = (depth + volume.padBefore[0] - tap) / volume.strides[0]; // the output plane that this tap feeds from here
          if (plane < 0 || plane >= outDepth || !Number.isInteger(plane)) continue;
          // biome-ignore format: one line of the plane, one of the gradient, one of the result
          calls.addFilterGradient(
            address, width, c,
            gradients + (n * outDepth + plane) * planeBytes, oh, ow, k, strideY, strideX,
            dw + tap * filterPlane, fh, fw, room,
          );
        }
      });
    }
  });
  return result;
}
