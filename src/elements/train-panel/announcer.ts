/**
 * Chooses what is read aloud while a run goes on: each epoch, but never more than a listener can follow, and always the end.
 * Why a run diverged or failed is an alert of the panel's, and not said twice.
 */
import type { RunSnapshot } from '../../contract/snapshot.js';
import { isActive, isTroubled } from '../support/run-state.js';
import { epochInWords, stateInWords } from './words.js';

/** Milliseconds between two announcements of a run that goes on. */
const least = 2000;

export class Announcer {
  /** The text of the live region. */
  words = '';
  #run = '';
  #reports = 0;
  #state = '';
  #spoke = Number.NEGATIVE_INFINITY;

  /** Takes note of the run as it is at `now` milliseconds. */
  follow(run: RunSnapshot | null, now = performance.now()): void {
    if (!run) return;
    const first = run.id !== this.#run;
    const state = run.measuring ? 'measured' : run.state;
    const changed = state !== this.#state;
    const report = run.history.at(-1);
    const news = report !== undefined && run.history.length > this.#reports;
    if (first) [this.#run, this.#reports] = [run.id, 0];
    if (changed) {
      this.#state = state;
      // A run that was over before this element came is no news.
      if (!first || isActive(run.state)) this.#say(isTroubled(run.state) ? '' : `${stateInWords(run)}.`.replace('..', '.'), run, now);
      return;
    }
    if (report && news && now - this.#spoke >= least) this.#say(epochInWords(report, run.options.evaluateEvery !== undefined), run, now);
  }

  #say(words: string, run: RunSnapshot, now: number): void {
    const report = run.history.at(-1);
    const ended = !isActive(run.state) && report;
    this.words = ended ? `${words} ${epochInWords(report, run.options.evaluateEvery !== undefined)}`.trim() : words;
    this.#reports = run.history.length;
    // What a state change says does not hold up the first epoch.
    if (report) this.#spoke = now;
  }
}
