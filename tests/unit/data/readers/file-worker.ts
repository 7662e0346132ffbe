/** A file worker for tests, and the samples it reads. */
import { proxy, type Remote, wrap } from 'comlink';
import type { DatasetOptions } from '../../../../src/contract/dataset.js';
import type { FileApi } from '../../../../src/data/readers/file-api.js';
import type { RawSamples } from '../../../../src/data/samples.js';
import { carryErrors } from '../../../../src/wire/errors.js';
import { readyMessage } from '../../../../src/wire/handshake.js';

export interface FileWorker<Api extends FileApi = FileApi> {
  api: Remote<Api>;
  read(source: File | string, options?: Omit<DatasetOptions, 'src'>): Promise<RawSamples>;
  /** What was reported during the latest `read`, as far as it has come in: reports have a channel of their own. */
  readonly reports: readonly { fraction: number; label: string }[];
  stop(): void;
}

/** Starts the project's file worker, or another one, and waits until it is ready. */
export async function startFileWorker<Api extends FileApi = FileApi>(path = '/src/data/readers/file.worker.ts'): Promise<FileWorker<Api>> {
  carryErrors();
  const worker = new Worker(new URL(path, location.href), { type: 'module' });
  await new Promise<void>((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => data === readyMessage && resolve(), { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
  });
  const api = wrap<Api>(worker);
  let reports: { fraction: number; label: string }[] = [];
  return {
    api,
    get reports() {
      return reports;
    },
    read: (source, options = {}) => {
      const own: typeof reports = [];
      reports = own;
      const hear = (fraction: number, label: string) => void own.push({ fraction, label });
      return (api as unknown as Remote<FileApi>).readSamples(source, options, proxy(hear));
    },
    stop: () => worker.terminate(),
  };
}
