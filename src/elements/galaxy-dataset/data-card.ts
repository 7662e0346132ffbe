/** What the data are and where they come from: always in sight. */
import { html, type TemplateResult } from 'lit';
import type { DatasetInfo } from '../../contract/dataset.js';
import { count, plural, size } from '../support/numbers.js';
import { origin } from '../support/origin.js';

export function dataCard(info: DatasetInfo): TemplateResult {
  return html`<p class="secondary">
      ${plural(info.count, 'picture', 'pictures')} of ${size(info.pictureShape)} in ${plural(info.classNames.length, 'class', 'classes')}
      ${preparation(info)}
    </p>
    <p class="origin small secondary">
      <span class="badge" title=${meaning(info)}>${origin(info)}</span>
      <span class="source" title=${info.source}>${sourceWords(info)}</span>
      <slot name="licence">${info.synthetic ? 'Free to use' : 'Licence: see where the file comes from'}</slot>
    </p>`;
}

/** What the badge means, in a sentence. */
function meaning({ synthetic, source }: DatasetInfo): string {
  if (!synthetic) return 'Read from a file, as its makers measured or made it.';
  return isMade(source)
    ? 'Made from physics and a seed. No telescope saw these galaxies.'
    : 'Read from a file of made galaxies. No telescope saw them.';
}

/** Whether the data were made in this page, not read. */
const isMade = (source: string): boolean => source.startsWith('synthetic:');

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
  if (isMade(name)) return `Made in this page, seed ${count(Number(new URLSearchParams(query).get('seed') ?? 1))}`;
  return name.split('/').at(-1) || source;
}
