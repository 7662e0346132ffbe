/** The sum of each column of a matrix: the gradient of a bias. */
import { NUMBER, VECTOR } from './vector';

/** Rows summed before they are added to the total: adding few numbers to one of their own size loses fewer bits. */
const ROWS_AT_ONCE: usize = 256;

/** `x` `[rows, columns]` into `sums` `[columns]`. */
export function columnSums(x: usize, rows: usize, columns: usize, sums: usize): void {
  const stride = columns * NUMBER;
  memory.fill(sums, 0, stride);
  for (let row: usize = 0; row < rows; row += ROWS_AT_ONCE) {
    addBlock(x + row * stride, min(rows - row, ROWS_AT_ONCE), stride, sums);
  }
}

function addBlock(x: usize, rows: usize, stride: usize, sums: usize): void {
  let at: usize = 0;
  for (; at + 2 * VECTOR <= stride; at += 2 * VECTOR) {
    let low = f32x4.splat(0), high = low;
    for (let row: usize = 0, from = x + at; row < rows; row++, from += stride) {
      low = f32x4.add(low, v128.load(from));
      high = f32x4.add(high, v128.load(from, VECTOR));
    }
    v128.store(sums + at, f32x4.add(v128.load(sums + at), low));
    v128.store(sums + at, f32x4.add(v128.load(sums + at, VECTOR), high), VECTOR);
  }
  for (; at < stride; at += NUMBER) {
    let sum: f32 = 0;
    for (let row: usize = 0, from = x + at; row < rows; row++, from += stride) sum += load<f32>(from);
    store<f32>(sums + at, load<f32>(sums + at) + sum);
  }
}
