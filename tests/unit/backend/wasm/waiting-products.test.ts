import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { onePassUpdate } from '../../../../src/backend/one-pass.js';
import type { UpdateRule } from '../../../../src/backend/updates.js';
import { waitingProduct } from '../../../../src/backend/wasm/waiting-products.js';
import { numbers, relativeDifference } from '../gradients.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild, wasm } from '../simd/builds.js';

/** [k, m, n]: rows that no strip of 24 divides, columns that no panel of 8 does, more than the 256 steps of a block, and few. */
const sizes = [
  [64, 1030, 100],
  [257, 307, 251],
  [2, 4099, 17],
  [600, 263, 250],
  [512, 400, 200],
] as const;

const isWaiting = (tensor: tf.Tensor) => waitingProduct(wasm(), tensor.dataId) !== undefined;

/** Aᵀ · B, whose factors are gone before anybody has looked at it. */
const productOf = ([k, m, n]: readonly [number, number, number], seed = 0): tf.Tensor =>
  tf.tidy(() =>
    tf.matMul(tf.tensor2d(numbers([k, m], seed + 1).values, [k, m]), tf.tensor2d(numbers([k, n], seed + 2).values, [k, n]), true),
  );

/** The same from the definition in float64, at some places. */
function expectProduct(found: Float32Array, [k, m, n]: readonly [number, number, number], seed = 0): void {
  const [a, b] = [numbers([k, m], seed + 1).values, numbers([k, n], seed + 2).values];
  const places = Array.from({ length: 50 }, (_, i) => (i * 7919) % (m * n)).concat(m * n - 1);
  const expected = places.map((at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    return Array.from({ length: k }, (_, i) => (a[i * m + row] ?? NaN) * (b[i * n + column] ?? NaN)).reduce((x, y) => x + y);
  });
  expect(
    relativeDifference(
      places.map((at) => found[at] ?? NaN),
      expected,
    ),
  ).to.be.below(3e-6);
}

/** Three updates, one by each rule, with the product as it comes or computed first. @returns what they have written */
function update([k, m, n]: (typeof sizes)[number], looked: boolean): Float32Array[] {
  const [w, v, s] = [5, 6, 7].map((seed) => tf.tidy(() => tf.variable(tf.tensor2d(numbers([m, n], seed, 0, 1).values, [m, n]))));
  if (!w || !v || !s) throw new Error('three variables');
  const updates: [UpdateRule, tf.Variable[]][] = [
    [{ name: 'sgd', rate: 0.1 }, []],
    [{ name: 'momentum', rate: 0.1, beta: 0.9 }, [v]],
    [{ name: 'adam', rate: 0.1, epsilon: 1e-7, beta1: 0.9, beta2: 0.99 }, [v, s]],
  ];
  for (const [rule, kept] of updates) {
    spoilFreeMemory();
    const g = productOf([k, m, n]);
    if (looked) g.dataSync();
    expect(isWaiting(g)).to.equal(!looked);
    expect(onePassUpdate(rule, w, kept, g), rule.name).to.equal(true);
    g.dispose();
  }
  const written = [w, v, s].map((variable) => variable.dataSync<'float32'>());
  tf.dispose([w, v, s]);
  return written;
}

