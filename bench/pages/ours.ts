/** Our own step without the session around it: `variableGrads` over the network and the optimizer's update, on a batch that lies ready. */
import * as tf from '@tensorflow/tfjs-core';
import { type BackendName, startBackend } from '../../src/backend/choose.js';
import { onePassUpdates } from '../../src/backend/one-pass.js';
import { lossNamed } from '../../src/model/training/losses/table.js';
import { optimizerNamed } from '../../src/model/training/optimizers/table.js';
import { buildNetwork } from '../../src/model/network.js';
import { batchOf, type Job, numbersOf, offer, valuesOf } from './job.js';

let step: (index: number) => tf.Scalar = () => {
  throw new Error('open a job first');
};
let steps = 0;

/** Threads TensorFlow.js's WASM module computes with; 1 elsewhere. */
function threads(): number {
  const { wasm } = tf.backend() as unknown as { wasm?: { tfjs: { getThreadsCount(): number } } };
  return wasm?.tfjs.getThreadsCount() ?? 1;
}

async function open(job: Job, { backend = 'wasm' }: { backend?: string }): Promise<{ note: string }> {
  const { reports } = await startBackend(backend as BackendName);
  const numbers = await numbersOf(job);
  const network = buildNetwork({ inputShape: job.inputShape, layers: job.layers }, 1);
  network.setWeights(
    job.weights.map((weight) => ({
      ...weight,
      layer: network.layers[weight.layer]?.name ?? '',
      values: valuesOf(numbers.weights, weight),
    })),
  );
  const loss = lossNamed(job.loss);
  const { name, ...settings } = job.optimizer;
  const optimizer = optimizerNamed(name).create({ ...settings, onePass: onePassUpdates });
  const batches = Array.from({ length: job.batches }, (_, i) => ({
    x: tf.tensor(batchOf(numbers.x, i, job), [job.batch, ...job.inputShape]),
    t: tf.tensor(batchOf(numbers.t, i, job), [job.batch, job.outputs]),
  }));
  step = (index) =>
    tf.tidy(() => {
      const { x, t } = batches[index % batches.length]!;
      const { value, grads } = tf.variableGrads(
        () => loss.value(network.logits(x, { training: true }), t, network.head) as tf.Scalar,
        [...network.trainable],
      );
      optimizer.apply(
        network.trainable,
        network.trainable.map((variable) => grads[variable.name]),
      );
      return value;
    });
  const { why = '' } = reports.find(({ name: taken }) => taken === backend) ?? {};
  return { note: backend === 'wasm' ? `threads: ${threads()}` : why };
}

async function run(count: number): Promise<{ ms: number; loss: number }> {
  const started = performance.now();
  for (let i = 1; i < count; i++) step(steps++).dispose();
  const last = step(steps++);
  const [loss = NaN] = await last.data();
  const ms = performance.now() - started;
  last.dispose();
  return { ms, loss };
}

offer({ open, run });
