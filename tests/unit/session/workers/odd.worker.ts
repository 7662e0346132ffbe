/** A worker that does what workers should not, for the tests of its supervisor. */
import { PlaygroundError } from '../../../../src/contract/playground-error.js';
import { exposeApi } from '../../../../src/wire/expose.js';

const api = {
  async double(x: number): Promise<number> {
    return 2 * x;
  },
  async refuse(): Promise<never> {
    throw new PlaygroundError('file-too-large', 'Set coarsen to 4.', { cause: new Error('2 GiB') });
  },
  async crash(): Promise<never> {
    throw new RangeError('odd');
  },
  async noMemory(): Promise<never> {
    throw new RangeError('Array buffer allocation failed');
  },
  /** Never answers, and later throws outside of any call. */
  async throwLater(): Promise<never> {
    setTimeout(() => {
      throw new Error('much later');
    }, 20);
    return new Promise(() => undefined);
  },
  async never(): Promise<never> {
    return new Promise(() => undefined);
  },
  /** Answers nothing any more, pings included. */
  async hang(): Promise<void> {
    for (const end = performance.now() + 20_000; performance.now() < end; );
  },
};
export type OddApi = typeof api;

exposeApi(api);
