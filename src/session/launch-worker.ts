/**
 * Starts a worker wherever the page is: same origin, from a CDN, in a sandboxed frame, under a content security policy.
 *
 * A module worker works on the script's own origin only. Elsewhere a classic worker from a blob, whose single line imports the
 * file dynamically, is the one way that also works sandboxed, cross-origin isolated and under `worker-src 'self' blob:`.
 */
import { PlaygroundError } from '../contract/playground-error.js';
import { failedPrefix, readyMessage } from '../wire/handshake.js';

/** A worker's two addresses: the way a bundler can see (`own`), and the plain URL for every other page. */
export interface WorkerSource {
  name: string;
  /** Starts a module worker from a literal `new URL(…, import.meta.url)`. */
  own: () => Worker;
  url: () => URL;
}

const readyWithin = 60_000; // a slow line needs its time; a refusal comes at once as an event

/** The worker, ready to answer; rejects with `worker-blocked` when no way of starting it is allowed here. */
export async function launchWorker(source: WorkerSource): Promise<Worker> {
  const failures: string[] = [];
  for (const start of [source.own, () => startFromBlob(source.url(), source.name)]) {
    try {
      return await untilReady(start());
    } catch (error) {
      failures.push(error instanceof Error && error.message ? error.message : 'refused without a reason');
    }
  }
  throw new PlaygroundError(
    'worker-blocked',
    `The ${source.name} could not be started from ${source.url().href}. Check that the file is there; a page with a content security policy needs ` +
      `"worker-src 'self' blob:" and "script-src ${source.url().origin} 'wasm-unsafe-eval'".`,
    { cause: failures.join('; ') },
  );
}

function untilReady(worker: Worker): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      worker.removeEventListener('message', onMessage);
      worker.removeEventListener('error', onError);
      act();
    };
    const give = (why: string) =>
      settle(() => {
        worker.terminate();
        reject(new Error(why));
      });
    const onMessage = ({ data }: MessageEvent) => {
      if (data === readyMessage) settle(() => resolve(worker));
      else if (typeof data === 'string' && data.startsWith(failedPrefix)) give(data.slice(failedPrefix.length));
    };
    const onError = (event: ErrorEvent) => {
      event.preventDefault();
      give(event.message);
    };
    const timer = setTimeout(() => give(`no answer within ${readyWithin / 1000} s`), readyWithin);
    worker.addEventListener('message', onMessage);
    worker.addEventListener('error', onError);
  });
}

function startFromBlob(file: URL, name: string): Worker {
  const script = `import(${JSON.stringify(file.href)}).catch((error) => postMessage(${JSON.stringify(failedPrefix)} + error));`;
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(trusted(address), { name });
  // Revoked once the worker has spoken: some browsers fetch the blob late.
  worker.addEventListener('message', () => URL.revokeObjectURL(address), { once: true });
  worker.addEventListener('error', () => URL.revokeObjectURL(address), { once: true });
  return worker;
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}
let policy: { createScriptURL(url: string): string } | undefined;

/** Under Trusted Types a worker's address must come from a policy; ours is named `galaxy-playground` and passes blobs only. */
function trusted(address: string): string {
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
  if (!types) return address;
  policy ??= types.createPolicy('galaxy-playground', {
    createScriptURL: (url) => {
      if (!url.startsWith('blob:')) throw new TypeError(`not a worker of the playground: ${url}`);
      return url;
    },
  });
  return policy.createScriptURL(address);
}
