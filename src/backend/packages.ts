/**
 * The TensorFlow.js packages the engine runs on, in one place: importing them registers their backends, kernels and gradients,
 * which is the one side effect of this room.
 */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { mendCpuKernels } from './cpu/register.js';
import { mendAveragePoolGradients } from './gradients/average-pool.js';
import { replaceReluGradient } from './gradients/relu.js';
import { mendWebglKernels } from './webgl/register.js';
import { watchWebgl } from './webgl/watch.js';
import { mendWebgpuKernels } from './webgpu/register.js';
import { watchWebgpu } from './webgpu/watch.js';
import { loadWasm } from './wasm/load.js';
import { mendWasmKernels } from './wasm/register.js';

/**
 * Makes `'wasm'` start from the binary inside the script, and gives every backend the kernels that training needs. Further calls change nothing
 * once the backend stands. (As long as something uses this function, no bundler drops the imports above.)
 */
export function prepareBackends(): void {
  mendAveragePoolGradients();
  replaceReluGradient();
  mendCpuKernels();
  mendWasmKernels();
  mendWebglKernels();
  mendWebgpuKernels();
  watchWebgl();
  watchWebgpu();
  if (tf.engine().registry.wasm) return; // somebody has started it, and may have tensors there
  if (tf.findBackendFactory('wasm')) tf.removeBackend('wasm');
  tf.registerBackend('wasm', loadWasm, 2); // the priority tfjs-backend-wasm gives itself
}
