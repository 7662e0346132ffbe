/** A contest between the backends of this machine: who can be trusted trains a few steps, and the fastest wins. */
import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, type Candidate, onProcessor } from './candidates.js';
import { lossBehind } from './gpu/loss.js';
import { patiently } from './patience.js';
import { type Limits, type Trial, tryOut } from './start.js';
import { within, wordsOf } from './time-limit.js';

/** Milliseconds a step took; null where it was given up because another was faster. */
export type Figures = Partial<Record<BackendName, number | null>>;

/**
 * Trains a few steps on the current backend, which is `name`.
 * @param best milliseconds a step takes on the fastest so far: who needs clearly more may be given up
 * @returns milliseconds a step takes, null where it was given up, undefined where nobody wants to know any more
 */
export type TimeSteps = (name: BackendName, best: number) => Promise<number | null | undefined>;

export interface Contest {
  candidates: readonly Candidate[];
  /** What is known of each; what is found out is added. */
  trials: Map<BackendName, Trial>;
  limits: Limits;
  timeSteps: TimeSteps;
  /** It is the turn of `name`. */
  entering: (name: BackendName) => void;
}

export interface Result {
  winner: BackendName;
  figures: Figures;
}

/** Whether there is anything to find out: a graphics processor that has not failed. */
export const isOpen = (candidates: readonly Candidate[], trials: Contest['trials']): boolean =>
  candidates.some((candidate) => !onProcessor(candidate.name) && mayEnter(candidate, trials));

/**
 * Lets every candidate that runs on hardware take part, graphics processors first: they can be given up while they compute, and a
 * program on the processor need not finish a step to be behind them. Where none of them is trusted, nothing is timed.
 * @returns who won, or null where nobody wants to know any more. Whichever took part last is current.
 */
export async function findFastest({ candidates, trials, limits, timeSteps, entering }: Contest): Promise<Result | null> {
  const figures: Figures = {};
  let winner: BackendName | undefined;
  let best = Infinity;
  for (const candidate of candidates) {
    if (!mayEnter(candidate, trials)) continue;
    const { name } = candidate;
    entering(name);
    const trial = await tryOut(name, limits);
    trials.set(name, trial);
    if (!trial.trustworthy) continue;
    if (onProcessor(name) && winner === undefined) return { winner: name, figures };
    const device = tf.backend();
    try {
      const steps = patiently(device, limits.read, 'an answer', () => timeSteps(name, best));
      const ms = await within(limits.steps, 'all of them', steps);
      if (ms === undefined) return null;
      figures[name] = ms;
      if (ms !== null && ms < best) [winner, best] = [name, ms];
    } catch (error) {
      // a device that went away meanwhile is a matter of this page, not of the machine
      const lost = (await lossBehind(device)) !== undefined;
      trials.set(name, { ...trial, trustworthy: false, lost, why: `Its first steps failed: ${wordsOf(error)}.` });
    }
  }
  return winner === undefined ? null : { winner, figures };
}

/** Plain JavaScript stands in for WASM only; who has failed is not asked again. */
function mayEnter({ name, preferred }: Candidate, trials: Contest['trials']): boolean {
  if (name === 'cpu' && trials.get('wasm')?.trustworthy) return false;
  return preferred && trials.get(name)?.trustworthy !== false;
}
