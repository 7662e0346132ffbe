import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackends } from '../../../src/backend/packages.js';
import { knownAnswers, selfTest, selfTestInputs } from '../../../src/backend/self-test.js';
import { scaled } from './fake-backends.js';

type Arrays = Record<keyof typeof selfTestInputs, Float64Array>;

const at = (values: Float64Array, index: number) => values[index] as number;

/** The first convolution with its bias, in float64. */
function convolved({ x, first, bias }: Arrays, n: number, row: number, column: number, k: number): number {
  let sum = at(bias, k);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      for (let c = 0; c < 2; c++) {
        const [y, z] = [row + i - 1, column + j - 1];
        if (y >= 0 && y < 8 && z >= 0 && z < 8) sum += at(x, ((n * 8 + y) * 8 + z) * 2 + c) * at(first, ((i * 3 + j) * 2 + c) * 3 + k);
      }
  return sum;
}

/** The self-test's network in float64, written out in loops: what `knownAnswers` stands for. */
function loss(arrays: Arrays): number {
  const { second, dense } = arrays;
  let total = 0;
  for (let n = 0; n < 2; n++) {
    const elu = (value: number) => (value > 0 ? value : Math.expm1(value));
    const pooled = (row: number, column: number, k: number) =>
      elu(Math.max(...[0, 1].flatMap((i) => [0, 1].map((j) => convolved(arrays, n, 2 * row + i, 2 * column + j, k)))));
    const logits = [0, 0, 0];
    for (let row = 0; row < 2; row++)
      for (let column = 0; column < 2; column++)
        for (let k = 0; k < 4; k++) {
          let sum = 0;
          for (let i = 0; i < 2; i++)
            for (let j = 0; j < 2; j++)
              for (let c = 0; c < 3; c++) sum += pooled(2 * row + i, 2 * column + j, c) * at(second, ((i * 2 + j) * 3 + c) * 4 + k);
          const feature = Math.max(sum, 0);
          for (let unit = 0; unit < 3; unit++)
            logits[unit] = at(Float64Array.from(logits), unit) + feature * at(dense, ((row * 2 + column) * 4 + k) * 3 + unit);
        }
    total += Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - (logits[n === 0 ? 0 : 2] as number);
  }
  return total / 2;
}

/** The weighed sum of the fused kernels' answers and of their softmax. */
function fused(arrays: Arrays): number {
  const features = Array.from({ length: 384 }, (_, i) =>
    Math.max(0, convolved(arrays, Math.floor(i / 192), Math.floor(i / 24) % 8, Math.floor(i / 3) % 8, i % 3)),
  );
  let total = 0;
  for (let row = 0; row < 24; row++) {
    const sums = [0, 1, 2].map((unit) => {
      let sum = at(arrays.bias, unit);
      for (let i = 0; i < 16; i++) sum += (features[16 * row + i] as number) * at(arrays.dense, 3 * i + unit);
      return Math.max(0, sum);
    });
    const exponentials = sums.reduce((all, sum) => all + Math.exp(sum), 0);
    for (const [unit, sum] of sums.entries()) total += (sum + Math.exp(sum) / exponentials) * Math.cos(3 * row + unit);
  }
  return total;
}

describe('self-test', () => {
  it('knows the answers of the same network in float64', () => {
    const arrays = Object.fromEntries(
      Object.entries(selfTestInputs).map(([name, { values }]) => [name, Float64Array.from(values)]),
    ) as Arrays;
    const h = 1e-6;
    const derived: Record<string, number> = { fused: fused(arrays), loss: loss(arrays) };
    for (const [name, values] of Object.entries(arrays)) {
      derived[name] = values.reduce((sum, value, i) => {
        values[i] = value + h;
        const up = loss(arrays);
        values[i] = value - h;
        const down = loss(arrays);
        values[i] = value;
        return sum + ((up - down) / (2 * h)) * Math.cos(i);
      }, 0);
    }
    for (const [name, known] of Object.entries(knownAnswers)) expect(derived[name], JSON.stringify(derived)).to.be.closeTo(known, 1e-6);
  });

  for (const backend of ['cpu', 'wasm']) {
    it(`trusts ${backend} and leaves no tensor`, async () => {
      prepareBackends();
      await tf.setBackend(backend);
      const before = tf.memory().numTensors;
      expect(await selfTest()).to.deep.equal({ trustworthy: true, why: 'It reproduces known gradients.' });
      expect(tf.memory().numTensors).to.equal(before);
    });
  }

  /** Runs `work` with the cpu backend's kernel replaced. */
  async function withKernel(kernelName: string, kernelFunc: tf.KernelFunc, work: () => Promise<void>): Promise<void> {
    prepareBackends();
    await tf.setBackend('cpu');
    const original = tf.getKernel(kernelName, 'cpu');
    tf.unregisterKernel(kernelName, 'cpu');
    tf.registerKernel({ kernelName, backendName: 'cpu', kernelFunc });
    try {
      await work();
    } finally {
      tf.unregisterKernel(kernelName, 'cpu');
      tf.registerKernel(original);
    }
  }

  it('distrusts a max-pool gradient that looks only at positive values', async () => {
    const original = tf.getKernel('MaxPoolGrad', 'cpu').kernelFunc;
    const blind: tf.KernelFunc = (call) => {
      const { input } = call.inputs as { input: tf.Tensor };
      return original({ ...call, inputs: { ...call.inputs, input: tf.relu(input) } });
    };
    await withKernel('MaxPoolGrad', blind, async () => {
      const { trustworthy, why } = await selfTest();
      expect(trustworthy).to.equal(false);
      expect(why).to.match(/wrong gradient/);
    });
  });

  it('distrusts a convolution whose filter gradient is off by two per cent', async () => {
    const original = tf.getKernel('Conv2DBackpropFilter', 'cpu').kernelFunc;
    await withKernel('Conv2DBackpropFilter', scaled(original, 1.02), async () => {
      expect((await selfTest()).why).to.match(/wrong gradient \(first\)/);
    });
  });

  it('distrusts a convolution that forgets its bias', async () => {
    const original = tf.getKernel('FusedConv2D', 'cpu').kernelFunc;
    const forgetful: tf.KernelFunc = (call) => {
      const { bias: _, ...inputs } = call.inputs;
      return original({ ...call, inputs });
    };
    await withKernel('FusedConv2D', forgetful, async () => {
      expect((await selfTest()).why).to.match(/wrong sum with bias and ReLU/);
    });
  });

  it('distrusts a softmax that is off by a tenth', async () => {
    const original = tf.getKernel('Softmax', 'cpu').kernelFunc;
    await withKernel('Softmax', scaled(original, 1.1), async () => {
      expect((await selfTest()).why).to.match(/wrong sum with bias and ReLU, or its softmax/);
    });
  });

  it('says so when a kernel is missing', async () => {
    const missing: tf.KernelFunc = () => {
      throw new Error('no such kernel');
    };
    await withKernel('Elu', missing, async () => {
      expect(await selfTest()).to.deep.equal({ trustworthy: false, why: 'Its self-test failed: no such kernel.' });
    });
  });

  it('gives up a backend that never answers', async () => {
    prepareBackends();
    await tf.setBackend('cpu');
    const backend = tf.backend();
    const { read } = backend;
    backend.read = () => new Promise(() => {});
    const before = tf.memory().numTensors;
    try {
      expect(await selfTest(50)).to.deep.equal({ trustworthy: false, why: 'Its self-test failed: an answer took longer than 0.05 s.' });
      expect(tf.memory().numTensors, 'tensors left').to.equal(before);
    } finally {
      backend.read = read;
    }
  });
});
