/** One saliency map of one sample: checks what is asked, gives the method the tools it needs, puts the answer together. */
import * as tf from '@tensorflow/tfjs-core';
import type { OptionDescription } from '../../contract/catalogue.js';
import type { SaliencyMap, SaliencyOptions } from '../../contract/inspection.js';
import { PlaygroundError } from '../../contract/playground-error.js';
import { assertInputs } from '../fit.js';
import type { Network } from '../network.js';
import type { SaliencyTools } from './method.js';
import { saliencyMethod } from './table.js';
import { toolsFor } from './tools.js';

/**
 * Which values of `input` (one sample as the network receives it) made the network decide for `options.target`?
 * @throws PlaygroundError `data-mismatch` for an unknown method, target or layer, an option out of its range, or a sample of another size;
 *   `busy` where the network was replaced meanwhile.
 */
export async function computeSaliency(
  network: Network,
  input: Float32Array,
  options: Omit<SaliencyOptions, 'input'>,
): Promise<SaliencyMap> {
  const method = saliencyMethod(options.method);
  assertInputs(network, input, 1);
  for (const option of method.description.options) assertInRange(option, options);
  const shape = [...network.info.inputShape];
  const target = options.target ?? (await predictedClass(network, input));
  assertTarget(network, target);

  const tools = toolsFor(network, input, target, options.seed ?? 1);
  const needed = Object.fromEntries(method.needs.map((need) => [need, tools[need]])) as unknown as SaliencyTools;
  const { values, shape: mapShape, extra } = await method.compute({ values: input, shape }, needed, options);
  network.assertAlive();
  return {
    method: options.method,
    target,
    signed: method.description.signed,
    input: { values: Float32Array.from(input), shape },
    values,
    shape: mapShape,
    ...(extra && { extra }),
  };
}

async function predictedClass(network: Network, input: Float32Array): Promise<number> {
  const best = tf.tidy(() => tf.argMax(network.logits(tf.tensor(input, [1, ...network.info.inputShape])), -1));
  const [index = 0] = await best.data();
  best.dispose();
  return index;
}

function assertTarget(network: Network, target: number): void {
  const [outputs = 0] = network.info.layers.at(-1)?.outputShape ?? [];
  if (Number.isInteger(target) && target >= 0 && target < outputs) return;
  throw new PlaygroundError('data-mismatch', `There is no output ${target} to explain. Choose a target from 0 to ${outputs - 1}.`);
}

/** An option that was given must lie where its description says. */
function assertInRange(option: OptionDescription, options: object): void {
  const value: unknown = new Map(Object.entries(options)).get(option.name);
  if (value === undefined || option.kind !== 'number') return;
  const whole = option.step === 1;
  if (typeof value === 'number' && value >= option.min && value <= option.max && (!whole || Number.isInteger(value))) return;
  const expected = `a ${whole ? 'whole ' : ''}number from ${option.min} to ${option.max}`;
  throw new PlaygroundError('data-mismatch', `${option.name} is ${String(value)}. It must be ${expected}.`);
}
