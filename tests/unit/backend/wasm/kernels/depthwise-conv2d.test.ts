import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { alive, numbers, use } from '../../gradients.js';

type Side = [number, number];

/** Sides of the image, of the filter, and the stride; "same" with the filter smaller than the stride is what went wrong. */
const cases: [side: Side, filter: Side, stride: number, dilation?: Side][] = [
  [[9, 12], [3, 3], 1, [2, 3]],
  [[69, 69], [2, 2], 3],
  [[6, 6], [2, 2], 4],
  [[7, 6], [1, 2], 3],
  [[8, 8], [2, 2], 3],
  [[9, 12], [3, 5], 2],
];

async function convolve(backend: 'cpu' | 'wasm', side: Side, filter: Side, stride: number, pad: 'same' | 'valid', dilation: Side) {
  await use(backend);
  const before = tf.memory().numTensors;
  const x = numbers([2, ...side, 3], 1);
  const f = numbers([...filter, 3, 2], 2);
  const { shape, values } = tf.tidy(() => {
    const image = tf.tensor4d(x.values, x.shape as [number, number, number, number]);
    const taps = tf.tensor4d(f.values, f.shape as [number, number, number, number]);
    const y = tf.depthwiseConv2d(image, taps, stride, pad, 'NHWC', dilation);
    return { shape: y.shape, values: y.dataSync() };
  });
  expect(tf.memory().numTensors).to.equal(before);
  return { shape, values };
}

const whole: Side = [1, 1];

describe('depthwise convolution', () => {
  for (const [side, filter, stride, dilation = whole] of cases) {
    for (const pad of ['same', 'valid'] as const) {
      it(`of ${side.join('×')} by ${filter.join('×')}, stride ${stride}, dilation ${dilation}, ${pad}, is that of cpu`, async () => {
        const cpu = await convolve('cpu', side, filter, stride, pad, dilation);
        const wasm = await convolve('wasm', side, filter, stride, pad, dilation);
        expect(wasm.shape).to.deep.equal(cpu.shape);
        for (const [i, value] of wasm.values.entries()) expect(value).to.be.closeTo(cpu.values[i] ?? Number.NaN, 1e-5);
      });
    }
  }

  it('sees a filter that was changed in place, and leaves nothing behind', async () => {
    await use('wasm');
    const image = tf.ones<tf.Rank.R4>([1, 3, 3, 1]);
    const filter = tf.variable(tf.ones<tf.Rank.R4>([2, 2, 1, 1]));
    const before = alive();
    const corner = () => tf.tidy(() => tf.depthwiseConv2d(image, filter, 1, 'valid').dataSync()[0]);
    expect(corner()).to.equal(4);
    const { wasm } = tf.backend() as unknown as { wasm: { HEAPF32: Float32Array } };
    const at = (tf.backend() as unknown as { getMemoryOffset(id: object): number }).getMemoryOffset(filter.dataId) / 4;
    wasm.HEAPF32.fill(2, at, at + 4);
    expect(corner()).to.equal(8);
    expect(alive()).to.deep.equal(before);
    tf.dispose([image, filter]);
  });
});

describe('edges of the replaced kernels', () => {
  it('sum over an axis without entries is zero', async () => {
    await use('wasm');
    expect([...tf.tidy(() => tf.sum(tf.zeros([0, 4]), 0).dataSync())]).to.deep.equal([0, 0, 0, 0]);
  });

  it('ReLU has a second derivative', async () => {
    const second = () =>
      tf.tidy(() => {
        const inner = tf.grad((y) => tf.sum(tf.square(tf.relu(y))));
        return [
          ...tf
            .grad((x) => tf.sum(tf.square(inner(x))))(tf.tensor1d([1, -1, 2]))
            .dataSync(),
        ];
      });
    await use('wasm');
    expect(second()).to.deep.equal([8, 0, 16]);
  });

  it('memory that is not there is refused in words, and what stands stays', async () => {
    await use('wasm');
    const kept = tf.tensor1d([1, 2, 3]);
    const { wasm } = tf.backend() as unknown as { wasm: { _malloc(bytes: number): number; _free(address: number): void } };
    const taken: number[] = [];
    // Four times one of the four gibibytes there can be, none of them touched.
    const takeAll = () => {
      for (let i = 0; i < 4; i++) taken.push(wasm._malloc(2 ** 30));
    };
    expect(takeAll).to.throw('out of memory');
    for (const address of taken) wasm._free(address);
    expect([...kept.dataSync()]).to.deep.equal([1, 2, 3]);
    kept.dispose();
  });
});
