/**
 * The same step in TensorFlow.js as it is published: its layers, its losses, its optimizers. On WASM one kernel is added,
 * without which a convolution cannot be trained there at all.
 */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { addFilterGradient } from './filter-gradient.js';
import { batchOf, type Job, numbersOf, offer, valuesOf } from './job.js';

const { Reduction } = tf;
type Layer = ReturnType<typeof layers.dense>;

const makers = {
  Flatten: layers.flatten,
  Dense: layers.dense,
  Dropout: layers.dropout,
  Conv1D: layers.conv1d,
  Conv2D: layers.conv2d,
  Conv3D: layers.conv3d,
  MaxPooling1D: layers.maxPooling1d,
  MaxPooling2D: layers.maxPooling2d,
  MaxPooling3D: layers.maxPooling3d,
};

/** A layer by its Keras class name; the options have the same names. */
function layerOf(type: string, options: object): Layer {
  const make = (makers as unknown as Record<string, (config: object) => Layer>)[type];
  if (!make) throw new Error(`its layers have no ${type}`);
  return make(options);
}

/** Losses on logits where the last layer is a softmax or a sigmoid for a cross-entropy, as the documentation of each advises. */
const losses: Record<Job['loss'], (t: tf.Tensor, y: tf.Tensor) => tf.Tensor> = {
  'categorical-cross-entropy': (t, z) => tf.losses.softmaxCrossEntropy(t, z),
  'binary-cross-entropy': (t, z) => tf.div(tf.losses.sigmoidCrossEntropy(t, z, undefined, 0, Reduction.SUM), t.shape[0] ?? 1),
  'squared-error': (t, a) => tf.div(tf.losses.meanSquaredError(t, a, undefined, Reduction.SUM), t.shape[0] ?? 1),
  'mean-squared-error': (t, a) => tf.losses.meanSquaredError(t, a),
};

function optimizerOf({ name, learningRate, momentum = 0 }: Job['optimizer']): tf.Optimizer {
  if (name === 'adam') return tf.train.adam(learningRate);
  if (name === 'ema-momentum') return tf.train.momentum(learningRate * (1 - momentum), momentum);
  return tf.train.sgd(learningRate);
}

let step: (index: number) => tf.Scalar = () => {
  throw new Error('open a job first');
};
let steps = 0;

async function open(job: Job, { backend = 'wasm' }: { backend?: string }): Promise<{ note: string }> {
  setWasmPaths('/node_modules/@tensorflow/tfjs-backend-wasm/dist/');
  if (backend === 'wasm') addFilterGradient();
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js does not start ${backend}`);
  await tf.ready();
  const onLogits = job.loss.endsWith('cross-entropy');
  const model = sequential();
  for (const [index, spec] of job.layers.entries()) {
    const first = index === 0 ? { inputShape: job.inputShape } : {};
    const bare = onLogits && index === job.layers.length - 1 ? { activation: 'linear' } : {};
    const { type, ...options } = spec;
    model.add(layerOf(type, { ...options, ...first, ...bare }));
  }
  const numbers = await numbersOf(job);
  model.setWeights(job.weights.map((weight) => tf.tensor(valuesOf(numbers.weights, weight), weight.shape)));
  const optimizer = optimizerOf(job.optimizer);
  const batches = Array.from({ length: job.batches }, (_, i) => ({
    x: tf.tensor(batchOf(numbers.x, i, job), [job.batch, ...job.inputShape]),
    t: tf.tensor(batchOf(numbers.t, i, job), [job.batch, job.outputs]),
  }));
  step = (index) => {
    const { x, t } = batches[index % batches.length]!;
    const cost = () => losses[job.loss](t, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar;
    return tf.tidy(() => optimizer.minimize(cost, true) as tf.Scalar);
  };
  return { note: backend === 'wasm' ? 'with the kernel it lacks' : '' };
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
