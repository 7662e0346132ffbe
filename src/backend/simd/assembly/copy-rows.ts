/** `rows` of as many `bytes` from one place to another; strides in bytes. */
export function copyRows(from: usize, fromStride: usize, to: usize, toStride: usize, bytes: usize, rows: usize): void {
  for (let row: usize = 0; row < rows; row++) memory.copy(to + row * toStride, from + row * fromStride, bytes);
}
