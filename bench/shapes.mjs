// The weight arrays of a network given as data, in Keras's shapes and order, so that every side starts from the same ones.

const product = (numbers) => numbers.reduce((all, number) => all * number, 1);
const perAxis = (size, axes) => (Array.isArray(size) ? size : Array(axes).fill(size));

/** Output length along one axis. */
const windows = (length, size, stride, padding) => Math.floor((padding === 'same' ? length - 1 : length - size) / stride) + 1;

function slid(shape, { size, strides = 1, padding = 'valid' }, channels) {
  const axes = shape.length - 1;
  const [sizes, steps] = [perAxis(size, axes), perAxis(strides, axes)];
  return [...shape.slice(0, -1).map((length, i) => windows(length, sizes[i], steps[i], padding)), channels];
}

const unchanged = (shape) => ({ shape, weights: [] });

/** What a layer makes of a shape without the batch axis, and the shapes of its weights. */
function through(layer, shape) {
  const { type, useBias = true } = layer;
  const weighted = (out, kernel) => ({ shape: out, weights: [['kernel', kernel], ...(useBias ? [['bias', [kernel.at(-1)]]] : [])] });
  if (type === 'Flatten') return unchanged([product(shape)]);
  if (type === 'Dropout' || type === 'Activation') return unchanged(shape);
  if (type === 'Dense') return weighted([...shape.slice(0, -1), layer.units], [shape.at(-1), layer.units]);
  if (type.startsWith('GlobalAveragePooling')) return unchanged([shape.at(-1)]);
  if (type.startsWith('ZeroPadding')) {
    const added = [...layer.padding.map(([before, after]) => before + after), 0];
    return unchanged(shape.map((length, i) => length + added[i]));
  }
  if (type.startsWith('MaxPooling')) {
    return unchanged(slid(shape, { ...layer, size: layer.poolSize, strides: layer.strides ?? layer.poolSize }, shape.at(-1)));
  }
  if (/^Conv\dD$/.test(type)) {
    const kernel = [...perAxis(layer.kernelSize, shape.length - 1), shape.at(-1), layer.filters];
    return weighted(slid(shape, { ...layer, size: layer.kernelSize }, layer.filters), kernel);
  }
  throw new Error(`the bench knows no layer ${type}`);
}

/**
 * The weight arrays of a network and where each begins in one list of numbers.
 * @returns {{ outputs: number, weights: { layer: number, name: string, shape: number[], offset: number }[], size: number }}
 */
export function weightsOf({ inputShape, layers }) {
  let shape = inputShape;
  let size = 0;
  const weights = [];
  for (const [layer, spec] of layers.entries()) {
    const result = through(spec, shape);
    for (const [name, array] of result.weights) {
      weights.push({ layer, name, shape: array, offset: size });
      size += product(array);
    }
    shape = result.shape;
  }
  return { outputs: shape.at(-1), weights, size };
}
