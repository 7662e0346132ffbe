/** Which layers have something to see: filters that look at a picture, activations that are not just a copy of what went in. */
import type { LayerInfo, NetworkInfo } from '../../contract/network.js';

export interface ViewableLayer {
  info: LayerInfo;
  /** Position in the network, from 0. */
  index: number;
  filters: boolean;
}

const product = (shape: readonly number[]): number => shape.reduce((all, side) => all * side, 1);

/** Kernels that are pictures, and layers whose rows are pictures because nothing but reshaping stands before them. */
function hasFilters(network: NetworkInfo, index: number): boolean {
  const layer = network.layers[index];
  if (layer?.type === 'Conv2D') return true;
  const picture = network.inputShape.length === 3;
  const pixels = product(network.inputShape);
  return (
    layer?.type === 'Dense' &&
    picture &&
    network.layers.slice(0, index).every(({ parameters, outputShape }) => parameters === 0 && product(outputShape) === pixels)
  );
}

/** Flatten, Dropout and their like hand on what they get. */
function changesItsInput(network: NetworkInfo, index: number): boolean {
  const layer = network.layers[index];
  if (!layer) return false;
  const before = network.layers[index - 1]?.outputShape ?? network.inputShape;
  return layer.parameters > 0 || layer.type === 'Activation' || product(layer.outputShape) !== product(before);
}

export function viewableLayers(network: NetworkInfo): ViewableLayer[] {
  return network.layers.flatMap((info, index) => {
    const drawable = info.outputShape.length === 1 || info.outputShape.length === 3;
    return drawable && changesItsInput(network, index) ? [{ info, index, filters: hasFilters(network, index) }] : [];
  });
}
