/** The saliency methods by name. A new method is a file beside this one and a line here. */
import type { SaliencyDescription } from '../../contract/catalogue.js';
import type { SaliencyMethodName } from '../../contract/inspection.js';
import { PlaygroundError } from '../../contract/playground-error.js';
import { shown } from '../../data/words.js';
import { gradCam } from './grad-cam.js';
import { gradient } from './gradient.js';
import type { SaliencyMethod } from './method.js';
import { smoothgrad } from './smoothgrad.js';

const methods: Readonly<Partial<Record<SaliencyMethodName, SaliencyMethod>>> = {
  gradient,
  smoothgrad,
  'grad-cam': gradCam,
};

export const saliencyDescriptions: readonly SaliencyDescription[] = Object.values(methods).map((method) => method.description);

/** @throws PlaygroundError `data-mismatch` where there is no method of that name. */
export function saliencyMethod(name: SaliencyMethodName): SaliencyMethod {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method) return method;
  throw new PlaygroundError('data-mismatch', `There is no saliency method ${shown(name)}. Choose ${Object.keys(methods).join(', ')}.`);
}
