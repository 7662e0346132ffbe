/** The session's runs: the one under way, the earlier ones, and how reports of the engine become snapshots and events. */
import { EpochEvent, type RunAction, RunEndEvent, RunStart, StepEvent, type TellEvent } from '../contract/events.js';
import { PlaygroundError } from '../contract/playground-error.js';
import type { RunSnapshot, SessionSnapshot } from '../contract/snapshot.js';
import type { EpochReport, RunEnd, RunState, StepReport, TrainOptions } from '../contract/training.js';
import type { BackendName } from '../contract/engine.js';
import { copied } from './copied.js';
import { oncePerFrame } from './frame.js';
import { PageRun } from './page-run.js';
import { newRun, withEnd, withEpoch, withMeasuring, withState, withStep } from './run-record.js';
import type { Store } from './store.js';

const earlierRuns = 12; // as many faint lines as a chart can bear

const stateAfter: Partial<Record<RunAction, RunState>> = { pause: 'paused', step: 'paused', resume: 'running' };

export class RunKeeper {
  readonly #session: string;
  readonly #store: Store<SessionSnapshot>;
  readonly #tell: (event: TellEvent<{ session: string }>) => void;
  #current: PageRun | null = null;
  #started = 0;
  #latestStep: StepReport | null = null;
  readonly #frame = oncePerFrame(() => this.#showStep());

  constructor(session: string, store: Store<SessionSnapshot>, tell: (event: TellEvent<{ session: string }>) => void) {
    this.#session = session;
    this.#store = store;
    this.#tell = tell;
  }

  refuseWhileRunning(wish: string): void {
    if (this.#current) throw new PlaygroundError('busy', `A run is under way. Stop it to ${wish}.`);
  }

  /**
   * The options of a run that can be started, as a copy. What is wrong with their values the engine says.
   * @throws PlaygroundError `busy` during a run or while data are on their way, `data-mismatch` where they are no options
   */
  accepted(options: TrainOptions): TrainOptions {
    if (this.#current) throw new PlaygroundError('busy', 'A run is under way in this session. Stop it first.');
    if (this.#store.state.tasks.some(({ task }) => task === 'dataset'))
      throw new PlaygroundError('busy', 'Other data are on their way, and a run would keep them out. Wait until they are there.');
    if (typeof options !== 'object' || !options)
      throw new PlaygroundError('data-mismatch', 'Say how to train: optimizer, learningRate, batchSize, loss, and epochs or steps.');
    return copied(options, 'data-mismatch');
  }

  /** A run that never was, for a caller who waits for its end. */
  refused(error: PlaygroundError): PageRun {
    const run = new PageRun(`${this.#session}-refused`, () => undefined);
    run.fail(error);
    return run;
  }

  /**
   * A new run, which is the current one until its end.
   * @param send asks the engine for it: before anybody hears of it, so that whoever steers it at once comes later
   */
  start(options: TrainOptions, steer: (run: string, action: RunAction) => void, send: (run: PageRun) => void): PageRun {
    const number = this.#started + 1;
    const run = new PageRun(`${this.#session}-${number}`, (action) => {
      if (this.#current !== run) return; // a run that has ended cannot be steered
      const state = stateAfter[action];
      if (state) this.#changeRun((record) => withState(record, state));
      steer(run.id, action);
    });
    this.#started = number;
    this.#current = run;
    send(run);
    const { run: before, runs, network } = this.#store.state;
    this.#store.change({
      run: newRun(run.id, number, network?.name ?? '', options),
      runs: before ? [...runs, before].slice(-earlierRuns) : runs,
      error: null,
      refused: null,
    });
    this.#tell(new RunStart({ session: this.#session, run: run.id, options }));
    return run;
  }

  get current(): PageRun | null {
    return this.#current;
  }

  /** Before the run begins, `backend` is being measured; null when that is over. */
  onMeasuring(run: string, backend: BackendName | null): void {
    if (run === this.#current?.id) this.#changeRun((record) => withMeasuring(record, backend));
  }

  onStep(report: StepReport): void {
    // The engine shows where it stands whenever it stops for something; a step is told once.
    if (report.run !== this.#current?.id || report.step === this.#store.state.run?.step?.step) return;
    this.#latestStep = report;
    this.#frame.ask();
  }

  onEpoch(report: EpochReport): void {
    const run = this.#current;
    if (report.run !== run?.id) return;
    this.#frame.flush();
    run.report(report);
    this.#changeRun((record) => withEpoch(record, report), true);
    this.#tell(new EpochEvent({ session: this.#session, ...report }));
  }

  end(run: PageRun, end: Omit<RunEnd, 'error'>): void {
    if (this.#current !== run) return;
    // Reports and the end come over different ports: what the end knows already is told before it.
    for (const report of end.history.slice(run.history.length)) this.onEpoch(report);
    const whole: RunEnd =
      end.reason === 'diverged'
        ? { ...end, error: new PlaygroundError('training-diverged', end.message ?? 'The loss is not a number.') }
        : end;
    this.#close(whole);
    run.end(whole);
  }

  fail(run: PageRun, error: PlaygroundError): void {
    if (this.#current === run) this.#close({ run: run.id, reason: 'failed', history: [...run.history], message: error.message, error });
    run.fail(error);
  }

  /** The engine or the session is gone. */
  lose(reason: PlaygroundError): void {
    if (this.#current) this.fail(this.#current, reason);
  }

  #close(end: RunEnd): void {
    this.#frame.flush();
    this.#current = null;
    this.#latestStep = null;
    this.#changeRun((record) => withEnd(record, end), true);
    this.#tell(new RunEndEvent({ session: this.#session, ...end }));
  }

  #showStep(): void {
    const report = this.#latestStep;
    if (!report || report.run !== this.#current?.id) return;
    this.#latestStep = null;
    this.#changeRun((record) => withStep(record, report), true);
    this.#tell(new StepEvent({ session: this.#session, ...report }));
  }

  #changeRun(change: (run: RunSnapshot) => RunSnapshot, weightsChanged = false): void {
    const { run, weightsVersion } = this.#store.state;
    if (run) this.#store.change({ run: change(run), weightsVersion: weightsVersion + (weightsChanged ? 1 : 0) });
  }
}
