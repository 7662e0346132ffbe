import { expect } from '@open-wc/testing';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayerSpec } from '../../../../src/contract/network.js';
import { evaluate } from '../../../../src/model/evaluation/evaluate.js';
import { predict, predictSplit } from '../../../../src/model/evaluation/predict.js';
import { evaluationBatch } from '../../../../src/model/evaluation/sweep.js';
import { inspectNetwork } from '../../../../src/model/inspect.js';
import type { Network } from '../../../../src/model/network.js';
import { fitPreset, nativeShape } from '../../../../src/model/presets.js';
import type { Learner } from '../../../../src/model/training/learner.js';
import { useCpu } from '../training/cpu.js';
import { datasetOf, networkOf, outputs, refusal } from '../training/problems.js';

/** A network whose logits are its inputs. */
function mirror(head: 'linear' | 'softmax' | 'sigmoid'): Network {
  const network = networkOf([{ ...outputs(3, head), useBias: false } as ReturnType<typeof outputs>], [3]);
  const [kernel] = network.info.layers;
  network.setWeights([
    { layer: kernel?.name ?? '', name: 'kernel', shape: [3, 3], values: Float32Array.from([1, 0, 0, 0, 1, 0, 0, 0, 1]) },
  ]);
  return network;
}

/** 900 samples of three kinds. Of every class 0 all are right, of class 1 half are taken for class 2, of class 2 none is right. */
const rows = Array.from({ length: 900 }, (_, i) => {
  const kind = i % 3;
  if (kind === 0) return [2, 1, 0];
  if (kind === 1) return i % 2 ? [0, 3, 1] : [0, 1, 3];
  return [1, 0, 0.5];
});
const dataset = datasetOf(
  rows,
  rows.map((_, i) => i % 3),
  0.5,
);

const softmax = (z: readonly number[]) => {
  const exponentials = z.map(Math.exp);
  const total = exponentials.reduce((a, b) => a + b);
  return exponentials.map((e) => e / total);
};
const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;

