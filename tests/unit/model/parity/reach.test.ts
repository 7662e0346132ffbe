import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackends } from '../../../../src/backend/packages.js';
import type { PlaygroundError } from '../../../../src/contract/playground-error.js';
import { assertBuildable } from '../../../../src/model/inspect.js';
import { everyNetwork } from '../every-layer.js';
import { Trial } from './trial.js';

/** Kernels that are wrong on some backend and left so (docs/wrong-numbers.md), with those whose gradients they are. */
const leftWrong = [
  ...['MirrorPad', 'ResizeNearestNeighbor', 'ResizeNearestNeighborGrad', 'MaxPoolWithArgmax'],
  ...['Dilation2D', 'Dilation2DBackpropInput', 'Dilation2DBackpropFilter'],
];

describe('kernels that are wrong and left so', () => {
  it('are reached by no network', async () => {
    prepareBackends();
    await tf.setBackend('cpu');
    const reached = new Set<string>();
    for (const [, spec, reach] of everyNetwork) {
      const trial = await Trial.of(spec, reach);
      const { kernelNames } = await tf.profile(async () => {
        await trial.numbers();
        return [];
      });
      for (const name of kernelNames) reached.add(name);
      trial.dispose();
    }
    expect([...reached], 'the record').to.include.members(['FusedConv2D', 'Conv2DBackpropInput', 'MaxPoolGrad', 'PadV2', 'Select']);
    expect(leftWrong.filter((name) => reached.has(name))).to.deep.equal([]);
  });

  const asked: [what: string, layer: object, words: RegExp][] = [
    ['dilated kernels', { type: 'Conv2D', filters: 2, kernelSize: 3, dilationRate: 2 }, /Conv2D has no option "dilationRate" at layer 1/],
    ['enlarged pictures', { type: 'UpSampling2D', size: 2 }, /unknown layer type "UpSampling2D" at layer 1\. The playground knows Dense/],
    ['mirrored edges', { type: 'ZeroPadding2D', padding: 'reflect' }, /padding is "reflect" at layer 1\. It must be/],
  ];
  for (const [what, layer, words] of asked) {
    it(`are not to be had by ${what}`, () => {
      const layers = [layer, { type: 'Flatten' }, { type: 'Dense', units: 2 }] as never;
      expect(() => assertBuildable({ inputShape: [6, 6, 2], layers }))
        .to.throw(words)
        .with.property('code', 'network-invalid' satisfies PlaygroundError['code']);
    });
  }
});
