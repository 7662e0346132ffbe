/** Hears what elements and pages ask by events: one set of listeners on the window, where every request bubbles to. */
import { DatasetRequest, NetworkRequest, type RunAction, RunRequest, SelectRequest, TrainRequest } from '../contract/events.js';
import { getSession } from './registry.js';

const key = Symbol.for('galaxy-playground.requests.1');
const page = globalThis as { [key]?: true };

// A refusal has been told by the session: as `gp-error`, and in its snapshot.
const told = (): void => undefined;

// A page's own event may say anything.
const actions: readonly RunAction[] = ['pause', 'resume', 'step', 'stop'];

/** Starts listening, once a page. */
export function hearRequests(): void {
  if (page[key] || typeof document === 'undefined') return;
  page[key] = true;
  hear<DatasetRequest>(DatasetRequest.type, ({ session, options }) => getSession(session).loadDataset(options).catch(told));
  hear<NetworkRequest>(NetworkRequest.type, ({ session, network, seed }) => getSession(session).setNetwork(network, { seed }).catch(told));
  hear<TrainRequest>(TrainRequest.type, ({ session, options }) => getSession(session).train(options).finished.catch(told));
  hear<RunRequest>(RunRequest.type, ({ session, action }) => {
    if (actions.includes(action)) getSession(session).currentRun?.[action]();
  });
  hear<SelectRequest>(SelectRequest.type, ({ session, index }) => getSession(session).select(index));
}

/** The window is the last stop of a bubbling event: whoever wants to refuse a request has been asked by then. */
function hear<Request extends CustomEvent>(type: string, act: (detail: Request['detail']) => void): void {
  window.addEventListener(type, (event) => {
    const { detail } = event as Request;
    if (!event.defaultPrevented && typeof detail === 'object' && detail) act(detail);
  });
}
