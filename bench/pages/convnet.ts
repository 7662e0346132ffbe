/** The same step in ConvNetJS: a sample at a time in plain JavaScript, the gradients of a batch added up. It has no Adam. */
import convnetjs, { type Net, type Trainer, type Vol } from 'convnetjs';
import { type Job, numbersOf, offer, valuesOf } from './job.js';

/** ConvNetJS's own words for our layers. Its last layer is dense and softmax in one. */
function definitions({ inputShape, layers, outputs }: Job): object[] {
  const [height = 1, width = 1, channels = 1] = inputShape;
  const inner = layers.slice(0, -1).flatMap((layer): object[] => {
    if (layer.type === 'Flatten') return [];
    if (layer.type === 'MaxPooling2D') return [{ type: 'pool', sx: layer.poolSize, stride: layer.poolSize }];
    if (layer.type === 'Dense') return [{ type: 'fc', num_neurons: layer.units, activation: layer.activation }];
    if (layer.type !== 'Conv2D') throw new Error(`no layer ${layer.type}`);
    const size = Number(layer.kernelSize);
    const pad = layer.padding === 'same' ? (size - 1) / 2 : 0;
    return [{ type: 'conv', sx: size, filters: layer.filters, stride: 1, pad, activation: layer.activation }];
  });
  const input = { type: 'input', out_sx: width, out_sy: height, out_depth: channels };
  return [input, ...inner, { type: 'softmax', num_classes: outputs }];
}

/** Keras's kernels have their filters last, ConvNetJS keeps each by itself; what is inside a filter lies in the same order. */
function giveWeights(net: Net, { weights }: Job, all: Float32Array): void {
  const withFilters = net.layers.filter(({ filters }) => filters);
  const order = [...new Set(weights.map(({ layer }) => layer))];
  for (const weight of weights) {
    const { filters = [], biases } = withFilters[order.indexOf(weight.layer)] ?? {};
    const values = valuesOf(all, weight);
    const count = weight.shape.at(-1) ?? 1;
    values.forEach((value, i) => {
      const vol = weight.name === 'bias' ? biases : filters[i % count];
      if (vol) vol.w[weight.name === 'bias' ? i : Math.floor(i / count)] = value;
    });
  }
}

let trainer: Trainer;
let samples: { x: Vol; label: number }[] = [];

async function open(job: Job): Promise<{ note: string; compared: number }> {
  const numbers = await numbersOf(job);
  const net = new convnetjs.Net();
  net.makeLayers(definitions(job));
  giveWeights(net, job, numbers.weights);
  const [height = 1, width = 1, channels = 1] = job.inputShape;
  const size = height * width * channels;
  samples = Array.from({ length: job.batch }, (_, i) => {
    const x = new convnetjs.Vol(width, height, channels, 0);
    for (let j = 0; j < size; j++) x.w[j] = numbers.x[i * size + j] ?? 0;
    const t = numbers.t.subarray(i * job.outputs, (i + 1) * job.outputs);
    return { x, label: t.indexOf(Math.max(...t)) };
  });
  trainer = new convnetjs.Trainer(net, { method: 'sgd', learning_rate: 0.01, momentum: 0, batch_size: job.batch, l2_decay: 0 });
  return { note: 'gradient descent: it has no Adam', compared: 1 };
}

async function run(count: number): Promise<{ ms: number; loss: number }> {
  const started = performance.now();
  let loss = 0;
  for (let i = 0; i < count; i++) {
    loss = 0;
    for (const { x, label } of samples) loss += trainer.train(x, label).loss / samples.length;
  }
  return { ms: performance.now() - started, loss };
}

offer({ open, run });
