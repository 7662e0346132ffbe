/** The rows of a matrix, as views. */
export const rowsOf = (matrix: Float32Array, columns: number): Float32Array[] =>
  Array.from({ length: matrix.length / columns }, (_, row) => matrix.subarray(row * columns, (row + 1) * columns));
