/** Our own step without the session around it: `variableGrads` over the network and the optimizer's update, on a batch that lies ready. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { BackendName } from '../../src/backend/candidates.js';
import { startBackend } from '../../src/backend/choose.js';
import { onePassUpdate } from '../../src/backend/one-pass.js';
import { threadsInWords } from '../../src/backend/simd/load.js';
import { lossNamed } from '../../src/model/training/losses/table.js';
import { optimizerNamed } from '../../src/model/training/optimizers/table.js';
import { buildNetwork, type Network } from '../../src/model/network.js';
import { batchOf, type Job, type Numbers, numbersOf, offer, valuesOf } from './job.js';

/** What a turn repeats: its last answer is read back within the time, and `check` is taken from what it left afterwards. */
interface Repeated {
  step(index: number): tf.Scalar;
  check?(): Promise<number>;
}

let repeated: Repeated;
let steps = 0;

/** A step of training on the next batch; its answer is the loss. */
function training(job: Job, network: Network, numbers: Numbers): Repeated {
  const loss = lossNamed(job.loss);
  const { name, ...settings } = job.optimizer;
  const optimizer = optimizerNamed(name).create({ ...settings, onePass: onePassUpdate });
  const batches = Array.from({ length: job.batches }, (_, i) => ({
    x: tf.tensor(batchOf(numbers.x, i, job), [job.batch, ...job.inputShape]),
    t: tf.tensor(batchOf(numbers.t, i, job), [job.batch, job.outputs]),
  }));
  const step = (index: number) =>
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
  return { step };
}

/** Forward, and back to the input; its answer is the first logit. */
function inputGradient(job: Job, network: Network, { x }: Numbers): Repeated {
  const input = tf.tensor(x, [job.batch, ...job.inputShape]);
  const firstLogit = tf.valueAndGrad((values) => tf.sum(tf.slice(network.logits(values), [0, 0], [-1, 1])));
  let gradient: tf.Tensor | undefined;
  const step = () => {
    gradient?.dispose();
    const { value, grad } = firstLogit(input);
    gradient = grad;
    return value as tf.Scalar;
  };
  const check = async () => {
    let sum = 0; // in double precision: there are millions of small numbers
    for (const value of (await gradient?.data()) ?? []) sum += Math.abs(value);
    return sum;
  };
  return { step, check };
}

async function open(job: Job, { backend = 'wasm' }: { backend?: string }): Promise<{ note: string }> {
  await startBackend(backend as BackendName);
  const numbers = await numbersOf(job);
  const network = buildNetwork({ inputShape: job.inputShape, layers: job.layers }, 1);
  network.setWeights(
    job.weights.map((weight) => ({
      ...weight,
      layer: network.layers[weight.layer]?.name ?? '',
      values: valuesOf(numbers.weights, weight),
    })),
  );
  repeated = job.task === 'training' ? training(job, network, numbers) : inputGradient(job, network, numbers);
  return { note: backend === 'wasm' ? threadsInWords(tf.backend() as BackendWasm) : '' };
}

async function run(count: number): Promise<{ ms: number; loss: number }> {
  const started = performance.now();
  for (let i = 1; i < count; i++) repeated.step(steps++).dispose();
  const last = repeated.step(steps++);
  const [value = NaN] = await last.data();
  const ms = performance.now() - started;
  last.dispose();
  return { ms, loss: (await repeated.check?.()) ?? value };
}

offer({ open, run });
