/** From the tag's attributes to the options of a run. */
import type { PropertyValues } from 'lit';
import type { TrainOptions } from '../../contract/training.js';

/** What the tag says about how it trains; undefined leaves it to the course. */
export type Said = { readonly [Name in keyof TrainOptions]?: TrainOptions[Name] | undefined };

/** The options the tag sets, without what it leaves open or says wrongly. */
export function saidOptions(said: Said): Partial<TrainOptions> {
  const { optimizer, learningRate, momentum, batchSize, epochs, steps, evaluateEvery, loss, targets, seed, augment } = said;
  const all = {
    optimizer,
    learningRate,
    momentum,
    batchSize,
    epochs,
    steps,
    evaluateEvery,
    loss,
    targets,
    seed,
    augment: augment || undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null && !Number.isNaN(value)));
}

/** The reader's edits without those whose property the page has set anew: the page goes first. */
export function withoutChanged(edits: Partial<TrainOptions>, changed: PropertyValues): Partial<TrainOptions> {
  const kept = Object.entries(edits).filter(([name]) => !changed.has(name));
  return kept.length === Object.keys(edits).length ? edits : Object.fromEntries(kept);
}

/** `0.01 0.99` or `0.01,0.99` as two numbers. */
export function twoNumbers(text: string | null): [number, number] | undefined {
  const [low, high] = (text ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return low !== undefined && high !== undefined && Number.isFinite(low) && Number.isFinite(high) ? [low, high] : undefined;
}
