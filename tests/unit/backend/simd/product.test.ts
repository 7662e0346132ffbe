import { expect } from '@open-wc/testing';
import * as tf from '@tensorflow/tfjs-core';
import { numbers, relativeDifference, use } from '../gradients.js';
import { leftBy, nothing, simdBuilds, spoilFreeMemory, useBuild } from './builds.js';

/** Rows, columns, inner length: below, at and above the tile (4 or 6 × 8), the blocks (96 rows, 256 steps, 256 columns), and thin ones. */
const sizes = [
  [1, 1, 1], [1, 7, 3], [1, 63, 9], [3, 1, 9], [65, 1, 63], [7, 9, 1], [1, 9, 1], [2, 8, 5], [3, 3, 3], [7, 8, 9],
  [6, 8, 256], [4, 16, 257], [9, 63, 65], [63, 7, 130], [65, 66, 255], [97, 17, 300], [5, 300, 260], [100, 1, 2], [193, 24, 64],
] as const; // biome-ignore format: a table

const transposes = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

type Operand = { shape: number[]; values: Float32Array };
const multiply = (a: Operand, b: Operand, transposeA: boolean, transposeB: boolean): Float32Array =>
  tf.tidy(() => {
    const [left, right] = [tf.tensor(a.values, a.shape), tf.tensor(b.values, b.shape)];
    return tf.matMul(left, right, transposeA, transposeB).dataSync<'float32'>();
  });

/** In float64, from the definition. */
function expected(
  a: Operand,
  b: Operand,
  [m, n, k]: readonly [number, number, number],
  transposeA: boolean,
  transposeB: boolean,
): number[] {
  return Array.from({ length: m * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let i = 0; i < k; i++) {
      const left = a.values[transposeA ? i * m + row : row * k + i] as number;
      sum += left * (b.values[transposeB ? column * k + i : i * n + column] as number);
    }
    return sum;
  });
}

for (const build of simdBuilds) {
  describe(`products by the ${build} build`, () => {
    for (const size of sizes) {
      const [m, n, k] = size;
      it(`${m} × ${k} by ${k} × ${n}, each way of transposing`, async () => {
        await useBuild(build);
        for (const [transposeA, transposeB] of transposes) {
          const a = numbers(transposeA ? [k, m] : [m, k], 1);
          const b = numbers(transposeB ? [n, k] : [k, n], 2);
          spoilFreeMemory();
          let found: Float32Array = new Float32Array();
          const left = await leftBy(() => {
            found = multiply(a, b, transposeA, transposeB);
          });
          expect(left).to.deep.equal(nothing);
          expect(relativeDifference(found, expected(a, b, size, transposeA, transposeB))).to.be.below(3e-6);
        }
      });
    }

    it('repeats operands whose outer axes have length 1', async () => {
      // biome-ignore format: left, right, and the outer axes of the result
      const shapes = [
        [[3, 1, 2, 4], [5, 4, 3], [3, 5]],
        [[2, 3, 4], [1, 4, 5], [2]],
        [[4, 3], [2, 3, 2], [2]],
        [[1, 2, 3], [4, 3, 1], [4]],
      ] as const;
      const repeated = ({ shape, values }: Operand, outer: readonly number[]): Operand => {
        const full = [...outer, ...shape.slice(-2)];
        return { shape: full, values: tf.tidy(() => tf.broadcastTo(tf.tensor(values, shape), full).dataSync<'float32'>()) };
      };
      for (const [left, right, outer] of shapes) {
        const [a, b] = [numbers([...left], 1), numbers([...right], 2)];
        await use('cpu');
        const cpu = multiply(repeated(a, outer), repeated(b, outer), false, false);
        await useBuild(build);
        expect(relativeDifference(multiply(a, b, false, false), cpu)).to.be.below(3e-6);
      }
    });

    it('gives zeros where there is nothing to add up, and nothing where there are no rows', async () => {
      await useBuild(build);
      spoilFreeMemory();
      const none = (rows: number, columns: number) => ({ shape: [rows, columns], values: new Float32Array(rows * columns) });
      expect([...multiply(none(2, 0), none(0, 3), false, false)]).to.deep.equal([0, 0, 0, 0, 0, 0]);
      expect(multiply(none(0, 2), none(2, 3), false, false)).to.have.length(0);
    });

    it('carries NaN and infinity into the row or column they belong to, and nowhere else', async () => {
      await useBuild(build);
      const [m, n, k] = [13, 19, 30];
      for (const [transposeA, transposeB] of transposes) {
        const a = numbers(transposeA ? [k, m] : [m, k], 1, 0.5, 1);
        const b = numbers(transposeB ? [n, k] : [k, n], 2, 0.5, 1);
        const [row, column, step] = [12, 17, 29];
        a.values[transposeA ? step * m + row : row * k + step] = Number.NaN;
        b.values[transposeB ? column * k + step : step * n + column] = Number.POSITIVE_INFINITY;
        const found = multiply(a, b, transposeA, transposeB);
        for (const [at, value] of found.entries()) {
          if (Math.floor(at / n) === row) expect(value).to.be.NaN;
          else if (at % n === column) expect(value).to.equal(Number.POSITIVE_INFINITY);
          else expect(Number.isFinite(value)).to.equal(true);
        }
      }
    });

    it('gives the same bits every time', async () => {
      await useBuild(build);
      const [a, b] = [numbers([70, 300], 1), numbers([300, 45], 2)];
      const first = multiply(a, b, false, false);
      spoilFreeMemory();
      expect([...multiply(a, b, false, false)]).to.deep.equal([...first]);
    });
  });
}
