/** Convolution in three dimensions, by the SIMD module. tfjs-backend-wasm's own kernel is a plain loop. */
import type { Conv3DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, sizeOf, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import { type KernelCall, leaveToOriginal } from '../compose.js';
import { conv3DInfo, convolveVolume, outputPlaneBytes, slabBytes, volumeOf } from '../volumes.js';

/** `x` `[n, d, h, w, c]` by `filter` `[fd, fh, fw, c, k]` → `[n, od, oh, ow, k]`. */
export function conv3D(call: KernelCall<'x' | 'filter', Conv3DAttrs>): TensorInfo {
  const { inputs, attrs, backend } = call;
  const { x, filter } = inputs;
  if ([attrs.dilations].flat().some((dilation) => dilation !== 1)) return leaveToOriginal('Conv3D', call);
  const info = conv3DInfo(x.shape, filter.shape, attrs.strides, attrs.pad);
  const volume = volumeOf(info);
  const { inChannels: c, outChannels: k } = info;
  const taps = sizeOf(volume.filter);
  const simd = simdOf(backend);
  const result = backend.makeOutput(info.outShape, 'float32');
  const [from, weights, to] = [x, filter, result].map((tensor) => addressOf(backend, tensor)) as [number, number, number];
  const [inBytes, planeBytes] = [sizeOf(volume.size) * c * numberBytes, outputPlaneBytes(volume)];
  const planes = rangesOf(backend, info.outDepth, (planeBytes / numberBytes) * taps * c);
  withScratch(backend, [simd.panelBytes(taps * c, k)], (panels = 0) => {
    simd.packFilter(weights, taps, c, k, panels);
    for (let n = 0; n < info.batchSize; n++) {
      const y = to + n * info.outDepth * planeBytes;
      inParallel(backend, planes, [slabBytes(volume), simd.convolveScratch()], (calls, range, placed = 0, scratch = 0) => {
        convolveVolume(calls, volume, range, { from: from + n * inBytes, panels, placed, scratch }, (plane) => y + plane * planeBytes);
      });
    }
  });
  return result;
}
