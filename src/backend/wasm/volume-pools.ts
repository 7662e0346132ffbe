/** What the pooling kernels of WASM share: pictures are volumes one plane deep, and the SIMD module pools a batch of these as one volume, others volume by volume. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { PoolGeometry, SimdCalls } from '../simd/functions.js';
import { addressOf, numberBytes } from '../simd/memory.js';
import { inParallel, type Range, rangesOf } from '../threads/parallel.js';
import { numbersOf, type Shape4D } from './compose.js';

const vectorBytes = 16;
/** What a number that is read and compared costs, in multiply-adds. */
const READ = 8;

/** The attributes of TensorFlow.js's pooling kernels and their gradients, in two dimensions or three. */
export interface PoolAttributes<Size> {
  filterSize: Size | number;
  strides: Size | number;
  pad: Parameters<typeof backend_util.computePool2DInfo>[4];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Windows over volumes `[n, depth, height, width, c]`. */
export interface Pool {
  volumes: number;
  /** Volumes and windows are one plane deep: images. */
  flat: boolean;
  geometry: PoolGeometry;
  outputs: [depth: number, height: number, width: number];
  outShape: number[];
  /** Bytes of a volume, of its outputs, and of a row. */
  inBytes: number;
  outBytes: number;
  rowBytes: number;
}

type Pair = [number, number];
type Triple = [number, number, number];

function poolOf(volumes: number, flat: boolean, geometry: PoolGeometry, outputs: Triple, outShape: number[]): Pool {
  const [depth, height, width, c] = geometry;
  const rowBytes = width * c * numberBytes;
  const outBytes = outputs[0] * outputs[1] * outputs[2] * c * numberBytes;
  return { volumes, flat, geometry, outputs, outShape, inBytes: depth * height * rowBytes, outBytes, rowBytes };
}

/** Pooling of images `[n, h, w, c]`. */
export function pool2D(shape: number[], { filterSize, strides, pad, dimRoundingMode }: PoolAttributes<Pair>): Pool {
  const info = backend_util.computePool2DInfo(shape as Shape4D, filterSize, strides, 1, pad, dimRoundingMode);
  const { inHeight, inWidth, inChannels, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = info;
  // biome-ignore format: one line of the image, one of the windows
  const geometry: PoolGeometry = [
    1, inHeight, inWidth, inChannels,
    1, filterHeight, filterWidth, 1, strideHeight, strideWidth, 0, padInfo.top, padInfo.left,
  ];
  return poolOf(info.batchSize, true, geometry, [1, info.outHeight, info.outWidth], info.outShape);
}

/** Pooling of volumes `[n, d, h, w, c]`. */
export function pool3D(shape: number[], { filterSize, strides, pad, dimRoundingMode }: PoolAttributes<Triple>): Pool {
  const info = backend_util.computePool3DInfo(
    shape as [number, number, number, number, number],
    filterSize,
    strides,
    1,
    pad as 'valid' | 'same' | number,
    dimRoundingMode,
  );
  const { inDepth, inHeight, inWidth, inChannels, filterDepth, filterHeight, filterWidth, padInfo } = info;
  // biome-ignore format: one line of the volume, one of the windows, one of the padding
  const geometry: PoolGeometry = [
    inDepth, inHeight, inWidth, inChannels,
    filterDepth, filterHeight, filterWidth, info.strideDepth, info.strideHeight, info.strideWidth,
    padInfo.front, padInfo.top, padInfo.left,
  ];
  return poolOf(info.batchSize, false, geometry, [info.outDepth, info.outHeight, info.outWidth], info.outShape);
}

/** The batch in parts for the threads of `backend`. */
const volumesOf = (backend: BackendWasm, { volumes, inBytes }: Pool): Range[] => rangesOf(backend, volumes, (inBytes / numberBytes) * READ);

/** `x` pooled by one of the two functions. */
export function pooled(backend: BackendWasm, pool: Pool, x: TensorInfo, by: 'maxPool' | 'meanPool'): TensorInfo {
  const result = backend.makeOutput(pool.outShape, 'float32');
  const [from, to] = [addressOf(backend, x), addressOf(backend, result)];
  inParallel(backend, volumesOf(backend, pool), [pool.rowBytes + vectorBytes], (simd, { first, count }, row = 0) => {
    const [depth, ...plane] = pool.geometry;
    const [planes, ...places] = pool.outputs;
    // images are as good as the planes of one volume
    const volumes = pool.flat ? count : 1;
    for (let n = first; n < first + count; n += volumes) {
      simd[by](from + n * pool.inBytes, volumes * depth, ...plane, to + n * pool.outBytes, volumes * planes, ...places, row);
    }
  });
  return result;
}

type AddGradient = (simd: SimdCalls, dx: number, dy: number, row: number, n: number) => void;

/** A gradient of the input's `shape`, to whose zeros `add` adds volume by volume. */
function gradient(backend: BackendWasm, pool: Pool, shape: number[], dy: TensorInfo, add: AddGradient): TensorInfo {
  const result = backend.makeOutput(shape, 'float32');
  numbersOf(backend, result).fill(0);
  const [from, to] = [addressOf(backend, dy), addressOf(backend, result)];
  inParallel(backend, volumesOf(backend, pool), [pool.rowBytes], (simd, { first, count }, row = 0) => {
    for (let n = first; n < first + count; n++) add(simd, to + n * pool.inBytes, from + n * pool.outBytes, row, n);
  });
  return result;
}

/** Each output's gradient at the first largest number of its window. */
export function maxPoolGradient(backend: BackendWasm, pool: Pool, x: TensorInfo, dy: TensorInfo): TensorInfo {
  const values = addressOf(backend, x);
  return gradient(backend, pool, x.shape, dy, (simd, to, from, _, n) =>
    simd.addMaxPoolGradient(values + n * pool.inBytes, to, ...pool.geometry, from, ...pool.outputs),
  );
}

/** Each output's gradient, divided by the size of the whole window, at every number inside; see gradients/average-pool.ts for the rim. */
export function meanPoolGradient(backend: BackendWasm, pool: Pool, shape: number[], dy: TensorInfo): TensorInfo {
  return gradient(backend, pool, shape, dy, (simd, to, from, row) =>
    simd.addMeanPoolGradient(to, ...pool.geometry, from, ...pool.outputs, row),
  );
}
