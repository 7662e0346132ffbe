import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { NumberArray, SaliencyOptions } from '../../../../src/contract/inspection.js';
import type { LayerSpec } from '../../../../src/contract/network.js';
import { PlaygroundError } from '../../../../src/contract/playground-error.js';
import { filtersOf } from '../../../../src/model/inspection.js';
import { buildNetwork, type Network } from '../../../../src/model/network.js';
import { computeSaliency } from '../../../../src/model/saliency/compute.js';
import { resample } from '../../../../src/model/saliency/resample.js';
import { saliencyDescriptions } from '../../../../src/model/saliency/table.js';
import { distance, spacedNumbers, useCpu } from '../random-tensors.js';

const shape = [5, 4, 2];
const size = 40;
const picture = spacedNumbers(shape, 3);
const linear = (activation: 'linear' | 'softmax' | 'sigmoid' = 'linear') =>
  buildNetwork({ inputShape: shape, layers: [{ type: 'Flatten' }, { type: 'Dense', units: 3, activation }] }, 1);
/** Its first activations are positive on positive inputs; global average and one Dense layer follow: the network of Zhou et al. */
const averaging = (...between: LayerSpec[]) =>
  buildNetwork(
    {
      inputShape: [8, 6, 2],
      layers: [
        { type: 'Conv2D', filters: 4, kernelSize: 3, activation: 'relu', kernelInitializer: { normal: 0.5 } },
        ...between,
        { type: 'GlobalAveragePooling2D' },
        { type: 'Dense', units: 3, kernelInitializer: { normal: 1 } },
      ],
    },
    2,
  );
const wide = spacedNumbers([8, 6, 2], 4);
const row = async (network: Network, unit: number) => (await filtersOf(network, 'dense_2')).values.slice(unit * size, (unit + 1) * size);
const refusal = async (network: Network, options: Partial<SaliencyOptions>, input: Float32Array = picture): Promise<PlaygroundError> => {
  try {
    await computeSaliency(network, input, { method: 'gradient', ...options });
  } catch (error) {
    if (error instanceof PlaygroundError) return error;
  }
  throw new Error('it was not refused');
};

