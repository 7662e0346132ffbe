/**
 * How weights start, from the playground's own seeded numbers: the same seed gives the same network on every backend.
 * Definitions are Keras's (https://keras.io/api/layers/initializers/): Glorot & Bengio 2010, He et al. 2015 (arXiv:1502.01852), LeCun et al. 1998.
 */
import { initializers as kerasInitializers } from '@tensorflow/tfjs-layers';
import type { Initializer } from '../contract/network.js';
import type { Random } from '../data/random.js';
import { product, type Shape } from '../data/shape.js';

type Named = Extract<Initializer, string>;
type Draw = (random: Random, fans: Fans) => number;

/** How many inputs a unit sums, and how many units an input feeds. */
interface Fans {
  in: number;
  out: number;
}

/** A normal distribution cut off at two widths is this much narrower than the normal itself. */
const truncatedWidth = 0.8796256610342398;

function truncatedNormal(random: Random): number {
  for (;;) {
    const value = random.normal();
    if (Math.abs(value) <= 2) return value;
  }
}

/** Variance `scale` / fan, drawn from a uniform distribution. */
const uniform =
  (scale: number, fan: (fans: Fans) => number): Draw =>
  (random, fans) => {
    const limit = Math.sqrt((3 * scale) / Math.max(1, fan(fans)));
    return random.between(-limit, limit);
  };

/** Variance `scale` / fan, drawn from a normal distribution cut off at two widths. */
const normal =
  (scale: number, fan: (fans: Fans) => number): Draw =>
  (random, fans) =>
    (truncatedNormal(random) * Math.sqrt(scale / Math.max(1, fan(fans)))) / truncatedWidth;

const mean = (fans: Fans) => (fans.in + fans.out) / 2;
const inputs = (fans: Fans) => fans.in;

const draws: Readonly<Record<Named, Draw>> = {
  zeros: () => 0,
  ones: () => 1,
  glorotUniform: uniform(1, mean),
  glorotNormal: normal(1, mean),
  heUniform: uniform(2, inputs),
  heNormal: normal(2, inputs),
  lecunUniform: uniform(1, inputs),
  lecunNormal: normal(1, inputs),
};

export const initializerNames = Object.keys(draws) as readonly Named[];

/** Keras's fans: a kernel is [inputs, outputs], or [...window, inputs, outputs]. */
export function fansOf(shape: Shape): Fans {
  const [inputs = 1, outputs = inputs] = shape.slice(-2);
  const window = product(shape.slice(0, -2));
  return { in: inputs * window, out: outputs * window };
}

function drawOf(initializer: Initializer): Draw {
  if (typeof initializer === 'string') return draws[initializer];
  if ('normal' in initializer) return (random) => initializer.normal * random.normal();
  return (random) => random.between(-initializer.uniform, initializer.uniform);
}

/** Fresh values for one weight array of `shape`, row-major. */
export function initialValues(initializer: Initializer, shape: Shape, random: Random): Float32Array {
  const draw = drawOf(initializer);
  const fans = fansOf(shape);
  const values = new Float32Array(product(shape));
  for (let i = 0; i < values.length; i++) values[i] = draw(random, fans);
  return values;
}

/** The same initializer for a layer of tfjs-layers, where it is only written down, never run. */
export function kerasInitializer(initializer: Initializer): string | ReturnType<typeof kerasInitializers.zeros> {
  if (typeof initializer === 'string') return initializer.replace('lecun', 'leCun');
  if ('normal' in initializer) return kerasInitializers.randomNormal({ mean: 0, stddev: initializer.normal });
  return kerasInitializers.randomUniform({ minval: -initializer.uniform, maxval: initializer.uniform });
}
