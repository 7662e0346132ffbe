/** What a page hands over stays the page's: from then on a session works with a copy. */
import { type ErrorCode, PlaygroundError } from '../contract/playground-error.js';

/** That something cannot cross to a worker, in words. */
export const notPlain = (code: ErrorCode, cause: unknown): PlaygroundError =>
  new PlaygroundError(code, 'Only plain data can be handed to the engine: numbers, texts, lists and objects of these.', { cause });

/** @throws PlaygroundError `code` where `value` is no plain data, such as a function or another library's reactive object */
export function copied<T>(value: T, code: ErrorCode): T {
  try {
    return structuredClone(value);
  } catch (cause) {
    throw notPlain(code, cause);
  }
}
