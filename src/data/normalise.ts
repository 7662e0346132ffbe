/** Mean and standard deviation of each channel over prepared samples, so that inputs have mean 0 and deviation 1. */
import type { Normalisation } from './prepare.js';

/** How many training samples it is measured on, as in PHYS-467. */
export const normalisationSamples = 1000;

/**
 * Population mean and standard deviation in double precision (Chan, Golub & LeVeque 1983: blocks are merged, nothing cancels).
 * A channel that never varies gets deviation 1, so that it becomes 0 and not NaN.
 * @param samples - Prepared samples one after the other, each a multiple of `channels` long; a view may be reused between them.
 */
export function measureNormalisation(samples: Iterable<Float32Array>, channels: number): Normalisation {
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels); // sum of squared distances from the mean
  let seen = 0;
  for (const sample of samples) {
    const n = sample.length / channels;
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let i = channel; i < sample.length; i += channels) sum += sample[i] as number;
      const blockMean = sum / n;
      let blockSquares = 0;
      for (let i = channel; i < sample.length; i += channels) blockSquares += ((sample[i] as number) - blockMean) ** 2;
      const delta = blockMean - (mean[channel] as number);
      mean[channel] = (mean[channel] as number) + (delta * n) / (seen + n);
      squares[channel] = (squares[channel] as number) + blockSquares + (delta * delta * seen * n) / (seen + n);
    }
    seen += n;
  }
  return { mean: Array.from(mean), deviation: Array.from(squares, (s) => Math.sqrt(s / seen) || 1) };
}
