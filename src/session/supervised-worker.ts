/**
 * A worker behind comlink, started on first use, whose every call settles: comlink alone leaves a call pending for ever
 * when its worker is gone.
 */
import { type Remote, releaseProxy, wrap } from 'comlink';
import { asPlaygroundError, type ErrorCode, PlaygroundError } from '../contract/playground-error.js';
import { carryErrors } from '../wire/errors.js';
import type { Alive } from '../wire/expose.js';
import { notPlain } from './copied.js';

interface Running<Api> {
  api: Remote<Api>;
  /** Never resolves; rejects when the worker is gone. */
  death: Promise<never>;
  die: (reason: PlaygroundError) => void;
  /** Keeps an eye on the worker until the answer is called. */
  watch: () => () => void;
}

export interface Supervision<Api> {
  launch: () => Promise<Worker>;
  /** Called with every newly started worker before its first call. */
  onStart?: (api: Remote<Api>) => void;
  /** Called once when a worker that had started is gone. */
  onDeath?: (reason: PlaygroundError) => void;
  /** Milliseconds without a sign of life, while calls wait, after which a worker counts as stuck. Default two minutes: a large operation blocks for long. */
  stuckAfter?: number;
}

export class SupervisedWorker<Api extends object> {
  readonly #supervision: Supervision<Api>;
  #running: Promise<Running<Api>> | null = null;

  constructor(supervision: Supervision<Api>) {
    this.#supervision = supervision;
  }

  /** Whether a worker has been asked for and has not gone. */
  get started(): boolean {
    return this.#running !== null;
  }

  /** Runs one call. Whatever it throws becomes a PlaygroundError, with `code` where it has none of its own. */
  async call<T>(code: ErrorCode, use: (api: Remote<Api>) => Promise<T>): Promise<T> {
    try {
      const { api, death, watch } = await this.#start();
      const unwatch = watch();
      return await Promise.race([use(api), death]).finally(unwatch);
    } catch (error) {
      throw asPlaygroundError(foreseen(error, code), code);
    }
  }

  /** Ends the worker; its pending calls reject with `reason`, and the next call, which may come at once, starts a new one. */
  async stop(reason: PlaygroundError): Promise<void> {
    const stopped = this.#running;
    this.#running = null;
    const running = await stopped?.catch(() => null);
    running?.die(reason);
  }

  #start(): Promise<Running<Api>> {
    if (this.#running) return this.#running;
    const forget = () => {
      if (this.#running === own) this.#running = null; // another may have been started since
    };
    const own: Promise<Running<Api>> = this.#launch(forget).catch((error: unknown) => {
      forget();
      throw error;
    });
    this.#running = own;
    return own;
  }

  /** @param forget the worker has gone */
  async #launch(forget: () => void): Promise<Running<Api>> {
    carryErrors();
    const worker = await this.#supervision.launch();
    const api = wrap<Api & Alive>(worker);
    const { promise: death, reject } = withReject();
    const die = (reason: PlaygroundError) => {
      if (!worker.onerror) return; // already gone
      worker.onerror = worker.onmessageerror = null;
      forget();
      reject(reason);
      worker.terminate();
      api[releaseProxy]();
      this.#supervision.onDeath?.(reason);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      die(
        new PlaygroundError('disposed', `A worker stopped: ${event.message || 'no reason given'}. It is started again when it is needed.`),
      );
    };
    worker.onmessageerror = () => die(new PlaygroundError('disposed', 'A worker sent what could not be read, and was stopped.'));
    this.#supervision.onStart?.(api);
    const watch = heartbeat(
      () => api.ping(),
      this.#supervision.stuckAfter ?? 120_000,
      () =>
        die(new PlaygroundError('disposed', 'A worker did not answer any more and was stopped. It is started again when it is needed.')),
    );
    return { api: api as Remote<Api>, death, die, watch };
  }
}

/** Pings while somebody waits, one ping at a time; calls `stuck` when one stays unanswered for too long. */
function heartbeat(ping: () => Promise<unknown>, stuckAfter: number, stuck: () => void): () => () => void {
  let waiting = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const beat = () => {
    timer = setTimeout(stuck, stuckAfter);
    ping().then(
      () => {
        clearTimeout(timer);
        if (waiting > 0) timer = setTimeout(beat, stuckAfter / 10);
      },
      () => undefined, // the wire is closed: the worker has died, and its death is told
    );
  };
  return () => {
    if (waiting++ === 0) {
      clearTimeout(timer);
      beat();
    }
    return () => {
      if (--waiting === 0) clearTimeout(timer);
    };
  };
}

function withReject(): { promise: Promise<never>; reject: (reason: PlaygroundError) => void } {
  let reject: (reason: PlaygroundError) => void = () => undefined;
  const promise = new Promise<never>((_, no) => {
    reject = no;
  });
  promise.catch(() => undefined); // a death that nobody waited for is no unhandled rejection
  return { promise, reject };
}

/** What a browser throws in its own words, in ours. */
function foreseen(error: unknown, code: ErrorCode): unknown {
  if (error instanceof PlaygroundError || !(error instanceof Error)) return error;
  if (error.name === 'DataCloneError') {
    return notPlain(code, error);
  }
  if (!/out of memory|allocation failed|Array buffer allocation|Invalid typed array length/i.test(error.message)) return error;
  return new PlaygroundError(
    'out-of-memory',
    'There is not enough memory for this. Use fewer samples, smaller images or a smaller network.',
    {
      cause: error,
    },
  );
}
