/**
 * Teaches comlink to carry a PlaygroundError: by itself it keeps only name, message and stack, and loses code and cause.
 * Both ends of a wire call `carryErrors()` before they speak.
 */
import { type TransferHandler, transferHandlers } from 'comlink';
import { type ErrorCode, PlaygroundError } from '../contract/playground-error.js';

interface Thrown {
  value: unknown;
}
interface ErrorOnTheWire {
  message: string;
  name: string;
  stack: string | undefined;
  code: ErrorCode | undefined;
  cause: string | undefined;
}

const inWords = (cause: unknown): string | undefined => (cause === undefined ? undefined : String(cause));

function pack({ value }: Thrown): [ErrorOnTheWire, Transferable[]] {
  const error = value instanceof Error ? value : new Error(String(value));
  const code = error instanceof PlaygroundError ? error.code : undefined;
  return [{ message: error.message, name: error.name, stack: error.stack, code, cause: inWords(error.cause) }, []];
}

function unpack({ message, name, stack, code, cause }: ErrorOnTheWire): never {
  const error = code ? new PlaygroundError(code, message, { cause }) : Object.assign(new Error(message, { cause }), { name });
  if (stack) error.stack = stack;
  throw error;
}

let carried = false;

/** Replaces comlink's way of sending what was thrown; its own test for "was this thrown?" stays. */
export function carryErrors(): void {
  if (carried) return;
  const original = transferHandlers.get('throw');
  if (!original) throw new Error('comlink has no handler for thrown values');
  const handler: TransferHandler<Thrown, ErrorOnTheWire> = {
    canHandle: original.canHandle as TransferHandler<Thrown, ErrorOnTheWire>['canHandle'],
    serialize: pack,
    deserialize: unpack,
  };
  transferHandlers.set('throw', handler);
  carried = true;
}
