import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayerSpec, NetworkSpec } from '../../../src/contract/network.js';
import { PlaygroundError } from '../../../src/contract/playground-error.js';
import { activationsOf, filtersOf } from '../../../src/model/inspection.js';
import { buildNetwork } from '../../../src/model/network.js';
import { distance, spaced, spacedNumbers, useCpu } from './random-tensors.js';

const network = (inputShape: number[], ...layers: LayerSpec[]) => buildNetwork({ inputShape, layers } satisfies NetworkSpec, 1);
const refusal = async (promise: Promise<unknown>): Promise<PlaygroundError> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof PlaygroundError) return error;
  throw new Error(`not refused, but ${error}`);
};
const end: LayerSpec[] = [{ type: 'Flatten' }, { type: 'Dense', units: 2 }];

describe('filters', () => {
  before(useCpu);

  it('of Conv2D: one small picture a filter, [filters, height, width, channels]', async () => {
    const net = network([6, 6, 3], { type: 'Conv2D', filters: 4, kernelSize: [2, 3] }, ...end);
    const { layer, shape, values } = await filtersOf(net, 0);
    expect([layer, shape]).to.deep.equal(['conv2d_1', [4, 2, 3, 3]]);
    const [kernel] = await net.weights(); // [height, width, channels, filters]
    const at = (filter: number, row: number, column: number, channel: number) => values[((filter * 2 + row) * 3 + column) * 3 + channel];
    expect(at(3, 1, 2, 0)).to.equal(kernel!.values[((1 * 3 + 2) * 3 + 0) * 4 + 3]);
    expect(at(1, 0, 1, 2)).to.equal(kernel!.values[((0 * 3 + 1) * 3 + 2) * 4 + 1]);
  });

  it('of Conv1D, Conv3D and SeparableConv2D likewise', async () => {
    const shapes = async (inputShape: number[], layer: LayerSpec) => (await filtersOf(network(inputShape, layer, ...end), 0)).shape;
    expect(await shapes([9, 2], { type: 'Conv1D', filters: 4, kernelSize: 5 })).to.deep.equal([4, 5, 2]);
    expect(await shapes([6, 6, 6, 1], { type: 'Conv3D', filters: 4, kernelSize: [3, 3, 2] })).to.deep.equal([4, 3, 3, 2, 1]);
    expect(await shapes([6, 6, 3], { type: 'SeparableConv2D', filters: 4, kernelSize: 2, depthMultiplier: 2 })).to.deep.equal([2, 2, 2, 3]);
  });

  it('of Dense on pictures: the rows as pictures, so that their product with the picture is the output', async () => {
    const net = network([4, 5, 2], { type: 'Dropout', rate: 0.1 }, { type: 'Flatten' }, { type: 'Dense', units: 3, useBias: false });
    const { shape, values } = await filtersOf(net, 'dense_3');
    expect(shape).to.deep.equal([3, 4, 5, 2]);
    const x = spacedNumbers([4, 5, 2], 2);
    const products = [0, 1, 2].map((unit) => x.reduce((sum, pixel, i) => sum + pixel * values[unit * x.length + i]!, 0));
    expect(distance(net.logits(tf.tensor(x, [1, 4, 5, 2])), products)).to.be.below(1e-5);
  });

  it('of Dense on feature maps have their shape; of Dense on units they are rows', async () => {
    const net = network(
      [8, 8, 1],
      { type: 'Conv2D', filters: 4, kernelSize: 3 },
      { type: 'MaxPooling2D' },
      { type: 'Flatten' },
      { type: 'Dense', units: 5 },
      { type: 'Dense', units: 2 },
    );
    expect((await filtersOf(net, 3)).shape).to.deep.equal([5, 3, 3, 4]);
    expect((await filtersOf(net, 4)).shape).to.deep.equal([2, 1, 5, 1]);
    expect((await filtersOf(network([7], { type: 'Dense', units: 2 }), 0)).shape).to.deep.equal([2, 1, 7, 1]);
    expect((await filtersOf(network([4, 5, 3], { type: 'Dense', units: 2 }, ...end), 0)).shape).to.deep.equal([2, 1, 3, 1]);
    const mixed = network([4, 5, 3], { type: 'GlobalAveragePooling2D' }, { type: 'Dense', units: 2 });
    expect((await filtersOf(mixed, 1)).shape).to.deep.equal([2, 1, 3, 1]);
  });

  it('of a layer without any are refused, naming those that have some', async () => {
    const net = network([6, 6, 3], { type: 'Conv2D', filters: 4, kernelSize: 2 }, ...end);
    const error = await refusal(filtersOf(net, 'flatten_2'));
    expect(error.code).to.equal('data-mismatch');
    expect(error.message).to.equal('The layer flatten_2 has no filters. Choose conv2d_1 or dense_3.');
    expect((await refusal(filtersOf(net, 9))).message).to.contain('There is no layer 9. This network has conv2d_1, flatten_2, dense_3.');
  });
});

describe('activations', () => {
  before(useCpu);
  const net = () =>
    network([6, 6, 1], { type: 'Conv2D', filters: 4, kernelSize: 3, activation: 'relu' }, ...end.slice(0, 1), {
      type: 'Dense',
      units: 2,
      activation: 'softmax',
    });

  it('come after the activation function and without the batch axis', async () => {
    const one = net();
    const { layer, shape, values } = await activationsOf(one, 'conv2d_1', spacedNumbers([6, 6, 1], 1));
    expect([layer, shape]).to.deep.equal(['conv2d_1', [4, 4, 4]]);
    expect(Math.min(...values)).to.equal(0);
    expect(distance(values, one.forwardTo(spaced(1, [6, 6, 1], 1), 0))).to.equal(0);
    const probabilities = await activationsOf(one, 2, spacedNumbers([6, 6, 1], 1));
    expect(probabilities.shape).to.deep.equal([2]);
    expect(probabilities.values[0]! + probabilities.values[1]!).to.be.closeTo(1, 1e-6);
  });

  it('of a sample of another size, or with NaN, are refused', async () => {
    expect((await refusal(activationsOf(net(), 0, new Float32Array(35)))).message).to.contain(
      'The network takes 6×6×1 = 36 numbers, and 35 were given',
    );
    expect((await refusal(activationsOf(net(), 0, new Float32Array(36).fill(Number.NaN)))).code).to.equal('data-mismatch');
  });

  it('and filters leave no tensor behind', async () => {
    const one = net();
    const before = tf.memory().numTensors;
    await activationsOf(one, 0, spacedNumbers([6, 6, 1], 1));
    await filtersOf(one, 2);
    expect(tf.memory().numTensors).to.equal(before);
  });
});
