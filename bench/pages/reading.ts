/** From an HDF5 file to network inputs: by the readers alone, or through the built package's session up to where training could begin. */
import type * as SessionModule from '../../src/session.js';
import { offer } from './job.js';
import type { Reading } from './reading.worker.js';

const built = '/dist/session.js';

let file: File;
let crop = 1;
let worker: Worker;
let throughSession = false;
let turns = 0;

async function open(
  job: { file: string; crop: number },
  { through }: Record<string, string>,
): Promise<{ note: string; compared?: number }> {
  file = new File([await (await fetch(job.file)).blob()], 'galaxies.h5');
  crop = job.crop;
  throughSession = through === 'session';
  if (throughSession) return { note: 'to its engine, ready to train', compared: 0 };
  worker = new Worker('/.cache/bench/pages/reading.worker.js', { type: 'module' });
  return { note: '' };
}

const ask = (): Promise<Reading> =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Reading & { error?: string }>) => {
      if (data.error) reject(new Error(data.error));
      else resolve(data);
    };
    worker.postMessage({ file, crop });
  });

async function load(): Promise<Reading> {
  const { getSession } = (await import(built)) as typeof SessionModule;
  const session = getSession(`turn-${turns++}`);
  const started = performance.now();
  await session.loadDataset({ src: file, crop });
  const ms = performance.now() - started;
  await session.dispose();
  return { ms, sum: NaN };
}

async function run(count: number): Promise<{ ms: number; loss: number }> {
  let ms = 0;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const reading = await (throughSession ? load() : ask());
    ms += reading.ms;
    sum = reading.sum;
  }
  return { ms, loss: sum };
}

offer({ open, run });
