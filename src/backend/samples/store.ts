/** Where the current backend takes a network's inputs from by itself: a GPU holds the samples, WASM writes them into its own memory. */
import { getBackend } from '@tensorflow/tfjs-core';
import { bytesAtHand } from '../wasm/samples.js';
import { holdOnWebgl } from '../webgl/samples.js';
import { holdOnWebgpu } from '../webgpu/samples.js';
import type { HeldSamples, StoredSamples } from './stored.js';

/** Bytes of samples that a GPU is asked to hold; browsers do not say how much there is, and the network needs some too. */
const mostBytes = 2 ** 28;

async function heldOnGpu(samples: StoredSamples, hold: typeof holdOnWebgpu): Promise<HeldSamples | null> {
  return samples.values.byteLength <= mostBytes ? hold(samples) : null;
}

const holders: Record<string, (samples: StoredSamples) => Promise<HeldSamples | null>> = {
  webgpu: (samples) => heldOnGpu(samples, holdOnWebgpu),
  webgl: (samples) => heldOnGpu(samples, holdOnWebgl),
  wasm: async (samples) => bytesAtHand(samples),
};

export const sampleStore = {
  /** GPUs compile many of their programs for one shape only; WASM and plain JavaScript compile none. */
  fixedShapes: (): boolean => ['webgpu', 'webgl'].includes(getBackend()),

  /** Makes `samples` the backend's until they are disposed of; null where they do not fit, or where nothing is gained. */
  hold: async (samples: StoredSamples): Promise<HeldSamples | null> => holders[getBackend()]?.(samples) ?? null,
};