describe('products that wait', () => {
  for (const build of simdBuilds) {
    for (const size of sizes) {
      const [k, m, n] = size;
      it(`[${k}, ${m}]ᵀ · [${k}, ${n}]: updates take it row by row and write the same bits, ${build} build`, async () => {
        await useBuild(build);
        const expected = update(size, true);
        let found: Float32Array[] = [];
        expect(await leftBy(() => void (found = update(size, false)))).to.deep.equal(nothing);
        expect(found).to.deep.equal(expected);
      });
    }
  }

  it('is computed for whoever looks at it: a read-back, a kernel, a clone, another backend', async () => {
    await useBuild('relaxed');
    const size = sizes[0];
    const lookers: Record<string, (product: tf.Tensor) => Promise<Float32Array>> = {
      'a read-back': async (product) => product.data<'float32'>(),
      'a kernel': async (product) => tf.tidy(() => tf.neg(tf.neg(product)).dataSync<'float32'>()),
      'a clone': async (product) => tf.tidy(() => tf.clone(product).dataSync<'float32'>()),
      'another shape': async (product) => tf.tidy(() => tf.reshape(product, [-1]).dataSync<'float32'>()),
      async 'another backend'(product) {
        await tf.setBackend('cpu');
        const values = tf.tidy(() => tf.neg(tf.neg(product)).dataSync<'float32'>());
        await useBuild('relaxed');
        return values;
      },
    };
    for (const look of Object.values(lookers)) {
      spoilFreeMemory();
      const product = productOf(size);
      expect(isWaiting(product)).to.equal(true);
      expectProduct(await look(product), size);
      expect(isWaiting(product)).to.equal(false);
      product.dispose();
    }
  });

  it('can be looked at after an update has used it', async () => {
    await useBuild('relaxed');
    const [k, m, n] = sizes[0];
    const w = tf.tidy(() => tf.variable(tf.zeros([m, n])));
    const g = productOf([k, m, n]);
    expect(onePassUpdate({ name: 'sgd', rate: 1 }, w, [], g)).to.equal(true);
    expectProduct(g.dataSync<'float32'>(), [k, m, n]);
    expectProduct(
      tf.tidy(() => tf.neg(w).dataSync<'float32'>()),
      [k, m, n],
    );
    tf.dispose([w, g]);
  });

  it('leaves nothing behind where nobody looks, and TensorFlow.js counts right', async () => {
    await useBuild('relaxed');
    const before = tf.memory();
    expect(await leftBy(() => productOf(sizes[0]).dispose())).to.deep.equal(nothing);
    expect(tf.memory().numDataBuffers).to.equal(before.numDataBuffers);
    expect(tf.memory().numBytes).to.equal(before.numBytes);
  });

  it('is computed without growing the memory, of which a kernel may have views by then', async () => {
    await useBuild('relaxed');
    const products = [productOf(sizes[0]), productOf(sizes[0], 3)];
    const module = wasm().wasm;
    const { _malloc } = module;
    module._malloc = () => {
      throw new Error('somebody allocates');
    };
    try {
      for (const { dataId } of products) wasm().getMemoryOffset(dataId);
    } finally {
      module._malloc = _malloc;
    }
    for (const [i, product] of products.entries()) expectProduct(product.dataSync<'float32'>(), sizes[0], 3 * i);
    tf.dispose(products);
  });

  it('lets go of factors that have moved to another backend', async () => {
    await useBuild('relaxed');
    const before = tf.memory().numDataBuffers;
    const [k, m, n] = sizes[0];
    const [a, b] = [tf.tensor2d(numbers([k, m], 1).values, [k, m]), tf.tensor2d(numbers([k, n], 2).values, [k, n])];
    const product = tf.matMul(a, b, true);
    await tf.setBackend('cpu');
    tf.tidy(() => tf.neg(a).dataSync()); // which moves it
    await useBuild('relaxed');
    tf.dispose([product, a, b]);
    expect(tf.memory().numDataBuffers).to.equal(before);
  });

  it('keeps its factors from being overwritten', async () => {
    await useBuild('relaxed');
    const [k, m, n] = sizes[0];
    const [a, b] = [numbers([k, m], 1).values, numbers([k, n], 2).values];
    const w = tf.tidy(() => tf.variable(tf.tensor2d(a, [k, m])));
    const right = tf.tensor2d(b, [k, n]);
    const product = tf.matMul(w, right, true) as tf.Tensor;
    const g = tf.onesLike(w);
    expect(onePassUpdate({ name: 'sgd', rate: 1 }, w, [], g)).to.equal(false);
    tf.tidy(() => w.assign(tf.zerosLike(w)));
    expectProduct(product.dataSync<'float32'>(), [k, m, n]);
    expect(onePassUpdate({ name: 'sgd', rate: 1 }, w, [], g)).to.equal(true); // nobody else holds it now
    tf.dispose([w, right, product, g]);
  });

  it('waits only where its result is large and a factor small', async () => {
    await useBuild('relaxed');
    for (const size of [
      [64, 100, 100],
      [1, 1000, 1000],
      [2000, 1000, 200],
    ] as const) {
      const product = productOf(size);
      expect(isWaiting(product), String(size)).to.equal(false);
      expectProduct(product.dataSync<'float32'>(), size);
      product.dispose();
    }
  });
});
