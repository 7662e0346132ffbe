/** Zeros, for parts of a job whose scratch must be clear: they can only call. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}
