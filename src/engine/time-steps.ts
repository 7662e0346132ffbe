/** Times a few real steps of a network on the current backend. */
import { onProcessor } from '../backend/candidates.js';
import type { TimeSteps } from '../backend/fastest.js';
import type { NetworkSpec } from '../contract/network.js';
import type { TrainOptions } from '../contract/training.js';
import { buildNetwork } from '../model/network.js';
import type { LearningMaterial } from '../model/training/learner.js';
import { RunControl } from '../model/training/run-control.js';
import { train } from '../model/training/train.js';
import { deviceHooks } from './device-hooks.js';
import { Pace } from './pace.js';

/** Reports thrown away, in which programs are compiled and buffers found; and intervals that make a median. */
const warmUp = 2;
const enough = 9;
/** Milliseconds after which one interval is enough, and the warm-up over. */
const budget = 1000;
/** A backend that needs so many times the best is given up, once so many intervals have a median that one moment's rest cannot decide. */
const hopeless = 2;
const sure = 3;

export interface Trainee {
  spec: NetworkSpec;
  dataset: LearningMaterial;
  options: TrainOptions;
}

/**
 * Trains a network of the same spec the way a run would, on batches of the same size, and nothing of the run itself: weights, seeds
 * and random streams are its own, and it learns so slowly that it cannot diverge.
 * @param stopped asked between steps: nobody wants to know any more
 */
export function stepTimer({ spec, dataset, options }: Trainee, stopped: () => boolean): TimeSteps {
  const { epochs: _, ...rest } = options;
  const tried: TrainOptions = { ...rest, learningRate: 1e-9, steps: 1e9, evaluateEvery: 1e9, seed: 1 };

  /** Milliseconds of a step, measured until `done`; undefined where there is no answer: it was stopped, or the loss is not a number. */
  async function paceUntil(batchSize: number, done: (pace: Pace, elapsed: number) => boolean): Promise<number | undefined> {
    const network = buildNetwork(spec, 1);
    const control = new RunControl();
    const pace = new Pace();
    const start = performance.now();
    let reports = 0;
    const onStep = ({ step }: { step: number }): void => {
      const elapsed = performance.now() - start;
      if (++reports >= warmUp || elapsed > budget) pace.note(step);
      if (stopped() || (pace.count > 0 && done(pace, elapsed))) control.stop();
    };
    try {
      await train(network, dataset, { ...tried, batchSize }, control, { ...deviceHooks, onStep });
    } finally {
      network.dispose();
    }
    return stopped() ? undefined : pace.msPerStep;
  }

  return async (name, best) => {
    if (onProcessor(name) && best < Infinity) {
      // a step there cannot be given up half-way, and nothing else is heard meanwhile: so a single sample goes first
      const single = await paceUntil(1, (pace, elapsed) => pace.count >= sure || elapsed > budget);
      if (single === undefined || single > best) return single && null;
    }
    return paceUntil(options.batchSize, ({ count, msPerStep = 0 }, elapsed) => {
      return count >= enough || elapsed > budget || (count >= sure && msPerStep > hopeless * best);
    });
  };
}
