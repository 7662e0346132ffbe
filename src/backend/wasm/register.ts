/**
 * Which kernels of tfjs-backend-wasm 4.22 are replaced, and which it lacks. Products, convolutions and passes over many numbers are
 * done by the SIMD module (../simd); the rest is put together from other kernels or written in TypeScript.
 *
 * What else is wrong there, and out of every layer's reach: docs/wrong-numbers.md.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelCall } from './compose.js';
import { add } from './kernels/add.js';
import { clipByValue, relu6 } from './kernels/clamp.js';
import { conv2D, fusedConv2D } from './kernels/conv2d.js';
import { conv2DBackpropFilter } from './kernels/conv2d-backprop-filter.js';
import { conv2DBackpropInput } from './kernels/conv2d-backprop-input.js';
import { conv3D } from './kernels/conv3d.js';
import { conv3DBackpropFilter } from './kernels/conv3d-backprop-filter.js';
import { conv3DBackpropInput } from './kernels/conv3d-backprop-input.js';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './kernels/depthwise-backprop.js';
import { depthwiseConv2D } from './kernels/depthwise-conv2d.js';
import { identity } from './kernels/identity.js';
import { batchMatMul, fusedMatMul } from './kernels/mat-mul.js';
import { maxPoolGrad } from './kernels/max-pool-grad.js';
import { oneHot } from './kernels/one-hot.js';
import { avgPool, avgPool3D, avgPool3DGrad, avgPoolGrad, maxPool, maxPool3D, maxPool3DGrad } from './kernels/pool.js';
import { randomMask } from './kernels/random-mask.js';
import { reluGrad } from './kernels/relu-grad.js';
import { slice } from './kernels/slice.js';
import { sum } from './kernels/sum.js';
import { unsortedSegmentSum } from './kernels/unsorted-segment-sum.js';

/** The registry's own view of a kernel: it knows neither its inputs nor its attributes. */
type RegisteredKernel = (call: KernelCall<string, never>) => TensorInfo;

const kernels: Record<string, RegisteredKernel> = {
  // missing there
  Conv2DBackpropFilter: conv2DBackpropFilter,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  UnsortedSegmentSum: unsortedSegmentSum,
  GpRandomMask: randomMask, // and everywhere else
  GpReluGrad: reluGrad, // likewise
  // wrong there (docs/wrong-numbers.md)
  AvgPool: avgPool,
  ClipByValue: clipByValue,
  Conv3DBackpropFilterV2: conv3DBackpropFilter,
  DepthwiseConv2dNative: depthwiseConv2D,
  FusedConv2D: fusedConv2D,
  MaxPool: maxPool,
  MaxPool3D: maxPool3D,
  MaxPool3DGrad: maxPool3DGrad,
  MaxPoolGrad: maxPoolGrad,
  OneHot: oneHot,
  Relu6: relu6,
  // slow there
  _FusedMatMul: fusedMatMul,
  Add: add,
  AvgPool3D: avgPool3D,
  AvgPool3DGrad: avgPool3DGrad,
  AvgPoolGrad: avgPoolGrad,
  BatchMatMul: batchMatMul,
  Conv2D: conv2D,
  Conv2DBackpropInput: conv2DBackpropInput,
  Conv3D: conv3D,
  Conv3DBackpropInputV2: conv3DBackpropInput,
  Identity: identity,
  Slice: slice,
  Sum: sum,
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
