/** Convolution, by the SIMD module, and what follows it: patches are read from the image itself, so that no batch of patches is ever held. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, Conv2DAttrs, FusedConv2DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, sizeOf, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import { addBias } from '../bias.js';
import { type KernelCall, leaveToOriginal } from '../compose.js';
import { convolutionInfo } from '../conv-info.js';
import { eachPlaced, paddedInput, placementBytes } from '../conv-images.js';
import { suitsWinograd, winogradConvolution } from '../winograd.js';

/** What follows the sums: `bias` is the address of `[k]` numbers, or 0. */
interface After {
  bias: number;
  relu: boolean;
}

/** `x` `[n, h, w, c]` by `filter` `[fh, fw, c, k]` → `[n, oh, ow, k]`. */
export function conv2D(call: KernelCall<'x' | 'filter', Conv2DAttrs>): TensorInfo {
  const { inputs, attrs, backend } = call;
  const info = convolutionInfo('Conv2D', inputs.x.shape, inputs.filter.shape, attrs, attrs.dilations);
  if (isDilated(info)) return leaveToOriginal('Conv2D', call);
  return convolved(backend, info, inputs.x, inputs.filter, { bias: 0, relu: false });
}

/** The same with `bias` `[k]` and ReLU. What else may follow is left to the original. */
export function fusedConv2D(call: KernelCall<'x' | 'filter', FusedConv2DAttrs>): TensorInfo {
  const { inputs, attrs, backend } = call;
  const { x, filter, bias } = inputs as typeof inputs & { bias?: TensorInfo };
  const info = convolutionInfo('FusedConv2D', x.shape, filter.shape, attrs, attrs.dilations);
  const relu = attrs.activation === 'relu';
  if (isDilated(info) || !(relu || attrs.activation === 'linear')) return leaveToOriginal('FusedConv2D', call);
  if (bias && sizeOf(bias.shape) !== info.outChannels)
    throw new Error(`A convolution with ${info.outChannels} filters has as many biases, not ${sizeOf(bias.shape)}.`);
  if (bias || !relu) return convolved(backend, info, x, filter, { bias: bias ? addressOf(backend, bias) : 0, relu });
  const zeros = numberBytes * info.outChannels;
  return withScratch(backend, [zeros], (none = 0) => {
    simdOf(backend).clear(none, zeros);
    return convolved(backend, info, x, filter, { bias: none, relu });
  });
}

const isDilated = ({ dilationHeight, dilationWidth }: backend_util.Conv2DInfo): boolean => dilationHeight !== 1 || dilationWidth !== 1;

function convolved(backend: BackendWasm, info: backend_util.Conv2DInfo, x: TensorInfo, filter: TensorInfo, after: After): TensorInfo {
  const [from, weights] = [addressOf(backend, x), addressOf(backend, filter)];
  const result = backend.makeOutput(info.outShape, 'float32');
  const to = addressOf(backend, result);
  if (!suitsWinograd(info)) patchConvolution(backend, info, from, weights, to, after);
  else {
    winogradConvolution(backend, info, from, weights, to);
    const columns = info.outChannels;
    if (after.bias !== 0) addBias(backend, { x: to, y: to, rows: sizeOf(info.outShape) / columns, columns, ...after });
  }
  return result;
}

/** `from` by `weights` into `to`, all addresses. */
function patchConvolution(
  backend: BackendWasm,
  info: backend_util.Conv2DInfo,
  from: number,
  weights: number,
  to: number,
  after: After,
): void {
  const { inChannels: c, outHeight, outWidth, outChannels: k, filterHeight, filterWidth } = info;
  const taps = filterHeight * filterWidth;
  const placement = paddedInput(info);
  const simd = simdOf(backend);
  const batch = rangesOf(backend, info.batchSize, outHeight * outWidth * taps * c * k);
  withScratch(backend, [simd.panelBytes(taps * c, k)], (panels = 0) => {
    simd.packFilter(weights, taps, c, k, panels);
    inParallel(backend, batch, [placementBytes(placement), simd.convolveScratch()], (calls, images, placed = 0, scratch = 0) => {
      eachPlaced(calls, images, from, placement, placed, ({ n, x: image, width, images: count, step }) => {
        const { strideHeight, strideWidth } = info;
        // biome-ignore format: one line of the images, one of the filter, one of the result
        calls.convolve(
          image, count, step, 0, width, c,
          panels, 1, filterHeight, filterWidth, k, strideHeight, strideWidth,
          to + n * outHeight * outWidth * k * numberBytes, outHeight, outWidth, after.bias, Number(after.relu), scratch,
        );
      });
    });
  });
}
