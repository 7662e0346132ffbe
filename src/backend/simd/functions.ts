/** The functions of the SIMD module (assembly/), as JavaScript calls them. Flags are 0 or 1. */
type Address = number;

/** A volume, the windows over it, their strides, and how far before the volume they begin. */
// biome-ignore format: one line of the volume, one of the windows, one of the padding
export type PoolGeometry = [
  depth: number, height: number, width: number, c: number,
  fd: number, fh: number, fw: number, strideZ: number, strideY: number, strideX: number,
  front: number, top: number, left: number,
];
type Outputs = [address: Address, od: number, oh: number, ow: number];

export interface SimdFunctions {
  // biome-ignore format: one line of the matrices, one of their sizes, one of the part that is computed
  product(
    a: Address, aTransposed: number, b: Address, bTransposed: number, c: Address,
    m: number, n: number, k: number,
    top: number, bottom: number, left: number, right: number, scratch: Address,
  ): void;
  productScratch(): number;
  fewRowsProduct(x: Address, w: Address, z: Address, rows: number, n: number, k: number, scratch: Address): void;
  fewRowsScratch(rows: number): number;
  rowTimesMatrix(x: Address, b: Address, y: Address, k: number, n: number): void;
  addRowTimesMatrix(x: Address, b: Address, y: Address, k: number, n: number): void;
  rowTimesTransposed(x: Address, b: Address, y: Address, k: number, n: number): void;
  addOuterProducts(x: Address, e: Address, count: number, w: Address, inputs: number, units: number): void;
  outerProduct(x: Address, y: Address, c: Address, m: number, n: number): void;
  addBias(x: Address, y: Address, rows: number, columns: number, bias: Address, relu: number): void;
  clamp(x: Address, y: Address, count: number, low: number, high: number): void;
  reluGradient(x: Address, dy: Address, dx: Address, count: number): void;
  randomMask(to: Address, count: number, state: Address, dropped: number, kept: number): void;
  columnSums(x: Address, rows: number, columns: number, sums: Address): void;

