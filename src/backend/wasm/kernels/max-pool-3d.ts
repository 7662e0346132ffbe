/**
 * Max pooling in three dimensions, and its gradient. tfjs-backend-wasm's kernels start from the smallest *positive* number: a
 * window of negative values pools to about 10⁻³⁸ and sends its gradient to the wrong voxel.
 */
import type { MaxPool3DAttrs, MaxPool3DGradAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { poolVolume, poolVolumeGradient, volumeGeometry } from '../../pool/volume-maxima.js';
import { type KernelCall, numbersOf } from '../compose.js';

/** `x` `[n, d, h, w, c]` → `[n, od, oh, ow, c]`. */
export function maxPool3D({ inputs, attrs, backend }: KernelCall<'x', MaxPool3DAttrs>): TensorInfo {
  const info = volumeGeometry(inputs.x.shape, attrs);
  const result = backend.makeOutput(info.outShape, 'float32');
  poolVolume(numbersOf(backend, inputs.x), info, numbersOf(backend, result));
  return result;
}

/** `dy` `[n, od, oh, ow, c]` → `[n, d, h, w, c]`. */
export function maxPool3DGrad({ inputs, attrs, backend }: KernelCall<'input' | 'dy', MaxPool3DGradAttrs>): TensorInfo {
  const { input, dy } = inputs;
  const info = volumeGeometry(input.shape, attrs as MaxPool3DAttrs);
  const result = backend.makeOutput(input.shape, 'float32');
  poolVolumeGradient(numbersOf(backend, input), numbersOf(backend, dy), info, numbersOf(backend, result));
  return result;
}
