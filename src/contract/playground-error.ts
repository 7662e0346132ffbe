/** The one kind of refusal: a code a program can branch on, words that say what to do, and what lay behind it. */

/** Why a call was refused. Each code has one line of meaning here and a test that provokes it, except the one that is reserved. */
export type ErrorCode =
  | 'file-unreadable' // truncated, empty, not found, or damaged
  | 'file-unsupported' // readable, but not a layout the playground knows
  | 'file-too-large' // would not fit into the memory a page may use
  | 'range-unsupported' // reserved, not thrown yet: a server without byte ranges where they are needed
  | 'network-invalid' // a layer that cannot stand where it stands
  | 'network-too-large' // more parameters or activations than a page may hold
  | 'data-mismatch' // options, labels or shapes that contradict the data
  | 'training-diverged' // NaN or infinity in the loss or the weights
  | 'gpu-lost' // the graphics processor went away with what was on it
  | 'backend-unavailable' // no trustworthy backend, or not the one asked for
  | 'worker-blocked' // the page's policy or a missing file kept a worker from starting
  | 'out-of-memory' // a file needs more memory than the page could get
  | 'busy' // the session is training and the call would change what it trains on, or something newer took the place of what was asked about
  | 'disposed'; // the session or the worker behind the call is gone

const brand = Symbol.for('galaxy-playground.error');

/** Every refusal of the playground. `message` says what is wrong and what to do about it. */
export class PlaygroundError extends Error {
  override readonly name = 'PlaygroundError';
  readonly [brand] = true;
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** A page may hold two copies of the script that share one engine: an error of either is a PlaygroundError to both. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }
}

/** `error` itself if it is a PlaygroundError, otherwise one with `code` whose cause it becomes. */
export function asPlaygroundError(error: unknown, code: ErrorCode, message?: string): PlaygroundError {
  if (error instanceof PlaygroundError) return error;
  const raw = error instanceof Error ? error.message : String(error);
  return new PlaygroundError(code, message ?? `This failed for a reason nobody foresaw: ${raw}`, { cause: error });
}
