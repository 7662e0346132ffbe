/**
 * Which kernels of tfjs-backend-wasm 4.22 are replaced, and which it lacks. A kernel in AssemblyScript later takes its line here.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelCall } from './compose.js';
import { conv2DBackpropFilter } from './kernels/conv2d-backprop-filter.js';
import { conv2DBackpropInput } from './kernels/conv2d-backprop-input.js';
import { batchMatMul, fusedMatMul } from './kernels/mat-mul.js';
import { maxPoolGrad } from './kernels/max-pool-grad.js';

/** The registry's own view of a kernel: it knows neither its inputs nor its attributes. */
type RegisteredKernel = (call: KernelCall<string, never>) => TensorInfo;

const kernels: Record<string, RegisteredKernel> = {
  // missing there
  Conv2DBackpropFilter: conv2DBackpropFilter,
  // wrong there
  MaxPoolGrad: maxPoolGrad,
  // slow there
  BatchMatMul: batchMatMul,
  _FusedMatMul: fusedMatMul,
  Conv2DBackpropInput: conv2DBackpropInput,
};

let mended = false;

/** Puts the table in force. Call before the backend starts, which sets up the kernels registered by then. */
export function mendWasmKernels(): void {
  if (mended) return;
  mended = true;
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    const original = getKernel(kernelName, 'wasm');
    if (original) unregisterKernel(kernelName, 'wasm');
    registerKernel({
      kernelName,
      backendName: 'wasm',
      setupFunc: original?.setupFunc,
      kernelFunc: ({ inputs, attrs, backend }) =>
        kernel({
          inputs: inputs as Record<string, TensorInfo>,
          attrs: attrs as never,
          backend: backend as BackendWasm,
          original: original?.kernelFunc,
        }),
    });
  }
}
