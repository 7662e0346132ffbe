/** Puts a kernel in the place of the one a TensorFlow.js package has registered. */
import { getKernel, type KernelFunc, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

/** `replacement` is given the kernel that stood there. Its set-up stays. */
export function replaceKernel(kernelName: string, backendName: string, replacement: (original: KernelFunc) => KernelFunc): void {
  const original = getKernel(kernelName, backendName);
  unregisterKernel(kernelName, backendName);
  registerKernel({ ...original, kernelFunc: replacement(original.kernelFunc) });
}
