/**
 * The module's functions. They compute in the memory they import, which is that of tfjs-backend-wasm, at addresses they are given:
 * they keep nothing, allocate nothing and have no data of their own. Sizes count numbers, addresses and scratch bytes.
 */
export { addBias } from './bias';
export { clear } from './clear';
export { clamp } from './clamp';
export { columnSums } from './column-sums';
export { convolve, convolveScratch } from './convolve';
export { copyRows } from './copy-rows';
export { addDepthwiseFilterGradient, depthwise, depthwiseInputGradient, depthwiseListBytes, foldSums, repeatedSize } from './depthwise';
export { fewRowsProduct, fewRowsScratch } from './few-rows-product';
export { addFilterGradient, filterGradientScratch } from './filter-gradient';
export { packFilter, packTurnedFilter, panelBytes } from './filter-panels';
export { addMaxPoolGradient } from './max-pool-gradient';
export { addOuterProducts } from './outer-products';
export { shareOfNonZeros } from './non-zeros';
export { filterGroups, groupBytes } from './patch-groups';
export { placeImage } from './place-image';
export { poolGradient } from './pool-gradient';
export { addMeanPoolGradient, maxPool, meanPool } from './pool-volume';
export { product, productScratch } from './product';
export { randomMask } from './random-mask';
export { reluGradient } from './relu-gradient';
export { addRowTimesMatrix, outerProduct, rowTimesMatrix, rowTimesTransposed } from './row-product';
export { addSparseFilterGradient, addSparseInputGradient, sparseScratch } from './sparse-patches';
export { repeatWeights } from './shifted-rows';
export { splitImage } from './split-image';
export { takeRows } from './take-rows';
export { takeSample } from './take-sample';
export { updateByProduct, updateByProductScratch } from './update-by-product';
export { update } from './updates';
export {
  addWinogradFilterGradient, winogradConvolve, winogradFilter, winogradFilterBytes, winogradFilterGradient, winogradFilterScratch, winogradScratch,
} from './winograd';
