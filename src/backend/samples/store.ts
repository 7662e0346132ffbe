/** Where the current backend takes a network's inputs from by itself: a GPU holds the samples, WASM writes them into its own memory. */
import { getBackend } from '@tensorflow/tfjs-core';
import { bytesAtHand } from '../wasm/samples.js';
import { holdOnWebgl } from '../webgl/samples.js';
import { holdOnWebgpu } from '../webgpu/samples.js';
import type { HeldSamples, StoredSamples } from './stored.js';

/** Bytes of samples that a GPU is asked to hold; browsers do not say how much there is, and the network needs some too. */
const mostBytes = 2 ** 28;

type Hold = (samples: StoredSamples, asRows: boolean) => Promise<HeldSamples | null>;

const onGpu =
  (hold: Hold): Hold =>
  async (samples, asRows) =>
    samples.values.byteLength <= mostBytes ? hold(samples, asRows) : null;

const holders: Record<string, Hold> = {
  webgpu: onGpu(holdOnWebgpu),
  webgl: onGpu(holdOnWebgl),
  wasm: async (samples) => bytesAtHand(samples),
};

export const sampleStore = {
  /** GPUs compile many of their programs for one shape only; WASM and plain JavaScript compile none. */
  fixedShapes: (): boolean => ['webgpu', 'webgl'].includes(getBackend()),

  /**
   * Makes `samples` the backend's until they are disposed of; null where they do not fit, or where nothing is gained.
   * @param asRows whether what reads the inputs takes each as a row of numbers, whatever its shape: they are laid out for it
   */
  hold: async (samples: StoredSamples, asRows = false): Promise<HeldSamples | null> => holders[getBackend()]?.(samples, asRows) ?? null,
};