describe('saliency', () => {
  before(useCpu);

  describe('gradient', () => {
    it('of a linear network is the row of weights of the target', async () => {
      const network = linear();
      for (const target of [0, 1, 2]) {
        const map = await computeSaliency(network, picture, { method: 'gradient', target });
        expect(distance(map.values, await row(network, target))).to.equal(0);
        expect([map.shape, map.signed, map.target, map.method]).to.deep.equal([shape, true, target, 'gradient']);
      }
    });

    it('explains the output before its softmax or sigmoid', async () => {
      for (const head of ['softmax', 'sigmoid'] as const) {
        const network = linear(head);
        const map = await computeSaliency(network, picture, { method: 'gradient', target: 1 });
        expect(distance(map.values, await row(network, 1)), head).to.equal(0);
      }
    });

    it('explains the predicted class unless told otherwise, and gives back what the network received', async () => {
      const network = linear();
      const logits = network.logits(tf.tensor(picture, [1, ...shape])).dataSync<'float32'>();
      const map = await computeSaliency(network, picture, { method: 'gradient' });
      expect(map.target).to.equal(logits.indexOf(Math.max(...logits)));
      expect(map.input.shape).to.deep.equal(shape);
      expect(distance(map.input.values, picture)).to.equal(0);
    });
  });

  describe('smoothgrad', () => {
    it('of a linear network is its gradient, whatever the noise', async () => {
      const network = linear();
      const map = await computeSaliency(network, picture, { method: 'smoothgrad', target: 2, samples: 13, noise: 0.5 });
      expect(distance(map.values, await row(network, 2))).to.be.below(1e-6);
    });

    it('without noise is the gradient', async () => {
      const network = averaging();
      const [plain, smooth] = await Promise.all([
        computeSaliency(network, wide, { method: 'gradient', target: 0 }),
        computeSaliency(network, wide, { method: 'smoothgrad', target: 0, noise: 0, samples: 3 }),
      ]);
      expect(distance(plain.values, smooth.values)).to.be.below(1e-6);
    });

    it('adds noise as wide as the asked-for fraction of the range', async () => {
      // logit = Σ relu(x)·1: the mean gradient at x = 0 … is the chance that x + noise is above 0
      const step = buildNetwork(
        {
          inputShape: [2, 2, 1],
          layers: [{ type: 'Activation', activation: 'relu' }, { type: 'Flatten' }, { type: 'Dense', units: 1, kernelInitializer: 'ones' }],
        },
        1,
      );
      const map = await computeSaliency(step, Float32Array.of(-0.5, 0.25, 0, 0.5), {
        method: 'smoothgrad',
        target: 0,
        samples: 200,
        noise: 0.25,
      });
      expect(map.extra?.deviation).to.be.closeTo(0.25, 1e-6);
      const chances = [0.0228, 0.8413, 0.5, 0.9772]; // Φ(−2), Φ(1), Φ(0), Φ(2)
      for (const [i, chance] of chances.entries())
        expect(map.values[i]).to.be.closeTo(chance, 4 * Math.sqrt((chance * (1 - chance)) / 200));
    });

    it('is the same for the same seed and another for another', async () => {
      const network = averaging();
      const values = async (seed: number) => [
        ...(await computeSaliency(network, wide, { method: 'smoothgrad', target: 0, samples: 9, seed })).values,
      ];
      expect(await values(1)).to.deep.equal(await values(1));
      expect(await values(1)).not.to.deep.equal(await values(2));
    });

    it('lets others have their turn between slices', async () => {
      let turns = 0;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        turns += 1;
        port2.postMessage(null);
      };
      port2.postMessage(null);
      await computeSaliency(averaging(), wide, { method: 'smoothgrad', target: 0, samples: 80 });
      port1.close();
      expect(turns).to.be.at.least(9);
    });
  });

  describe('grad-cam', () => {
    /** ReLU(Σ_k w_k A_k) / places, from the network's own weights and feature maps. */
    async function classActivationMap(network: Network, layer: number, target: number) {
      const maps = tf.squeeze(network.forwardTo(tf.tensor(wide, [1, 8, 6, 2]), layer), [0]);
      const [height = 1, width = 1, channels = 1] = maps.shape;
      const dense = await filtersOf(network, network.layers.length - 1);
      const weights = tf.tensor(dense.values.slice(target * channels, (target + 1) * channels));
      return { shape: [height, width], values: tf.relu(tf.div(tf.sum(tf.mul(maps, weights), -1), height * width)).dataSync<'float32'>() };
    }

    it('of a network with a global average and one Dense layer is the class activation map', async () => {
      const network = averaging();
      for (const target of [0, 1, 2]) {
        const cam = await classActivationMap(network, 0, target);
        const map = await computeSaliency(network, wide, { method: 'grad-cam', target });
        expect([map.shape, map.signed]).to.deep.equal([[8, 6, 1], false]);
        expect(map.extra?.coarse).to.have.property('shape').that.deep.equals([6, 4]);
        expect(distance((map.extra!.coarse as NumberArray).values, cam.values)).to.be.below(1e-6);
        const theirs = tf.image.resizeBilinear(tf.tensor3d(cam.values, [6, 4, 1]), [8, 6], false, true);
        expect(distance(map.values, theirs)).to.be.below(1e-6);
      }
    });

    it('takes the normalization and activation after the last convolution along, and no pooling', async () => {
      const network = averaging({ type: 'BatchNormalization' }, { type: 'Activation', activation: 'tanh' }, { type: 'MaxPooling2D' });
      const [by_default, third, pooled] = await Promise.all(
        [undefined, 'activation_3', 'max_pooling2d_4'].map((layer) =>
          computeSaliency(network, wide, { method: 'grad-cam', target: 1, ...(layer && { layer }) }),
        ),
      );
      expect(by_default!.values).to.deep.equal(third!.values);
      expect(pooled!.extra?.coarse).to.have.property('shape').that.deep.equals([3, 2]);
    });

    it('works along a series and in a cube', async () => {
      const series = buildNetwork(
        {
          inputShape: [9, 1],
          layers: [{ type: 'Conv1D', filters: 3, kernelSize: 3 }, { type: 'GlobalAveragePooling1D' }, { type: 'Dense', units: 2 }],
        },
        1,
      );
      expect((await computeSaliency(series, spacedNumbers([9, 1], 1), { method: 'grad-cam' })).shape).to.deep.equal([9, 1]);
      const cube = buildNetwork(
        {
          inputShape: [4, 5, 6, 1],
          layers: [{ type: 'Conv3D', filters: 3, kernelSize: 2 }, { type: 'GlobalAveragePooling3D' }, { type: 'Dense', units: 2 }],
        },
        1,
      );
      expect((await computeSaliency(cube, spacedNumbers([4, 5, 6, 1], 1), { method: 'grad-cam' })).shape).to.deep.equal([4, 5, 6, 1]);
    });

    it('refuses a network without a convolution, and a layer without feature maps', async () => {
      expect((await refusal(linear(), { method: 'grad-cam' })).message).to.contain(
        'this network has no convolution. Choose gradient or smoothgrad',
      );
      expect((await refusal(averaging(), { method: 'grad-cam', layer: 'dense_3' }, wide)).message).to.contain(
        'The layer dense_3 has no feature maps',
      );
      expect((await refusal(averaging(), { method: 'grad-cam', layer: 'nowhere' }, wide)).message).to.contain('There is no layer nowhere');
    });
  });

  it('resampling keeps a constant, keeps the map at its own size, and interpolates between centres', () => {
    const map = { values: Float32Array.of(0, 1), shape: [2] };
    expect([...resample(map, [4]).values]).to.deep.equal([0, 0.25, 0.75, 1]);
    expect(resample(map, [2])).to.deep.equal(map);
    const constant = resample({ values: new Float32Array(6).fill(3), shape: [2, 3] }, [7, 5]);
    expect([constant.shape, new Set(constant.values)]).to.deep.equal([[7, 5], new Set([3])]);
  });

  const cases: [Partial<SaliencyOptions>, string][] = [
    [{ target: 3 }, 'There is no output 3 to explain. Choose a target from 0 to 2.'],
    [{ target: -1 }, 'There is no output -1'],
    [{ target: 0.5 }, 'There is no output 0.5'],
    [{ target: Number.NaN }, 'There is no output NaN'],
    [{ method: 'rise' }, 'There is no saliency method "rise". Choose gradient, smoothgrad, grad-cam.'],
    [{ method: 'toString' as 'rise' }, 'There is no saliency method "toString"'],
    [{ method: 'smoothgrad', samples: 0 }, 'samples is 0. It must be a whole number from 1 to 200.'],
    [{ method: 'smoothgrad', samples: 2.5 }, 'samples is 2.5'],
    [{ method: 'smoothgrad', noise: Number.NaN }, 'noise is NaN. It must be a number from 0 to 1.'],
  ];
  for (const [options, words] of cases) {
    it(`refuses ${JSON.stringify(options)}`, async () => {
      const error = await refusal(linear(), options);
      expect(error.code).to.equal('data-mismatch');
      expect(error.message).to.contain(words);
    });
  }

  it('refuses a sample of another size', async () => {
    expect((await refusal(linear(), {}, picture.slice(1))).message).to.contain('The network takes 5×4×2 = 40 numbers, and 39 were given');
  });

  it('leaves no tensor behind, refused or not', async () => {
    const network = averaging();
    const before = tf.memory().numTensors;
    for (const { name } of saliencyDescriptions) await computeSaliency(network, wide, { method: name });
    await refusal(network, { target: 9 }, wide);
    await refusal(network, { method: 'grad-cam', layer: 'dense_3' }, wide);
    expect(tf.memory().numTensors).to.equal(before);
  });
});
