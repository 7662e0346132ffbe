/** SmoothGrad: the mean gradient over noisy copies of the input, because a single gradient is itself noisy (Smilkov et al. 2017, arXiv:1706.03825). */
import type { Random } from '../../data/random.js';
import type { SaliencyMethod } from './method.js';

/** Copies computed in one go: enough to keep a backend busy, few enough to let others have their turn and to fit into memory. */
const copiesAtOnce = (size: number) => Math.max(1, Math.min(8, Math.floor(4e6 / size)));

const defaults = { samples: 25, noise: 0.15 };

export const smoothgrad: SaliencyMethod<'gradients' | 'random' | 'pause'> = {
  description: {
    name: 'smoothgrad',
    label: 'SmoothGrad',
    description: 'The mean gradient over noisy copies of the picture: what stays when details are blurred by chance.',
    options: [
      {
        kind: 'number',
        name: 'samples',
        label: 'Copies',
        description: 'How many noisy copies.',
        default: defaults.samples,
        min: 1,
        max: 200,
        step: 1,
      },
      {
        kind: 'number',
        name: 'noise',
        label: 'Noise',
        description: "Width of the noise as a fraction of the input's range.",
        default: defaults.noise,
        min: 0,
        max: 1,
        step: 0.01,
      },
    ],
    signed: true,
    source: 'Smilkov, Thorat, Kim, Viégas & Wattenberg 2017, https://arxiv.org/abs/1706.03825',
  },
  needs: ['gradients', 'random', 'pause'],

  async compute({ values, shape }, { gradients, random, pause }, { samples = defaults.samples, noise = defaults.noise }) {
    const width = noise * rangeOf(values);
    const slice = copiesAtOnce(values.length);
    const sum = new Float64Array(values.length);
    for (let done = 0; done < samples; done += slice) {
      const copies = Math.min(slice, samples - done);
      const slopes = await gradients(noisyCopies(values, copies, width, random));
      for (const [i, slope] of slopes.entries()) sum[i % values.length] = (sum[i % values.length] ?? 0) + slope;
      await pause();
    }
    return { values: Float32Array.from(sum, (total) => total / samples), shape, extra: { deviation: width } };
  },
};

/** `copies` of the values, one after another, each with its own normal noise of this width. */
function noisyCopies(values: Float32Array, copies: number, width: number, random: Random): Float32Array {
  const noisy = new Float32Array(copies * values.length);
  for (let i = 0; i < noisy.length; i++) noisy[i] = (values[i % values.length] ?? 0) + width * random.normal();
  return noisy;
}

/** Largest minus smallest value. */
function rangeOf(values: Float32Array): number {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high - low;
}
