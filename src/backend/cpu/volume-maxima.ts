/** The gradient of max pooling in three dimensions: which voxel is the largest of its window. */
import { backend_util, type MaxPool3DAttrs } from '@tensorflow/tfjs-core';
import { RowMaxima } from './row-maxima.js';

type Shape5D = [number, number, number, number, number];
export type VolumeGeometry = ReturnType<typeof backend_util.computePool3DInfo>;

/** `shape` is the input's, `[n, d, h, w, c]`. */
export function volumeGeometry(shape: number[], { filterSize, strides, pad, dimRoundingMode }: MaxPool3DAttrs): VolumeGeometry {
  return backend_util.computePool3DInfo(shape as Shape5D, filterSize, strides, 1, pad, dimRoundingMode);
}

/** The part of a window that lies inside an axis: its first place and the one after its last. */
const span = (start: number, length: number, limit: number): [number, number] => [Math.max(start, 0), Math.min(start + length, limit)];

/** Fills `dx` `[n, d, h, w, c]` with each gradient of `dy` `[n, od, oh, ow, c]` at the first largest voxel of its window, zero elsewhere. */
export function poolVolumeGradient(x: Float32Array, dy: Float32Array, info: VolumeGeometry, dx: Float32Array): void {
  const { batchSize, inDepth, inHeight, outDepth, outHeight, padInfo } = info;
  const rowLength = info.inWidth * info.inChannels;
  const maxima = new RowMaxima(info);
  dx.fill(0);
  let output = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let outPlane = 0; outPlane < outDepth; outPlane++) {
      const [plane, planeEnd] = span(outPlane * info.strideDepth - padInfo.front, info.filterDepth, inDepth);
      for (let outRow = 0; outRow < outHeight; outRow++) {
        const [row, rowEnd] = span(outRow * info.strideHeight - padInfo.top, info.filterHeight, inHeight);
        maxima.begin(((n * inDepth + plane) * inHeight + row) * rowLength);
        for (let p = plane; p < planeEnd; p++) {
          for (let r = row; r < rowEnd; r++) maxima.scan(x, ((n * inDepth + p) * inHeight + r) * rowLength);
        }
        for (const voxel of maxima.at) dx[voxel] = (dx[voxel] as number) + (dy[output++] as number);
      }
    }
  }
}
