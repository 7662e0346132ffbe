/** Which networks are a chain of dense layers, and nothing that needs a tensor between them. */
import type { Variable } from '@tensorflow/tfjs-core';
import type { Activation } from '../../../contract/network.js';
import { product } from '../../../data/shape.js';
import type { Learner } from '../learner.js';
import { isPlain, type PlainName } from './activations.js';

/** The weights of one layer. */
export interface DenseWeights {
  /** [inputs, units] */
  kernel: Variable;
  /** [units] */
  bias: Variable | undefined;
}

/** One dense layer with what follows it before the next. */
export interface Link extends DenseWeights {
  activation: PlainName;
}

/** The links of a network with one link at least; null where it is no such chain, or where a layer is frozen. */
export function chainOf({ layers, info, head, trainable }: Pick<Learner, 'layers' | 'info' | 'head' | 'trainable'>): Link[] | null {
  const links: Link[] = [];
  let functions: Activation[] = []; // of the layers since the last Dense
  for (const [index, { spec, variables }] of layers.entries()) {
    const isLast = index === layers.length - 1;
    if (spec.type === 'Dense') {
      const input = info.layers[index - 1]?.outputShape ?? info.inputShape;
      const [kernel, bias] = variables.learned;
      if (!kernel || input.length !== 1 || !close(links, functions)) return null;
      functions = [];
      links.push({ kernel, bias, activation: 'linear' });
    } else if (!['Flatten', 'Reshape', 'Activation'].includes(spec.type)) return null;
    const own = ('activation' in spec && spec.activation) || 'linear';
    if (!(isLast && own === head)) functions.push(own);
  }
  const learned = links.flatMap(({ kernel, bias }) => (bias ? [kernel, bias] : [kernel]));
  const whole = links.length > 0 && close(links, functions) && learned.length === trainable.length;
  return whole && product(info.inputShape) === links[0]?.kernel.shape[0] ? links : null;
}

/** Gives the last link the functions that follow it; false where they are not a single one that is known here. */
function close(links: Link[], functions: readonly Activation[]): boolean {
  const [own = 'linear', ...more] = functions.filter((name) => name !== 'linear');
  const last = links.at(-1);
  if (more.length > 0 || !isPlain(own)) return false;
  if (!last) return own === 'linear';
  last.activation = own;
  return true;
}
