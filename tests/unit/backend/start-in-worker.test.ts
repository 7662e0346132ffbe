import { expect } from '@open-wc/testing';
import type { BackendName } from '../../../src/backend/candidates.js';
import type { BackendReport } from '../../../src/backend/report.js';

interface Answer {
  backend?: BackendName;
  reports?: BackendReport[];
  error?: string;
}

/** Run in a sandboxed frame: starts the script it is sent as a worker from a blob, and passes on the first answer. */
const frameScript = `
  addEventListener('message', ({ data: script }) => {
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    worker.onmessage = ({ data }) => parent.postMessage(data, '*');
    worker.onerror = ({ message }) => parent.postMessage({ error: 'worker: ' + message }, '*');
  });
`;

const workerScript = async () => (await fetch(new URL('/tests/unit/backend/start.worker.ts', location.href))).text();

/** What a classic worker answers in a frame of another origin whose policy allows `scripts`, blob workers and no request at all. */
async function startUnder(scripts: string): Promise<Answer> {
  const script = await workerScript();
  const frame = document.createElement('iframe');
  frame.sandbox.add('allow-scripts');
  const policy = `default-src 'none'; script-src 'unsafe-inline' ${scripts}; worker-src blob:`;
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><script>${frameScript}</script>`;
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  try {
    await loaded;
    const answer = new Promise<Answer>((resolve) => {
      addEventListener('message', ({ data, source }) => source === frame.contentWindow && resolve(data));
    });
    frame.contentWindow?.postMessage(script, '*');
    return await answer;
  } finally {
    frame.remove();
  }
}

/** WASM, but on a machine with a graphics processor. */
const expectStarted = ({ backend, reports, error }: Answer) => {
  expect(error).to.equal(undefined);
  expect(reports?.find(({ name }) => name === 'wasm')?.available).to.equal(true);
  expect(['webgpu', 'webgl', 'wasm']).to.include(backend);
};

describe('a backend in a worker from a blob', () => {
  it('starts WASM from the script alone, sandboxed and with every request forbidden', async () => {
    expectStarted(await startUnder("'wasm-unsafe-eval'"));
  });

  it('falls back to plain JavaScript where the policy forbids WebAssembly, and says so', async () => {
    const { backend, reports } = await startUnder('');
    if (backend === 'webgpu' || backend === 'webgl') return; // a graphics processor comes first
    const wasm = reports?.find(({ name }) => name === 'wasm');
    expect(backend).to.equal('cpu');
    expect(wasm?.available).to.equal(false);
    expect(wasm?.why).to.match(/did not start: .*Content Security Policy/);
  });

  it('starts in a module worker too', async () => {
    const url = URL.createObjectURL(new Blob([await workerScript()], { type: 'text/javascript' }));
    const worker = new Worker(url, { type: 'module' });
    try {
      expectStarted(
        await new Promise<Answer>((resolve, reject) => {
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = ({ message }) => reject(new Error(message));
        }),
      );
    } finally {
      worker.terminate();
      URL.revokeObjectURL(url);
    }
  });
});
