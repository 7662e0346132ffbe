import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { waitingPoolGradient } from '../../../../src/backend/wasm/waiting-pool-gradients.js';
import { affineConvolution, type Fused } from '../../../../src/model/layers/affine.js';
import { pool, largestInPicture } from '../../../../src/model/layers/pool.js';
import { itAgrees, numbers, outputAndGradients, relativeDifference, use } from '../gradients.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild, wasm } from '../simd/builds.js';

type Four = [number, number, number, number];
interface Layers {
  image: Four;
  filter: Four;
  pad?: 'valid' | 'same';
  strides?: [number, number];
  window?: [number, number];
  activation?: Fused;
}

/** Odd sides, of which windows leave a row and a column out; windows of other sides; rows of a patch of fewer than eight numbers, and more. */
const networks: Layers[] = [
  { image: [2, 12, 12, 3], filter: [5, 5, 3, 8] },
  { image: [2, 11, 10, 8], filter: [5, 5, 8, 4] },
  { image: [2, 9, 12, 4], filter: [3, 3, 4, 8], pad: 'same', window: [3, 2] },
  { image: [2, 13, 14, 4], filter: [3, 3, 4, 4], strides: [2, 2], window: [2, 3] },
  { image: [3, 8, 9, 12], filter: [1, 1, 12, 4], activation: 'linear' },
  { image: [1, 90, 30, 8], filter: [3, 2, 8, 4] }, // more than a band
  { image: [2, 8, 9, 5], filter: [2, 2, 5, 4] }, // the input's gradient is not taken by lists
  { image: [2, 8, 9, 4], filter: [2, 2, 4, 3] }, // nor is the filter's
  { image: [2, 10, 9, 16], filter: [3, 3, 16, 16], pad: 'same' }, // Winograd's way to the input
];

const layers =
  ({ pad = 'valid', strides = [1, 1], window = [2, 2], activation = 'relu' }: Layers) =>
  (x: tf.Tensor, w: tf.Tensor, bias: tf.Tensor): tf.Tensor => {
    const y = affineConvolution({ x: x as tf.Tensor4D, kernel: w as tf.Tensor4D, bias, activation }, strides, pad);
    return tf.maxPool(y as tf.Tensor4D, window, window, 'valid');
  };

/** A series: a picture one pixel high to the convolution, one pixel wide to pooling. */
const series = (x: tf.Tensor, w: tf.Tensor, bias: tf.Tensor): tf.Tensor => {
  const [picture, kernel] = [tf.expandDims(x, 1) as tf.Tensor4D, tf.expandDims(w) as tf.Tensor4D];
  const y = affineConvolution({ x: picture, kernel, bias, activation: 'relu' }, [1, 1], 'valid');
  return pool(largestInPicture, tf.squeeze(y, [1]), [3], [3], 'valid');
};

/** What comes out of ReLU, pooled, and the gradient that waits. */
function gradientThatWaits(shape: Four, dy: Float32Array): { y: tf.Tensor; pooled: tf.Tensor; gradient: tf.Tensor } {
  return tf.tidy(() => {
    const y = tf.relu(tf.tensor4d(numbers(shape, 1).values, shape));
    const pooled = tf.maxPool(y as tf.Tensor4D, 2, 2, 'valid');
    const attrs = { filterSize: 2, strides: 2, pad: 'valid' };
    const inputs = { dy: tf.tensor(dy, pooled.shape), input: y, output: pooled };
    return { y, pooled, gradient: tf.engine().runKernel('MaxPoolGrad', inputs, attrs) as tf.Tensor };
  });
}

const waits = ({ dataId }: tf.Tensor): boolean => waitingPoolGradient(wasm(), dataId) !== undefined;

