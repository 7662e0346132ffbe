/** An engine on a machine with graphics processors that are none, with data and a network. */
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkSpec } from '../../../src/contract/network.js';
import type { TrainOptions } from '../../../src/contract/training.js';
import type { BackendName } from '../../../src/contract/engine.js';
import type { EngineApi, EngineReport } from '../../../src/engine/api.js';
import type { Kept } from '../../../src/engine/choices.js';
import { createEngine } from '../../../src/engine/engine.js';
import type { Keepsake } from '../../../src/engine/keepsake.js';
import { stepTimer } from '../../../src/engine/time-steps.js';
import { type FakeBackend, type Fault, type FakeName, fake, machineWith, shortLimits } from '../backend/fake-backends.js';

export const src = 'synthetic:galaxies?n=60&seed=3';
export const training: TrainOptions = {
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 8,
  epochs: 2,
  loss: 'categorical-cross-entropy',
  seed: 5,
};
export const small: NetworkSpec = {
  layers: [
    { type: 'Conv2D', filters: 3, kernelSize: 3, activation: 'relu', name: 'conv' },
    { type: 'Dropout', rate: 0.3 },
    { type: 'Flatten' },
    { type: 'Dense', units: 10, name: 'out' },
  ],
};

/** A place that lasts as long as a test. */
export function drawer(): Keepsake<Kept> & { kept?: Kept } {
  return {
    async load() {
      return structuredClone(this.kept);
    },
    async save(value) {
      this.kept = structuredClone(value);
    },
  };
}

export interface Bench {
  engine: EngineApi;
  reports: EngineReport[];
  place: ReturnType<typeof drawer>;
  /** The fakes that were started. */
  started: FakeBackend[];
}

/** Milliseconds a step. */
type Speeds = Partial<Record<BackendName, number>>;
export const gpuFirst: Speeds = { webgpu: 5, wasm: 10 };
export const wasmFirst: Speeds = { webgpu: 10, wasm: 5 };

/** Trains the steps, and says of whom is in `speeds` that they took so many milliseconds: what a busy machine measures is not to decide. */
const saying =
  (speeds: Speeds): typeof stepTimer =>
  (trainee, stopped) => {
    const time = stepTimer(trainee, stopped);
    return async (name, best) => {
      const measured = await time(name, best);
      return measured === undefined ? undefined : (speeds[name] ?? measured);
    };
  };

/** An engine on a machine with these fakes, which need so many milliseconds a step, with data and a network. */
export async function engineWith(faults: Partial<Record<FakeName, Fault>>, speeds: Speeds = {}, place = drawer()): Promise<Bench> {
  const started: FakeBackend[] = [];
  if (tf.engine().registry.wasm) await tf.setBackend('wasm');
  for (const [name, fault] of Object.entries(faults)) fake(name as FakeName, fault, started);
  const looks = machineWith(...(Object.keys(faults) as FakeName[]));
  const engine = createEngine({ looks, limits: shortLimits, keepsake: place, stepTimer: saying(speeds) });
  const reports: EngineReport[] = [];
  await engine.listen((report) => reports.push(report));
  await engine.makeDataset('main', src, { coarsen: 5, crop: 12 });
  await engine.setNetwork('main', small, 1);
  return { engine, reports, place, started };
}

export const backendOf = (end: Awaited<ReturnType<EngineApi['train']>>) => end.history.at(-1)?.backend;
