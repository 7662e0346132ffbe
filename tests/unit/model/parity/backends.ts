/** The backends whose numbers are compared with those of `cpu`. */
import * as tf from '@tensorflow/tfjs-core';
import { examineWebgl, examineWebgpu } from '../../../../src/backend/hardware.js';
import { prepareBackends } from '../../../../src/backend/packages.js';
import type { SimdBuild } from '../../../../src/backend/simd/load.js';
import { useBuild } from '../../backend/simd/builds.js';

export interface Candidate {
  title: string;
  name: 'cpu' | 'wasm' | 'webgl' | 'webgpu';
  /** As a fraction of the largest number of an array. */
  tolerance: number;
  /** Makes it current. Where this machine or browser has no such thing: why, in words; where it has and it does not start, it rejects. */
  start(): Promise<string | undefined>;
}

async function use(name: Candidate['name']): Promise<void> {
  prepareBackends();
  if (!(await tf.setBackend(name))) throw new Error(`The backend ${name} did not start.`);
}

export const wasm = (build: SimdBuild): Candidate => ({
  title: `WASM, ${build} SIMD`,
  name: 'wasm',
  tolerance: 1e-5,
  async start() {
    await useBuild(build);
    return undefined;
  },
});

/** Small tensors, too, are computed by shaders: otherwise TensorFlow.js leaves them to its cpu kernels, and the test would see those. */
const shadersOnly = (flag: 'WEBGL_CPU_FORWARD' | 'WEBGPU_CPU_FORWARD') => tf.env().set(flag, false);

/** On SwiftShader differences are below 2e-6; drivers may compute exp and tanh somewhat more coarsely. */
const graphicsTolerance = 2e-5;

export const webgl: Candidate = {
  title: 'WebGL',
  name: 'webgl',
  tolerance: graphicsTolerance,
  async start() {
    const { available, words } = examineWebgl();
    if (!available) return words;
    shadersOnly('WEBGL_CPU_FORWARD');
    await use('webgl');
    return undefined;
  },
};

export const webgpu: Candidate = {
  title: 'WebGPU',
  name: 'webgpu',
  tolerance: graphicsTolerance,
  async start() {
    const { available, words } = await examineWebgpu();
    if (!available) return words;
    shadersOnly('WEBGPU_CPU_FORWARD');
    await use('webgpu');
    return undefined;
  },
};