describe('evaluation', () => {
  before(useCpu);

  for (const split of ['train', 'test'] as const) {
    it(`scores every sample of the ${split} split, the last short batch with its own weight`, async () => {
      const network = mirror('linear');
      const { loss, accuracy, confusion, perClass, secondChoice } = await evaluate(network, dataset, split);
      const indices = [...dataset[split]];
      expect(indices.length).to.equal(450); // 256 + 194
      const odd = indices.filter((i) => i % 3 === 1 && i % 2).length;
      expect(confusion).to.deep.equal([
        [150, 0, 0],
        [0, odd, 150 - odd],
        [150, 0, 0],
      ]);
      expect(accuracy).to.equal((150 + odd) / 450);
      expect(perClass.map(({ count }) => count)).to.deep.equal([150, 150, 150]);
      expect(secondChoice).to.equal(1); // class 1 stands second behind 2, class 2 behind 0
      expect(loss).to.be.closeTo(mean(indices.map((i) => -Math.log(softmax(rows[i]!)[i % 3]!))), 1e-6);
      network.dispose();
    });
  }

  it('takes the loss it is given, with its targets', async () => {
    const network = mirror('sigmoid');
    const { loss } = await evaluate(network, dataset, 'test', { loss: 'squared-error', targets: [0.01, 0.99] });
    const expected = mean(
      [...dataset.test].map((i) => rows[i]!.reduce((sum, z, k) => sum + (1 / (1 + Math.exp(-z)) - (k === i % 3 ? 0.99 : 0.01)) ** 2, 0)),
    );
    expect(loss).to.be.closeTo(expected, 1e-6);
    network.dispose();
  });

  it('takes the loss that suits the last layer where none is given', async () => {
    const network = mirror('sigmoid');
    const { loss } = await evaluate(network, dataset, 'test');
    expect(loss).to.be.closeTo((await evaluate(network, dataset, 'test', { loss: 'binary-cross-entropy' })).loss, 1e-9);
    network.dispose();
  });

  it('gives others their turn between batches, and ends where that throws', async () => {
    const network = mirror('linear');
    let turns = 0;
    await evaluate(network, dataset, 'test', undefined, async () => {
      turns++;
    });
    expect(turns).to.equal(2);
    const enough = new Error('enough');
    const ended = await evaluate(network, dataset, 'test', undefined, () => Promise.reject(enough)).catch((error) => error);
    expect(ended).to.equal(enough);
    network.dispose();
  });

  it('predicts a split in its own order', async () => {
    const network = mirror('softmax');
    const { indices, labels, probabilities, classes } = await predictSplit(network, dataset, 'test');
    expect(indices).to.deep.equal(dataset.test);
    expect(indices.buffer, 'a copy, free to be handed over').not.to.equal(dataset.test.buffer);
    expect(classes).to.equal(3);
    for (const row of [0, 255, 256, 449]) {
      const index = indices[row]!;
      expect(labels[row]).to.equal(index % 3);
      softmax(rows[index]!).forEach((p, k) => void expect(probabilities[row * 3 + k]).to.be.closeTo(p, 1e-6));
    }
    network.dispose();
  });

  it('predicts single inputs', async () => {
    const network = mirror('softmax');
    const [first, second] = await predict(network, Float32Array.from([0, 0, 0, 2, 1, 0]));
    for (const p of first!) expect(p).to.be.closeTo(1 / 3, 1e-6);
    second!.forEach((p, k) => void expect(p).to.be.closeTo(softmax([2, 1, 0])[k]!, 1e-6));
    expect(await predict(network, new Float32Array(0))).to.deep.equal([]);
    const half = await refusal(predict(network, new Float32Array(4)));
    expect(half).to.include({ code: 'data-mismatch' });
    expect(half.message).to.match(/takes 3 numbers, and 4 were given\. Give whole samples/);
    const broken = await refusal(predict(network, Float32Array.from([0, 0, 0, 0, NaN, 0])));
    expect(broken.message).to.equal('Number 1 of sample 1 is NaN. Give finite numbers only.');
    expect((await refusal(predict(network, [0, 0, 0] as never))).message).to.match(/Float32Array/);
    network.dispose();
  });

  it('refuses a network that does not fit the data', async () => {
    const network = networkOf([outputs(2)], [3]);
    expect((await refusal(evaluate(network, dataset, 'test'))).code).to.equal('data-mismatch');
    expect((await refusal(predictSplit(network, dataset, 'test'))).code).to.equal('data-mismatch');
    network.dispose();
  });

  it('refuses what is no split in words', async () => {
    const network = mirror('linear');
    for (const [split, words] of [
      ['validation', 'There is no split "validation". Choose "train" or "test".'],
      ['info', 'There is no split "info". Choose "train" or "test".'],
      [null, 'There is no split null. Choose "train" or "test".'],
    ] as const) {
      for (const asked of [evaluate(network, dataset, split as 'test'), predictSplit(network, dataset, split as 'test')]) {
        expect(await refusal(asked)).to.include({ code: 'data-mismatch', message: words });
      }
    }
    network.dispose();
  });

  it('keeps a batch within memory: 256 galaxies at most, one light cone at least', () => {
    const batchOf = (inputShape: number[], ...layers: LayerSpec[]) => evaluationBatch(inspectNetwork({ inputShape, layers }));
    const flatten: LayerSpec = { type: 'Flatten' };
    expect(batchOf([48, 48, 3], flatten, outputs(10))).to.equal(256);
    expect(batchOf([256, 256, 3], flatten, outputs(10))).to.equal(21);
    expect(batchOf([140, 140, 2350], flatten, outputs(6))).to.equal(1);
    expect(evaluationBatch(inspectNetwork(fitPreset('phys467-cnn', nativeShape('phys467-cnn'))))).to.equal(256);
  });

  it('counts what the layers put out, which a pass keeps', async () => {
    const conv: LayerSpec = { type: 'Conv2D', filters: 64, kernelSize: 3, padding: 'same' };
    const deep = [conv, conv, conv, { type: 'GlobalAveragePooling2D' }, outputs(2)] satisfies LayerSpec[];
    expect(evaluationBatch(inspectNetwork({ inputShape: [128, 128, 1], layers: deep }))).to.equal(4); // 2²² / (128 · 128 · 64)
    const network = networkOf([outputs(2 ** 15), outputs(2)], [3]);
    const rows: number[] = [];
    const watched: Learner = Object.create(network, {
      logits: {
        value(x: Tensor) {
          rows.push(x.shape[0] ?? 0);
          return network.logits(x);
        },
      },
      probabilities: { value: (logits: Tensor) => network.probabilities(logits) },
      assertAlive: { value: () => network.assertAlive() },
    });
    await predict(watched, new Float32Array(3 * 150));
    expect(rows).to.deep.equal([128, 22]);
    network.dispose();
  });
});
