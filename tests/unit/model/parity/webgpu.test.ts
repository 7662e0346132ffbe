import * as tf from '@tensorflow/tfjs-core';
import { everyNetwork } from '../every-layer.js';
import { webgpu } from './backends.js';
import { sweep, sweepNetworks } from './sweep.js';

sweep(webgpu);

/**
 * Which of its four shaders tfjs-backend-webgpu takes for a product depends on the sizes and on the make of the processor. Two are
 * for few outputs and long sums, and the sweep reaches them by its sizes; these take any.
 */
const products = { 'for small outputs': 2, packed: 3 };
const dense = everyNetwork.filter(([title, { inputShape }]) => title.startsWith('Dense') && inputShape?.length === 1);

for (const [title, program] of Object.entries(products)) {
  sweepNetworks({ ...webgpu, title: `WebGPU with the product ${title}`, start: () => withProduct(program) }, dense);
}

async function withProduct(program: number): Promise<string | undefined> {
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', program);
  return webgpu.start();
}