describe('gradients of max pooling that wait', () => {
  for (const network of networks) {
    const { image, filter, window = [2, 2], pad = 'valid', activation = 'relu' } = network;
    itAgrees(
      `${image.join('×')} by ${filter.join('×')}, pad ${pad}, ${activation}, windows ${window.join('×')}`,
      layers(network),
      [numbers(image, 1), numbers(filter, 2), numbers(filter.slice(3), 3)],
      1e-4,
    );
  }
  itAgrees('a series', series, [numbers([2, 50, 4], 1), numbers([7, 4, 8], 2), numbers([8], 3)], 1e-4);

  for (const build of simdBuilds) {
    it(`are never written down behind a convolution with ReLU, ${build} build`, async () => {
      await useBuild(build);
      const shape: Four = [2, 8, 8, 8];
      const seen: boolean[] = [];
      const left = await leftBy(() => {
        tf.tidy(() => {
          const { y, gradient } = gradientThatWaits(shape, numbers([2, 4, 4, 8], 2).values);
          const dz = tf.engine().runKernel('GpReluGrad', { x: y, dy: gradient }) as tf.Tensor;
          const [x, w] = [tf.ones([2, 10, 10, 4]), tf.ones([3, 3, 4, 8])];
          const attrs = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC' };
          tf.sum(dz, [0, 1, 2]);
          tf.engine().runKernel('Conv2DBackpropFilter', { x, dy: dz }, { ...attrs, filterShape: w.shape });
          tf.engine().runKernel('Conv2DBackpropInput', { dy: dz, filter: w }, { ...attrs, inputShape: x.shape });
          seen.push(waits(gradient), waits(dz), waits(tf.clone(dz)), waits(tf.reshape(dz, [-1])));
        });
      });
      expect(seen).to.deep.equal([true, true, true, true]);
      expect(left).to.deep.equal(nothing);
    });

    it(`are the same bits every time, ${build} build`, async () => {
      await useBuild(build);
      const [network = { image: [1, 1, 1, 1], filter: [1, 1, 1, 1] }] = networks;
      const inputs = [numbers(network.image, 1), numbers(network.filter, 2), numbers([8], 3)];
      const first = await outputAndGradients(layers(network), inputs);
      spoilFreeMemory();
      expect(await outputAndGradients(layers(network), inputs)).to.deep.equal(first);
    });

    it(`carry NaN on, ${build} build`, async () => {
      await useBuild(build);
      const [network = { image: [1, 1, 1, 1], filter: [1, 1, 1, 1] }] = networks;
      const image = numbers(network.image, 1);
      image.values[400] = Number.NaN;
      const [, ...gradients] = await outputAndGradients(layers(network), [image, numbers(network.filter, 2), numbers([8], 3)]);
      for (const gradient of gradients) expect(gradient.some(Number.isNaN)).to.equal(true);
    });
  }

  it('are computed for whoever looks, also after everything they come from is gone', async () => {
    const shape: Four = [3, 7, 9, 5];
    const dy = numbers([3, 3, 4, 5], 2).values;
    const found = async (backend: 'cpu' | 'wasm') => {
      await use(backend);
      const { y, pooled, gradient } = gradientThatWaits(shape, dy);
      const other = tf.reshape(gradient, [-1]);
      tf.dispose([y, pooled, gradient]);
      if (backend === 'wasm') spoilFreeMemory();
      const values = await other.data<'float32'>();
      other.dispose();
      return values;
    };
    const expected = await found('cpu');
    expect(relativeDifference(await found('wasm'), expected)).to.equal(0);
  });

  it('are computed where ReLU was not what has been pooled', async () => {
    await useBuild('relaxed');
    const left = await leftBy(() => {
      tf.tidy(() => {
        const { gradient } = gradientThatWaits([1, 4, 4, 4], new Float32Array(16).fill(1));
        const dz = tf.engine().runKernel('GpReluGrad', { x: tf.neg(tf.ones([1, 4, 4, 4])), dy: gradient }) as tf.Tensor;
        expect([waits(gradient), waits(dz)]).to.deep.equal([false, false]);
        expect([...dz.dataSync()].every((value) => value === 0)).to.equal(true);
      });
    });
    expect(left).to.deep.equal(nothing);
  });

  it('are computed without growing the memory, of which a kernel may have views by then', async () => {
    await useBuild('relaxed');
    const { y, pooled, gradient } = gradientThatWaits([1, 4, 4, 4], new Float32Array(16).fill(1));
    const module = wasm().wasm;
    const { _malloc } = module;
    module._malloc = () => {
      throw new Error('somebody allocates');
    };
    try {
      wasm().getMemoryOffset(gradient.dataId);
    } finally {
      module._malloc = _malloc;
    }
    expect(waits(gradient)).to.equal(false);
    expect(gradient.dataSync<'float32'>().reduce((sum, value) => sum + value, 0)).to.equal(16);
    tf.dispose([y, pooled, gradient]);
  });

  it('are counted right by TensorFlow.js', async () => {
    await useBuild('relaxed');
    const before = tf.memory();
    const { y, pooled, gradient } = gradientThatWaits([1, 4, 4, 4], new Float32Array(16).fill(1));
    tf.dispose([y, pooled, gradient]);
    expect(tf.memory().numDataBuffers).to.equal(before.numDataBuffers);
    expect(tf.memory().numBytes).to.equal(before.numBytes);
  });
});
