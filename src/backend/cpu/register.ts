/**
 * The one kernel of tfjs-backend-cpu 4.22 that is replaced, since it is wrong for a layer the playground offers: the gradient of 3-D max
 * pooling whose window is not as high as wide (`maxPool3dPositions` counts rows by the window's height, the gradient by its width).
 *
 * What else is wrong there, and why it is left: docs/wrong-numbers.md.
 */
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { KernelFunc, MaxPool3DAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { poolVolumeGradient, volumeGeometry } from './volume-maxima.js';
import { replaceKernel } from '../replace-kernel.js';

const maxPool3DGrad: KernelFunc = ({ inputs, attrs, backend }) => {
  const { input, dy } = inputs as Record<'input' | 'dy', TensorInfo>;
  const cpu = backend as MathBackendCPU;
  const numbersOf = ({ dataId }: TensorInfo) => cpu.data.get(dataId).values as Float32Array;
  const dx = new Float32Array(input.shape.reduce((product, length) => product * length, 1));
  poolVolumeGradient(numbersOf(input), numbersOf(dy), volumeGeometry(input.shape, attrs as unknown as MaxPool3DAttrs), dx);
  return cpu.makeTensorInfo(input.shape, 'float32', dx);
};

let mended = false;

/** Puts it in force. */
export function mendCpuKernels(): void {
  if (mended) return;
  mended = true;
  replaceKernel('MaxPool3DGrad', 'cpu', () => maxPool3DGrad);
}
