/** One galaxy with its truth and the network's first and second choice. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Sample } from '../../contract/dataset.js';
import { classColour } from '../../draw/class-colours.js';
import { cssVars } from '../support/css-vars.js';
import { percent } from '../support/numbers.js';
import { type Outcomes, probability } from '../support/outcomes.js';
import { icon } from '../support/parts.js';
import { picture } from '../support/picture.js';

interface GalleryCard {
  outcomes: Outcomes;
  /** Position in the outcomes, not the sample's index. */
  position: number;
  index: number;
  names: readonly string[];
  /** Where the galaxy comes from, in words. */
  origin: string;
  sample: Sample | undefined;
  selected: boolean;
  select(index: number): void;
}

export function galleryCard(card: GalleryCard): TemplateResult {
  const { outcomes, position, index, names, origin, sample, selected } = card;
  const truth = outcomes.labels[position] ?? 0;
  const choices = [outcomes.first[position] ?? 0, outcomes.second[position] ?? -1];
  return html`<li>
    <button class="pick" part="galaxy" aria-pressed=${selected} title=${`Galaxy ${index}, ${origin}`} @click=${() => card.select(index)}>
      <span class="frame"><canvas class="pixels" ${picture(sample)}></canvas></span>
      <span class="about">
        <span class="truth"><span class="secondary small">Galaxy ${index}, in truth</span>${names[truth] ?? truth}</span>
        ${choices.map((label, rank) => (label < 0 ? nothing : choice(card, label, rank, label === truth)))}
      </span>
    </button>
  </li>`;
}

function choice({ outcomes, position, names }: GalleryCard, label: number, rank: number, right: boolean): TemplateResult {
  const p = probability(outcomes, position, label);
  return html`<span class="choice" ${cssVars({ '--p': Math.min(1, Math.max(0, p)), '--colour': classColour(label) })}>
    <span class=${right ? 'mark-right' : 'mark-wrong'}>${icon(right ? 'right' : 'wrong')}</span>
    <span class="visually-hidden">${rank === 0 ? 'First choice' : 'Second choice'}${right ? ', right' : ', wrong'}:</span>
    <span class="choice-name">${names[label] ?? label}</span>
    <span class="bar"></span>
    <span class="secondary">${percent(p)}</span>
  </span>`;
}
