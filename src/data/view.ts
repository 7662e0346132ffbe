/** How a batch sees its samples: which one each row is, and the walk over it. Four whole numbers a row, so that they can be sent to a device. */
import type { Walk } from './walk.js';

/** Numbers in a view: the sample's index, then the walk's `start` within the sample, `right` and `down`. */
export const viewLength = 4;

export function writeView(views: Int32Array, row: number, sample: number, { start, right, down }: Walk): void {
  const at = row * viewLength;
  views[at] = sample;
  views[at + 1] = start;
  views[at + 2] = right;
  views[at + 3] = down;
}

export function readView(views: Int32Array, row: number): Walk & { sample: number } {
  const [sample = 0, start = 0, right = 0, down = 0] = views.subarray(row * viewLength, (row + 1) * viewLength);
  return { sample, start, right, down };
}
