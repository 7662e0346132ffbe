/**
 * The gradient of a convolution in three dimensions with respect to its input, as convolutions of the output's gradient with parts
 * of the filter (input-phases.ts). tfjs-backend-wasm's own kernel is a plain loop.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Conv3DBackpropInputV2Attrs, TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdCalls } from '../../simd/functions.js';
import { simdOf } from '../../simd/load.js';
import { addressOf, numberBytes, numbersAt, sizeOf, withScratch } from '../../simd/memory.js';
import { inParallel, rangesOf } from '../../threads/parallel.js';
import { type KernelCall, numbersOf } from '../compose.js';
import { type InputPhase, inputPhases, phaseFilter } from '../input-phases.js';
import { conv3DInfo, convolveVolume, outputPlaneBytes, planesAtOnce, slabBytes, type VolumeConvolution, volumeOf } from '../volumes.js';

/** `dy` `[n, od, oh, ow, k]` and `filter` `[fd, fh, fw, c, k]` → dX `[n, d, h, w, c]`. */
export function conv3DBackpropInput({ inputs, attrs, backend }: KernelCall<'dy' | 'filter', Conv3DBackpropInputV2Attrs>): TensorInfo {
  const { dy, filter } = inputs;
  const info = conv3DInfo(attrs.inputShape, filter.shape, attrs.strides, attrs.pad);
  const volume = volumeOf(info);
  const phases = inputPhases(volume);
  const result = backend.makeOutput(attrs.inputShape, 'float32');
  if (!coverAll(phases, volume)) numbersOf(backend, result).fill(0);
  const [from, to] = [addressOf(backend, dy), addressOf(backend, result)];
  const simd = simdOf(backend);
  for (const phase of phases) {
    const { gradient } = phase;
    const made = outputPlaneBytes(gradient);
    const depth = sizeOf(gradient.filter) * gradient.c;
    const planes = rangesOf(backend, gradient.outputs[0], (made / numberBytes) * depth);
    const apart = inOrder(phase, volume) ? 0 : planesAtOnce(gradient) * made;
    withScratch(backend, [simd.panelBytes(depth, gradient.k), partSize(phase, volume) * numberBytes], (panels = 0, part = 0) => {
      pack(backend, filter, volume, phase, part, panels);
      for (let n = 0; n < info.batchSize; n++) {
        const dyHere = from + n * info.outDepth * outputPlaneBytes(volume);
        const dxHere = to + n * sizeOf(volume.size) * volume.c * numberBytes;
        const room = [slabBytes(gradient), simd.convolveScratch(), apart];
        inParallel(backend, planes, room, (calls, range, placed = 0, scratch = 0, outputs = 0) => {
          const operands = { from: dyHere, panels, placed, scratch };
          if (apart === 0) convolveVolume(calls, gradient, range, operands, (plane) => dxHere + plane * made);
          else {
            const spread = (plane: number, count: number) => spreadRows(calls, outputs, phase, volume, plane, count, dxHere);
            convolveVolume(calls, gradient, range, operands, () => outputs, spread);
          }
        });
      }
    });
  }
  return result;
}

/** Whether every input voxel is made by one of the phases. */
function coverAll(phases: InputPhase[], { size, c }: VolumeConvolution): boolean {
  const rows = phases.reduce((sum, { gradient }) => sum + gradient.outputs[0] * gradient.outputs[1], 0);
  return rows === size[0] * size[1] && phases.every(({ gradient }) => gradient.outputs[2] * gradient.k >= size[2] * c);
}

/** Whether a phase's outputs are the input voxels, as they lie in memory. */
const inOrder = ({ gradient }: InputPhase, { size, c, strides }: VolumeConvolution): boolean =>
  strides[0] === 1 && strides[1] === 1 && gradient.outputs[2] * gradient.k === size[2] * c;

/** Numbers in a phase's part of the filter; none without strides, when it is the whole, turned round. */
const partSize = ({ gradient }: InputPhase, { strides }: VolumeConvolution): number =>
  strides.every((stride) => stride === 1) ? 0 : sizeOf(gradient.filter) * gradient.c * gradient.k;

/** That part in panels; `part` is room for it. */
function pack(backend: BackendWasm, filter: TensorInfo, volume: VolumeConvolution, phase: InputPhase, part: number, panels: number): void {
  const simd = simdOf(backend);
  const size = partSize(phase, volume);
  if (size === 0) {
    simd.packTurnedFilter(addressOf(backend, filter), sizeOf(volume.filter), volume.c, volume.k, panels);
    return;
  }
  phaseFilter(numbersOf(backend, filter), volume, phase, numbersAt(backend, part, size));
  simd.packFilter(part, sizeOf(phase.gradient.filter), phase.gradient.c, phase.gradient.k, panels);
}

/** Copies `count` planes of a phase's outputs from `plane` on to where they belong in the input's gradient at `dx`. */
function spreadRows(
  simd: SimdCalls,
  outputs: number,
  { gradient, depth, row }: InputPhase,
  { size, c, strides }: VolumeConvolution,
  plane: number,
  count: number,
  dx: number,
): void {
  const [, rows, groups] = gradient.outputs;
  const fromStride = groups * gradient.k * numberBytes;
  const toStride = size[2] * c * numberBytes;
  const bytes = Math.min(fromStride, toStride);
  for (let i = 0; i < count; i++) {
    const to = dx + ((depth + (plane + i) * strides[0]) * size[1] + row) * toStride;
    simd.copyRows(outputs + i * rows * fromStride, fromStride, to, strides[1] * toStride, bytes, rows);
  }
}
