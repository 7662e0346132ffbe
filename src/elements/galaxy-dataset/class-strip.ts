/** One galaxy of each class with its name, its number and the share of its class. */
import { html, type TemplateResult } from 'lit';
import type { DatasetInfo, Sample } from '../../contract/dataset.js';
import { classColour } from '../../draw/class-colours.js';
import type { ColourMapName } from '../../draw/colour-maps.js';
import { cssVars } from '../support/css-vars.js';
import { count, percent } from '../support/numbers.js';
import { origin } from '../support/origin.js';
import { icon } from '../support/parts.js';
import { picture } from '../support/picture.js';
import { type Members, neighbour } from './browse.js';

interface ClassStrip {
  info: DatasetInfo;
  members: Members;
  /** Sample index shown for each class. */
  shown: readonly (number | undefined)[];
  /** The picture of a sample; what is not here yet is on its way. */
  picture(index: number): Sample | undefined;
  selected: number | null;
  map: ColourMapName;
  select(index: number): void;
  /** The pointer or the focus is on this galaxy, or has left it (null). */
  look(index: number | null, event?: PointerEvent): void;
}

export function classStrip(strip: ClassStrip): TemplateResult {
  const largest = Math.max(1, ...strip.info.counts);
  return html`<ul class="strip" part="strip" aria-label="One galaxy of each class">
    ${strip.info.classNames.map((name, label) => classCell(strip, name, label, largest))}
  </ul>`;
}

function classCell(strip: ClassStrip, name: string, label: number, largest: number): TemplateResult {
  const { info, members, shown, selected, map } = strip;
  const own = members[label] ?? [];
  const index = shown[label];
  const n = info.counts[label] ?? 0;
  const turn = (by: number) => {
    const next = neighbour(own, index, by);
    if (next !== undefined) strip.select(next);
  };
  const keys = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    turn(by);
  };
  return html`<li class="class" ${cssVars({ '--colour': classColour(label), '--share': n / largest })}>
    <button
      class="pick"
      part="galaxy"
      aria-pressed=${index !== undefined && index === selected}
      ?disabled=${index === undefined}
      title=${`Galaxy ${index ?? '–'}, ${name}, ${origin(info)}. Arrow keys: others of this class.`}
      @click=${() => index !== undefined && strip.select(index)}
      @keydown=${keys}
      @focus=${() => index !== undefined && strip.look(index)}
      @blur=${() => strip.look(null)}
      @pointermove=${(event: PointerEvent) => index !== undefined && strip.look(index, event)}
      @pointerleave=${() => strip.look(null)}
    >
      <span class="frame"><canvas class="pixels" ${picture(index === undefined ? undefined : strip.picture(index), { map })}></canvas></span>
      <span class="name">${name}</span>
    </button>
    <span class="share"><span class="bar"></span><span>${percent(n / Math.max(1, info.count))}</span></span>
    <span class="turn">
      <button class="sign quiet" tabindex="-1" aria-label=${`Previous: ${name}`} ?disabled=${own.length < 2} @click=${() => turn(-1)}>${icon('previous')}</button>
      <span>${own.length > 0 && index !== undefined ? html`${count(own.indexOf(index) + 1)} of ${count(n)}` : count(n)}</span>
      <button class="sign quiet" tabindex="-1" aria-label=${`Next: ${name}`} ?disabled=${own.length < 2} @click=${() => turn(1)}>${icon('next')}</button>
    </span>
  </li>`;
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };
