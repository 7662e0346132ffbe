/**
 * Our step as a page has it: through the built package's session, its worker and its batches, which are cut and scaled anew at every step,
 * by the processor or, on a GPU, where they lie. The samples are made-up galaxies.
 */
import type { DatasetOptions } from '../../src/contract/dataset.js';
import type { BackendName } from '../../src/contract/engine.js';
import type { TrainOptions } from '../../src/contract/training.js';
import type * as SessionModule from '../../src/session.js';
import { type Job, offer } from './job.js';

/** A case that the session can be given data for. */
type SessionJob = Job & { dataset: DatasetOptions; targets: [number, number] };

/** What the package's users import; never bundled, so that it is what they get. */
const built = '/dist/session.js';

let train: (steps: number) => Promise<{ ms: number; loss: number }>;

async function open(given: Job, { backend = 'wasm' }: { backend?: string }): Promise<{ note: string; compared: number }> {
  const job = given as SessionJob;
  const { getSession, setBackend } = (await import(built)) as typeof SessionModule;
  await setBackend(backend as BackendName);
  const session = getSession();
  await session.loadDataset(job.dataset);
  await session.setNetwork({ inputShape: job.inputShape, layers: job.layers });
  const { name: optimizer, ...settings } = job.optimizer;
  const options: TrainOptions = { optimizer, ...settings, batchSize: job.batch, loss: job.loss, targets: job.targets };
  train = async (steps) => {
    const { history, message } = await session.train({ ...options, steps, evaluateEvery: steps }).finished;
    const [report] = history;
    if (!report) throw new Error(message ?? 'the run ended without a report');
    return { ms: 1000 * report.seconds, loss: report.trainLoss };
  };
  return { note: 'its batches made anew each step', compared: 0 };
}

offer({ open, run: (steps) => train(steps) });
