/** The sum of the rows of each segment: the gradient of gathering rows. Missing in tfjs-backend-wasm. */
import type { TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs-core';
import { type KernelCall, numbersOf } from '../compose.js';

/** `x` `[rows, …]` summed into `[numSegments, …]` by the segment of each row; rows of no segment (negative, or too large) are left out. */
export function unsortedSegmentSum({ inputs, attrs, backend }: KernelCall<'x' | 'segmentIds', UnsortedSegmentSumAttrs>): TensorInfo {
  const { numSegments } = attrs;
  const shape = inputs.x.shape.slice(1);
  const rowLength = shape.reduce((product, length) => product * length, 1);
  const result = backend.makeOutput([numSegments, ...shape], 'float32');
  const x = numbersOf(backend, inputs.x);
  const sums = numbersOf(backend, result).fill(0);
  const segments = backend.typedArrayFromHeap(inputs.segmentIds);
  for (const [row, segment] of segments.entries()) {
    if (segment < 0 || segment >= numSegments) continue;
    for (let i = 0; i < rowLength; i++) {
      const at = segment * rowLength + i;
      sums[at] = (sums[at] as number) + (x[row * rowLength + i] as number);
    }
  }
  return result;
}
