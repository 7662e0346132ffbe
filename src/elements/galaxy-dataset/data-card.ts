/** What the data are and where they come from: always in sight. */
import { html, type TemplateResult } from 'lit';
import type { DatasetInfo } from '../../contract/dataset.js';
import { count, plural, size } from '../support/numbers.js';

export function dataCard(info: DatasetInfo): TemplateResult {
  const kind = info.synthetic
    ? html`<span class="badge" title="Made from physics and a seed. No telescope saw these galaxies.">synthetic</span>`
    : html`<span class="badge" title="Read from a file, as its makers measured or made it.">from a file</span>`;
  return html`<p class="secondary">
      ${plural(info.count, 'picture', 'pictures')} of ${size(info.pictureShape)} in ${plural(info.classNames.length, 'class', 'classes')}
      ${preparation(info)}
    </p>
    <p class="origin small secondary">
      ${kind}
      <span class="source" title=${info.source}>${sourceWords(info)}</span>
      <slot name="licence">${info.synthetic ? 'Free to use' : 'Licence: see where the file comes from'}</slot>
    </p>`;
}

/** How the pictures are prepared for the network, where they are. */
function preparation({ options, sampleShape, pictureShape, normalisation }: DatasetInfo): string {
  const steps = [
    options.coarsen && options.coarsen > 1 ? `${options.coarsen}×${options.coarsen} pixels averaged into one` : '',
    size(sampleShape) === size(pictureShape) ? '' : `${size(sampleShape.slice(0, 2))} cut out for the network`,
    normalisation ? 'normalised' : '',
  ].filter(Boolean);
  return steps.length > 0 ? `· ${steps.join(' · ')}` : '';
}

function sourceWords({ source }: DatasetInfo): string {
  const [name = '', query] = source.split(/[?#]/);
  if (name.startsWith('synthetic:')) return `Made in this page, seed ${count(Number(new URLSearchParams(query).get('seed') ?? 1))}`;
  return name.split('/').at(-1) || source;
}
