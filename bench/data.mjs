// One batch and one set of first weights a case, written to files that every side reads: the same numbers everywhere.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../scripts/project.mjs';
import { shared } from '../scripts/serve-plugins.mjs';
import { weightsOf } from './shapes.mjs';

const folder = '.cache/bench';

/** Real galaxies, where they are at hand: never part of the repository. */
export const galaxies = { address: '/galaxies.h5', path: join(shared, 'data/real-galaxies-69.h5') };

/** Uniform numbers from 0 to 1, always the same for a seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A sum of four has the spread of a normal distribution closely enough to time with, and costs no logarithm. */
const draw = {
  uniform: (random) => random(),
  normal: (random) => (random() + random() + random() + random() - 2) * Math.sqrt(3),
};

const fill = (length, next) => {
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) values[i] = next(i);
  return values;
};

/** First weights: uniform in ±1/√n, n the number of inputs a unit sums, as PyTorch's layers start. */
function firstWeights({ weights, size }, random) {
  const values = new Float32Array(size);
  let width = 1;
  for (const { name, shape, offset } of weights) {
    const length = shape.reduce((all, axis) => all * axis, 1);
    if (name === 'kernel') width = 1 / Math.sqrt(length / shape.at(-1));
    for (let i = 0; i < length; i++) values[offset + i] = (2 * random() - 1) * width;
  }
  return values;
}

async function store(file, values) {
  await mkdir(inRoot(folder), { recursive: true });
  await writeFile(inRoot(folder, file), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return `/${join(folder, file)}`;
}

/**
 * A case as every side receives it: with the files of its inputs [batches · batch, ...inputShape], targets [batches · batch, outputs]
 * and first weights, as little-endian float32, by their path below the repository.
 * @param {import('./cases.mjs').StepCase} step
 */
export async function prepareJob(step) {
  const { name, inputShape, batch, batches, inputs, targets } = step;
  const layout = weightsOf(step);
  const samples = batch * batches;
  const size = inputShape.reduce((all, axis) => all * axis, 1);
  const random = randomFrom(1);
  const labels = Array.from({ length: samples }, () => Math.floor(random() * layout.outputs));
  const x = fill(samples * size, () => draw[inputs](random));
  const t = fill(samples * layout.outputs, (i) => targets[labels[Math.floor(i / layout.outputs)] === i % layout.outputs ? 1 : 0]);
  const key = `${name}-${batch}-${inputShape.join('x')}`;
  const files = {
    x: await store(`${key}.x.bin`, x),
    t: await store(`${key}.t.bin`, t),
    weights: await store(`${key}.w.bin`, firstWeights(layout, random)),
  };
  return { ...step, outputs: layout.outputs, weights: layout.weights, files };
}
