/** How long a step takes, by a clock on which every step takes as long as the test says. */
import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { startBackend } from '../../../src/backend/choose.js';
import type { BackendName } from '../../../src/contract/engine.js';
import type { NetworkSpec } from '../../../src/contract/network.js';
import { createDataset } from '../../../src/data/dataset.js';
import { stepTimer } from '../../../src/engine/time-steps.js';
import { withStoppedClock } from '../../waiting.js';
import { noisePictures } from '../data/pictures.js';
import { training } from './benches.js';

const spec: NetworkSpec = {
  inputShape: [12, 12, 3],
  layers: [{ type: 'Conv2D', filters: 3, kernelSize: 3 }, { type: 'Flatten' }, { type: 'Dense', units: 2 }],
};
const dataset = createDataset(noisePictures([20, 20], [12, 12, 3]), {});

describe('the time of a step', () => {
  let original: tf.KernelConfig;
  before(async () => {
    await startBackend('wasm');
    original = tf.getKernel('Conv2DBackpropFilter', 'wasm');
  });
  const put = (kernelFunc: tf.KernelFunc) => {
    tf.unregisterKernel(original.kernelName, 'wasm');
    tf.registerKernel({ ...original, kernelFunc });
  };
  afterEach(() => put(original.kernelFunc));

  /**
   * Times steps whose n-th takes `takes(n)` milliseconds.
   * @returns what the timer says, and the number of steps
   */
  async function timed(takes: (step: number) => number, name: BackendName, best: number, stopped = () => false) {
    let steps = 0;
    let said: number | null | undefined;
    await withStoppedClock(async (pass) => {
      put((call) => {
        pass(takes(++steps));
        return original.kernelFunc(call);
      });
      said = await stepTimer({ spec, dataset, options: training }, stopped)(name, best);
    });
    return { said, steps };
  }

  it('is the median of nine, after two that compile programs', async () => {
    const before = tf.memory().numTensors;
    expect(await timed((step) => (step < 3 ? 300 : 40 + 10 * (step % 3)), 'webgpu', Infinity)).to.deep.equal({ said: 50, steps: 11 });
    expect(tf.memory().numTensors, 'tensors left').to.equal(before);
  });

  it('is taken from as many steps as a second has, and from one at least', async () => {
    expect(await timed(() => 240, 'webgpu', Infinity)).to.deep.equal({ said: 240, steps: 5 });
    expect(await timed(() => 3000, 'webgpu', Infinity)).to.deep.equal({ said: 3000, steps: 2 });
  });

  it('of who is clearly behind is taken from three, so that one that was held up does not decide', async () => {
    expect(await timed(() => 50, 'webgpu', 10)).to.deep.equal({ said: 50, steps: 5 });
    expect(await timed((step) => (step === 4 ? 400 : 50), 'webgpu', 40)).to.deep.equal({ said: 50, steps: 11 });
  });

  it('on the processor is first that of a single sample, which may be behind already', async () => {
    expect(await timed(() => 50, 'wasm', 40)).to.deep.equal({ said: null, steps: 5 });
    expect(await timed((step) => (step === 4 ? 400 : 50), 'wasm', 60)).to.deep.equal({ said: 50, steps: 5 + 11 });
  });

  it('is none where nobody wants to know any more', async () => {
    let asked = 0;
    expect(
      await timed(
        () => 50,
        'webgpu',
        Infinity,
        () => ++asked > 1,
      ),
    ).to.deep.equal({ said: undefined, steps: 2 });
  });
});
