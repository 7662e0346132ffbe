/**
 * The gradient of a strided convolution with respect to its input, as convolutions of stride 1 in which no product with zero is
 * computed: input voxels of one phase (their place modulo the stride) meet every stride-th tap of the filter, turned round, at
 * every output (the sub-pixel convolutions of Shi et al., "Is the deconvolution layer the same as a convolutional layer?",
 * https://arxiv.org/abs/1609.07009). The phases along the width lie side by side in memory: they are made at once, as channels.
 */
import type { Triple, VolumeConvolution } from './volumes.js';

/** Voxels `start + stride · i` of an axis, for i below `places`: sums over `taps` outputs each, the first of them i − padBefore. */
interface AxisPhase {
  start: number;
  places: number;
  taps: number;
  padBefore: number;
}

/** The convolution of the output's gradient that makes the input voxels from (`depth`, `row`) on, as many apart as the strides. */
export interface InputPhase {
  gradient: VolumeConvolution;
  depth: number;
  row: number;
}

/** How far the first output that feeds voxel `start` lies from output 0, in front of `taps` − 1 others. */
function axisPhase(start: number, size: number, filter: number, stride: number, padBefore: number): AxisPhase {
  const last = Math.floor((start + padBefore) / stride); // the last output that sees the voxel at `start`
  const firstTap = start + padBefore - last * stride; // its tap; where the padding is negative, % would give a negative one
  const taps = Math.max(Math.ceil((filter - firstTap) / stride), 0);
  return { start, places: Math.ceil((size - start) / stride), taps, padBefore: taps - 1 - last };
}

function axisPhases(size: number, filter: number, stride: number, padBefore: number): AxisPhase[] {
  const phases = Array.from({ length: Math.min(stride, size) }, (_, start) => axisPhase(start, size, filter, stride, padBefore));
  return phases.filter(({ taps }) => taps > 0);
}

/** All phases of the width in one, in groups of as many columns as the stride: from the first output that feeds any of a group to the last. */
function columnPhase(size: number, outputs: number, filter: number, stride: number, padBefore: number): AxisPhase {
  const phases = axisPhases(size, filter, stride, padBefore);
  const before = Math.max(...phases.map((phase) => phase.padBefore));
  const after = Math.max(...phases.map((phase) => phase.taps - phase.padBefore));
  const places = Math.min(Math.ceil(size / stride), outputs + before);
  return { start: 0, places, taps: before + after, padBefore: before };
}

/** The convolutions whose results together are the gradient; what none of them makes is zero. `volume` is the forward convolution. */
export function inputPhases({ size, c, padBefore, filter, strides, outputs, k }: VolumeConvolution): InputPhase[] {
  const along = (axis: 0 | 1) => axisPhases(size[axis], filter[axis], strides[axis], padBefore[axis]);
  const columns = columnPhase(size[2], outputs[2], filter[2], strides[2], padBefore[2]);
  return along(0).flatMap((planes) =>
    along(1).map((rows) => ({
      gradient: {
        size: outputs,
        c: k,
        padBefore: [planes.padBefore, rows.padBefore, columns.padBefore] as Triple,
        filter: [planes.taps, rows.taps, columns.taps] as Triple,
        strides: [1, 1, 1] as Triple,
        outputs: [planes.places, rows.places, columns.places] as Triple,
        k: strides[2] * c,
      },
      depth: planes.start,
      row: rows.start,
    })),
  );
}

/** The filter `[fd, fh, fw, c, k]` of the forward convolution as a phase needs it: `[…taps, k, stride · c]`, written into `to`. */
export function phaseFilter(
  filter: Float32Array,
  forward: VolumeConvolution,
  { gradient, depth, row }: InputPhase,
  to: Float32Array,
): void {
  const { c, k, filter: size, strides, padBefore } = forward;
  const [planes, rows, columns] = gradient.filter;
  /** The forward tap through which an output `t − padBefore` places on reaches a voxel `offset` behind it. */
  const tapOf = (axis: 0 | 1 | 2, offset: number, t: number): number =>
    offset + (padBefore[axis] as number) - (t - (gradient.padBefore[axis] as number)) * (strides[axis] as number);
  let at = 0;
  for (let z = 0; z < planes; z++) {
    for (let y = 0; y < rows; y++) {
      const line = (tapOf(0, depth, z) * size[1] + tapOf(1, row, y)) * size[2];
      for (let x = 0; x < columns; x++) {
        for (let out = 0; out < k; out++) {
          for (let column = 0; column < strides[2]; column++) {
            const tap = tapOf(2, column, x);
            const exists = tap >= 0 && tap < size[2];
            for (let channel = 0; channel < c; channel++) {
              to[at++] = exists ? (filter[((line + tap) * c + channel) * k + out] as number) : 0;
            }
          }
        }
      }
    }
  }
}
