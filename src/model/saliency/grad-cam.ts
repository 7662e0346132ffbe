/**
 * Grad-CAM: the feature maps of a late convolution, each weighed by how much the target depends on it (Selvaraju et al. 2017, arXiv:1610.02391).
 * α_k = mean over places of ∂y/∂A_k; the map is ReLU(Σ_k α_k A_k), stretched to the input. For a network that ends in a global average
 * and one Dense layer it is, up to a constant factor, the class activation map of Zhou et al. 2016 (arXiv:1512.04150).
 */
import type { SaliencyMethod } from './method.js';
import { resample } from './resample.js';

export const gradCam: SaliencyMethod<'featureMaps'> = {
  description: {
    name: 'grad-cam',
    label: 'Grad-CAM',
    description: 'Where the last convolution found what speaks for this class.',
    options: [],
    signed: false,
    source: 'Selvaraju et al. 2017, https://arxiv.org/abs/1610.02391',
  },
  needs: ['featureMaps'],

  async compute({ shape }, { featureMaps }, { layer }) {
    const { maps, gradient } = await featureMaps(layer);
    const channels = maps.shape.at(-1) ?? 1;
    const places = maps.values.length / channels;
    const weights = new Float32Array(channels); // α_k
    for (const [i, slope] of gradient.entries()) weights[i % channels] = (weights[i % channels] ?? 0) + slope / places;

    const coarse = new Float32Array(places);
    for (const [i, activation] of maps.values.entries()) {
      const place = Math.floor(i / channels);
      coarse[place] = (coarse[place] ?? 0) + (weights[i % channels] ?? 0) * activation;
    }
    for (const [place, sum] of coarse.entries()) coarse[place] = Math.max(0, sum);

    const coarseMap = { values: coarse, shape: maps.shape.slice(0, -1) };
    const fine = resample(coarseMap, shape.slice(0, -1));
    // one channel, in the frame of the input: [height, width, 1]
    return {
      values: fine.values,
      shape: [...fine.shape, 1],
      extra: { coarse: coarseMap, weights: { values: weights, shape: [channels] } },
    };
  },
};
