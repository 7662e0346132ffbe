/** What is said where a device went away while somebody computed on it. */
import { labels } from '../backend/report.js';
import { wordsOf } from '../backend/time-limit.js';
import type { BackendName } from '../contract/engine.js';
import { PlaygroundError } from '../contract/playground-error.js';

/** The loss by itself; it is the last word only where no other backend has taken over. */
export const gpuLost = (cause: Error): PlaygroundError =>
  new PlaygroundError('gpu-lost', `${wordsOf(cause)}. Nothing else can compute here: reload the page.`, { cause });

export const isGpuLost = (error: unknown): error is PlaygroundError => error instanceof PlaygroundError && error.code === 'gpu-lost';

/**
 * The end of a run whose network computes on `now` since.
 * @param step whose weights it has there; 0 where they are those from before the run
 */
export function runLost({ cause }: PlaygroundError, step: number, before: BackendName, now: BackendName): PlaygroundError {
  const weights = step > 0 ? `its weights of step ${step}` : 'the weights from before the run';
  const outcome = `The network has ${weights} again, and ${labels[now]} computes from now on.`;
  const advice = `Train it again there, or choose ${labels[before]} to try that once more.`;
  return new PlaygroundError('gpu-lost', `${wordsOf(cause)}. ${outcome} ${advice}`, { cause });
}
