/** Whether a layer's spec is one: its type, its options, its name. Shapes come later. */
import { shown } from '../../data/words.js';
import type { Problem } from './kind.js';
import { isLayerType, layerKinds } from './table.js';

const common = ['type', 'name', 'trainable'];

/** What is wrong with one layer by itself; empty where nothing is. */
export function checkLayer(given: unknown): Problem[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return [{ what: 'there is no layer but something else', advice: 'Give an object such as { type: "Dense", units: 10 }.' }];
  }
  const values = new Map(Object.entries(given));
  const type: unknown = values.get('type');
  if (!isLayerType(type)) {
    const advice = `The playground knows ${Object.keys(layerKinds).join(', ')}.`;
    return [{ what: type === undefined ? 'a type is missing' : `unknown layer type ${shown(type)}`, advice }];
  }
  const { options } = layerKinds[type];
  const problems: Problem[] = [];
  for (const option of options) {
    const value: unknown = values.get(option.name);
    if (value === undefined) {
      if (option.required) problems.push({ what: `${option.name} is missing`, advice: `Give ${option.expected}.` });
    } else if (!option.accepts(value)) {
      problems.push({ what: `${option.name} is ${shown(value)}`, advice: `It must be ${option.expected}.` });
    }
  }
  if (![undefined, true, false].includes(values.get('trainable'))) {
    problems.push({ what: `trainable is ${shown(values.get('trainable'))}`, advice: 'It must be true or false.' });
  }
  const known = [...common, ...options.map((option) => option.name)];
  for (const name of values.keys()) {
    if (!known.includes(name))
      problems.push({ what: `${type} has no option ${shown(name)}`, advice: `It takes ${known.slice(1).join(', ')}.` });
  }
  return problems;
}

/** The name of layer `index` must be a short word that no layer before it has. */
export function checkName(specs: readonly unknown[], index: number): Problem[] {
  const name = nameOf(specs[index]);
  if (name === undefined) return [];
  if (typeof name !== 'string' || !/^[A-Za-z0-9][\w.-]{0,79}$/.test(name)) {
    return [
      {
        what: `the name ${shown(name)} cannot be used`,
        advice: 'Begin with a letter or digit, then up to 79 letters, digits, "_", "-" and ".".',
      },
    ];
  }
  const first = specs.findIndex((other) => nameOf(other) === name);
  if (first === index) return [];
  return [{ what: `the name ${shown(name)} is already that of layer ${first + 1}`, advice: 'Give each layer its own name, or none.' }];
}

/** The name of every layer: its own, or one made from its type and position, `conv2d_1`. */
export function layerNames(specs: readonly unknown[]): string[] {
  const taken = new Set(specs.map(nameOf));
  return specs.map((spec, index) => {
    const own = nameOf(spec);
    if (typeof own === 'string') return own;
    const type = typeof spec === 'object' && spec !== null && 'type' in spec && isLayerType(spec.type) ? spec.type : 'layer';
    let name = `${snakeCase(type)}_${index + 1}`;
    while (taken.has(name)) name += '_';
    return name;
  });
}

function nameOf(spec: unknown): unknown {
  return typeof spec === 'object' && spec !== null && 'name' in spec ? spec.name : undefined;
}

/** Keras's way: MaxPooling2D becomes max_pooling2d. */
const snakeCase = (type: string): string => type.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
