/**
 * Convolution of volumes, by the SIMD module. A volume is a stack of planes: without padding it is read where it lies; with padding,
 * planes are placed a few at a time into a slab of zeros that fits the second-level cache. No copy of a volume is ever held.
 */
import { backend_util } from '@tensorflow/tfjs-core';
import type { SimdCalls } from '../simd/functions.js';
import { numberBytes } from '../simd/memory.js';
import type { Range } from '../threads/parallel.js';

export type Conv3DInfo = ReturnType<typeof backend_util.computeConv3DInfo>;
type Shape5D = [number, number, number, number, number];
/** One number for each axis of a volume: depth, height, width. */
export type Triple = readonly [depth: number, height: number, width: number];

/** TensorFlow.js's account of a convolution: `[n, d, h, w, c]` by `[fd, fh, fw, c, k]`. */
export function conv3DInfo(
  inputShape: number[],
  filterShape: number[],
  strides: number | [number, number, number],
  pad: 'valid' | 'same',
): Conv3DInfo {
  return backend_util.computeConv3DInfo(inputShape as Shape5D, filterShape as Shape5D, strides, 1, pad);
}

/** Volumes of `size`, `c` numbers a voxel, under a filter of `filter` voxels, so that `outputs` of `k` numbers come out. */
export interface VolumeConvolution {
  size: Triple;
  c: number;
  /** Zeros before the first voxel of each axis; negative leaves voxels out. Behind the last there are as many as the outputs ask for. */
  padBefore: Triple;
  filter: Triple;
  strides: Triple;
  outputs: Triple;
  k: number;
}

/** The convolution that TensorFlow.js describes. */
export const volumeOf = (info: Conv3DInfo): VolumeConvolution => ({
  size: [info.inDepth, info.inHeight, info.inWidth],
  c: info.inChannels,
  padBefore: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
  filter: [info.filterDepth, info.filterHeight, info.filterWidth],
  strides: [info.strideDepth, info.strideHeight, info.strideWidth],
  outputs: [info.outDepth, info.outHeight, info.outWidth],
  k: info.outChannels,
});

/** Bytes of placed planes at once, about half a second-level cache. */
const SLAB = 2 ** 19;

const bytesOf = (sizes: readonly number[]): number => sizes.reduce((product, size) => product * size, numberBytes);

/** How far along each axis the filters reach. */
const reach = ({ filter, strides, outputs }: VolumeConvolution): [number, number, number] => [
  (outputs[0] - 1) * strides[0] + filter[0],
  (outputs[1] - 1) * strides[1] + filter[1],
  (outputs[2] - 1) * strides[2] + filter[2],
];

const inPlace = (volume: VolumeConvolution): boolean =>
  volume.padBefore.every((zeros) => zeros === 0) && reach(volume).every((length, axis) => length <= (volume.size[axis] as number));

/** The bytes of a plane as it is read, how many output planes are made at once, and the bytes of a slab; none for a volume read in place. */
function slab(volume: VolumeConvolution): { planeBytes: number; outputPlanes: number; bytes: number } {
  const { size, c, filter, strides, outputs } = volume;
  const here = inPlace(volume);
  const [, height, width] = reach(volume);
  const planeBytes = here ? bytesOf([size[1], size[2], c]) : bytesOf([height, width, c]);
  const placeable = here ? outputs[0] : 1 + Math.floor((SLAB / planeBytes - filter[0]) / strides[0]);
  const outputPlanes = Math.max(1, Math.min(outputs[0], placeable, Math.floor(SLAB / outputPlaneBytes(volume))));
  return { planeBytes, outputPlanes, bytes: here ? 0 : ((outputPlanes - 1) * strides[0] + filter[0]) * planeBytes };
}

/** Bytes of scratch for the planes of a convolution. */
export const slabBytes = (volume: VolumeConvolution): number => slab(volume).bytes;

/** How many output planes are made at once. */
export const planesAtOnce = (volume: VolumeConvolution): number => slab(volume).outputPlanes;

/** Bytes of an output plane. */
export const outputPlaneBytes = ({ outputs, k }: VolumeConvolution): number => bytesOf([outputs[1], outputs[2], k]);

/** Copies plane `depth` of the volume at `from` among the zeros of `to`; zeros alone where the volume has no such plane. */
function placePlane(simd: SimdCalls, volume: VolumeConvolution, from: number, depth: number, to: number): void {
  const { size, c, padBefore } = volume;
  const [, toHeight, toWidth] = reach(volume);
  const exists = depth >= 0 && depth < size[0];
  const plane = from + (exists ? depth : 0) * bytesOf([size[1], size[2], c]);
  const rows = exists ? size[1] : 0;
  simd.placeImage(plane, rows, size[2], c, to, toHeight, toWidth, padBefore[1], padBefore[2], 1, 1);
}

/** Bytes of scratch for one plane at a time, none where planes are read where they lie. */
export const placedPlaneBytes = (volume: VolumeConvolution): number => (inPlace(volume) ? 0 : slab(volume).planeBytes);

/** Calls `use` with every plane of the volume at `from` that is read where it lies, or placed into `placed`. */
export function eachPlane(
  simd: SimdCalls,
  volume: VolumeConvolution,
  from: number,
  placed: number,
  use: (plane: { depth: number; address: number; width: number }) => void,
): void {
  const { planeBytes, bytes } = slab(volume);
  for (let depth = 0; depth < volume.size[0]; depth++) {
    if (bytes > 0) placePlane(simd, volume, from, depth, placed);
    use({ depth, address: bytes > 0 ? placed : from + depth * planeBytes, width: bytes > 0 ? reach(volume)[2] : volume.size[2] });
  }
}

/**
 * Makes the output planes of `range` out of the volume at `from` and filters packed into `panels`. `target` says where a group of planes
 * goes, given the first; `made` follows it, given also how many. `placed` and `scratch` are for the slab and for `convolve`.
 */
export function convolveVolume(
  simd: SimdCalls,
  volume: VolumeConvolution,
  range: Range,
  { from, panels, placed, scratch }: { from: number; panels: number; placed: number; scratch: number },
  target: (plane: number) => number,
  made: (plane: number, count: number) => void = () => {},
): void {
  const { size, c, padBefore, filter, strides, outputs, k } = volume;
  const { planeBytes, outputPlanes, bytes } = slab(volume);
  const width = bytes === 0 ? size[2] : reach(volume)[2];
  const end = range.first + range.count;
  for (let plane = range.first; plane < end; plane += outputPlanes) {
    const count = Math.min(end - plane, outputPlanes);
    if (bytes > 0) {
      const first = plane * strides[0] - padBefore[0];
      const needed = (count - 1) * strides[0] + filter[0];
      for (let i = 0; i < needed; i++) placePlane(simd, volume, from, first + i, placed + i * planeBytes);
    }
    const x = bytes === 0 ? from + plane * strides[0] * planeBytes : placed;
    // biome-ignore format: one line of the planes, one of the filter, one of the result
    simd.convolve(
      x, count, strides[0] * planeBytes, planeBytes, width, c,
      panels, filter[0], filter[1], filter[2], k, strides[1], strides[2],
      target(plane), outputs[1], outputs[2], 0, 0, scratch,
    );
    made(plane, count);
  }
}
