/**
 * Max and average pooling in two and three dimensions, and their gradients, by the SIMD module. In tfjs-backend-wasm the maximum in
 * three dimensions starts from the smallest *positive* number: a window of negative values pools to about 10⁻³⁸ and sends its gradient
 * to the wrong voxel. XNNPACK's maximum leaves NaN out, and of its means comes −∞, so that a network that has diverged goes on as if it had
 * not. The gradients and the means of volumes are plain loops there.
 */
import type {
  AvgPool3DAttrs,
  AvgPool3DGradAttrs,
  AvgPoolAttrs,
  AvgPoolGradAttrs,
  MaxPool3DAttrs,
  MaxPool3DGradAttrs,
  MaxPoolAttrs,
  TensorInfo,
} from '@tensorflow/tfjs-core';
import type { KernelCall } from '../compose.js';
import { maxPoolGradient, meanPoolGradient, pool2D, pool3D, pooled } from '../volume-pools.js';

/** `[n, h, w, c]` → `[n, oh, ow, c]`. */
export const maxPool = ({ inputs: { x }, attrs, backend }: KernelCall<'x', MaxPoolAttrs>): TensorInfo =>
  pooled(backend, pool2D(x.shape, attrs), x, 'maxPool');

/** `[n, d, h, w, c]` → `[n, od, oh, ow, c]`. */
export const maxPool3D = ({ inputs: { x }, attrs, backend }: KernelCall<'x', MaxPool3DAttrs>): TensorInfo =>
  pooled(backend, pool3D(x.shape, attrs), x, 'maxPool');

/** `dy` `[n, od, oh, ow, c]` → `[n, d, h, w, c]`. */
export const maxPool3DGrad = ({ inputs, attrs, backend }: KernelCall<'input' | 'dy', MaxPool3DGradAttrs>): TensorInfo =>
  maxPoolGradient(backend, pool3D(inputs.input.shape, attrs), inputs.input, inputs.dy);

/** `[n, h, w, c]` → `[n, oh, ow, c]`. */
export const avgPool = ({ inputs: { x }, attrs, backend }: KernelCall<'x', AvgPoolAttrs>): TensorInfo =>
  pooled(backend, pool2D(x.shape, attrs), x, 'meanPool');

/** `[n, d, h, w, c]` → `[n, od, oh, ow, c]`. */
export const avgPool3D = ({ inputs: { x }, attrs, backend }: KernelCall<'x', AvgPool3DAttrs>): TensorInfo =>
  pooled(backend, pool3D(x.shape, attrs), x, 'meanPool');

/** `dy` `[n, oh, ow, c]` → `[n, h, w, c]`. */
export const avgPoolGrad = ({ inputs, attrs, backend }: KernelCall<'input' | 'dy', AvgPoolGradAttrs>): TensorInfo =>
  meanPoolGradient(backend, pool2D(inputs.input.shape, attrs), inputs.input.shape, inputs.dy);

/** `dy` `[n, od, oh, ow, c]` → `[n, d, h, w, c]`. */
export const avgPool3DGrad = ({ inputs, attrs, backend }: KernelCall<'input' | 'dy', AvgPool3DGradAttrs>): TensorInfo =>
  meanPoolGradient(backend, pool3D(inputs.input.shape, attrs), inputs.input.shape, inputs.dy);