  panelBytes(depth: number, columns: number): number;
  packFilter(filter: Address, taps: number, c: number, k: number, panels: Address): void;
  packTurnedFilter(filter: Address, taps: number, c: number, k: number, panels: Address): void;
  // biome-ignore format: one line of the image, one of where it goes
  placeImage(
    from: Address, height: number, width: number, channels: number,
    to: Address, toHeight: number, toWidth: number, top: number, left: number, spreadY: number, spreadX: number,
  ): void;
  // biome-ignore format: one line of the images, one of the filter, one of the result
  convolve(
    x: Address, images: number, imageStep: number, planeStep: number, width: number, c: number,
    panels: Address, fd: number, fh: number, fw: number, k: number, strideY: number, strideX: number,
    y: Address, oh: number, ow: number, bias: Address, relu: number, scratch: Address,
  ): void;
  convolveScratch(): number;
  copyRows(from: Address, fromStride: number, to: Address, toStride: number, bytes: number, rows: number): void;
  // biome-ignore format: one line of the image, one of the gradient, one of the result
  addFilterGradient(
    x: Address, width: number, c: number,
    dy: Address, oh: number, ow: number, k: number, strideY: number, strideX: number,
    dw: Address, fh: number, fw: number, scratch: Address,
  ): void;
  filterGradientScratch(taps: number, pixels: number, k: number): number;
  clear(at: Address, bytes: number): void;
  shareOfNonZeros(x: Address, count: number): number;
  groupBytes(fh: number, fw: number, c: number, k: number): number;
  filterGroups(filter: Address, fh: number, fw: number, c: number, k: number, groups: Address, back: number): void;
  sparseScratch(width: number, c: number, oh: number, ow: number, strideY: number, ph: number, fh: number, fw: number): number;
  // biome-ignore format: one line of the images, one of the gradients, one of the result
  addSparseFilterGradient(
    x: Address, images: number, imageStep: number, width: number, c: number,
    dy: Address, oh: number, ow: number, k: number, strideY: number, strideX: number,
    pooled: Address, ph: number, pw: number, sums: Address, fh: number, fw: number, scratch: Address,
  ): void;
  // biome-ignore format: one line of the result, one of the gradients, one of the filters
  addSparseInputGradient(
    dx: Address, images: number, imageStep: number, width: number, c: number,
    dy: Address, oh: number, ow: number, k: number, strideY: number, strideX: number,
    pooled: Address, ph: number, pw: number, filters: Address, fh: number, fw: number, scratch: Address,
  ): void;
  winogradFilterBytes(c: number, k: number): number;
  winogradFilterScratch(c: number, k: number): number;
  winogradFilter(filter: Address, c: number, k: number, turned: number, points: Address, scratch: Address): void;
  winogradScratch(c: number, k: number): number;
  // biome-ignore format: one line of the images, one of the filter and the result
  winogradConvolve(
    x: Address, images: number, height: number, width: number, c: number, top: number, left: number,
    filter: Address, k: number, y: Address, oh: number, ow: number, scratch: Address,
  ): void;
  // biome-ignore format: one line of the images, one of the gradients and the result
  addWinogradFilterGradient(
    x: Address, images: number, height: number, width: number, c: number, top: number, left: number,
    dy: Address, oh: number, ow: number, k: number, sums: Address, scratch: Address,
  ): void;
  winogradFilterGradient(sums: Address, c: number, k: number, dw: Address, scratch: Address): void;
  // biome-ignore format: one line of the image, one of where it goes
  splitImage(
    from: Address, height: number, width: number, c: number, multiplier: number,
    to: Address, phases: number, phaseWidth: number, left: number,
  ): void;
  // biome-ignore format: one line of the image, one of the filter, one of the result
  depthwise(
    x: Address, height: number, phaseWidth: number, columns: number,
    weights: Address, fh: number, fw: number, top: number, strideY: number, strideX: number, dilationY: number, dilationX: number,
    y: Address, oh: number, ow: number, list: Address,
  ): void;
  // biome-ignore format: one line of the image, one of the result, one of the gradient
  addDepthwiseFilterGradient(
    x: Address, height: number, phaseWidth: number, columns: number,
    sums: Address, fh: number, fw: number, top: number, strideY: number, strideX: number,
    dy: Address, oh: number, ow: number, list: Address,
  ): void;
  // biome-ignore format: one line of the gradient, one of the filter, one of the result
  depthwiseInputGradient(
    dy: Address, oh: number, dyWidth: number, columns: number, multiplier: number,
    weights: Address, fh: number, fw: number, top: number, left: number, strideY: number, strideX: number,
    dx: Address, height: number, width: number, list: Address, merged: Address,
  ): void;
  depthwiseListBytes(taps: number): number;
  repeatedSize(taps: number, columns: number): number;
  repeatWeights(filter: Address, taps: number, columns: number, repeated: Address): void;
  foldSums(sums: Address, taps: number, columns: number, dw: Address): void;
  maxPool(x: Address, ...windows: [...PoolGeometry, ...Outputs, row: Address]): void;
  meanPool(x: Address, ...windows: [...PoolGeometry, ...Outputs, row: Address]): void;
  addMaxPoolGradient(x: Address, dx: Address, ...windows: [...PoolGeometry, ...Outputs]): void;
  addMeanPoolGradient(dx: Address, ...windows: [...PoolGeometry, ...Outputs, row: Address]): void;
  poolGradient(x: Address, height: number, width: number, c: number, fh: number, fw: number, dy: Address, dx: Address): void;

  takeRows(first: Address, down: number, height: number, length: number, lines: Address, to: Address): void;
  // biome-ignore format: one line of the walk, one of the window, one of where it is looked up and goes
  takeSample(
    first: Address, right: number, down: number,
    height: number, width: number, channels: number,
    table: Address, to: Address,
  ): void;

  // biome-ignore format: one line of addresses, one of numbers
  update(
    rule: number, w: Address, first: Address, second: Address, g: Address, count: number,
    rate: number, epsilon: number, beta1: number, beta2: number,
  ): void;
  // biome-ignore format: one line of what is updated, one of the product, one of the numbers
  updateByProduct(
    rule: number, w: Address, first: Address, second: Address,
    a: Address, b: Address, m: number, n: number, k: number, top: number, bottom: number,
    rate: number, epsilon: number, beta1: number, beta2: number, scratch: Address,
  ): void;
  updateByProductScratch(n: number, k: number): number;
}

/** Those of them that return nothing: calls that can be noted, and made later by another thread. */
export type SimdCalls = {
  [Name in keyof SimdFunctions as ReturnType<SimdFunctions[Name]> extends void ? Name : never]: SimdFunctions[Name];
};
