/** The worker's end of a wire: offers a flat object of async functions and says when it is ready. */
import { type Endpoint, expose, transfer } from 'comlink';
import { carryErrors } from './errors.js';
import { readyMessage } from './handshake.js';

/** Offers `api` to the page (or to the other end of `port`) and reports ready. */
export function exposeApi(api: object, port: Endpoint = globalThis as unknown as Endpoint): void {
  carryErrors();
  expose({ ...api, ping }, port);
  port.postMessage(readyMessage);
}

/** Answered by every worker that is not stuck. */
async function ping(): Promise<true> {
  return true;
}

/** What `exposeApi` adds to an api. */
export interface Alive {
  ping(): Promise<true>;
}

/** Marks what of `value` is handed over instead of copied. */
export function withTransfer<T extends object>(value: T, transferables: Transferable[]): T {
  return transfer(value, transferables);
}
