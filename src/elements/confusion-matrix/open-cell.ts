/** The galaxies of one cell of the matrix. */
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Sample } from '../../contract/dataset.js';
import { plural } from '../support/numbers.js';
import { pager } from '../support/pager.js';
import { errorNote, icon } from '../support/parts.js';
import { picture } from '../support/picture.js';

interface CellWords {
  truth: string;
  said: string;
  right: boolean;
  /** How many galaxies the cell holds. */
  count: number;
}

interface OpenCell extends CellWords {
  /** Where the galaxies come from, in words. */
  origin: string;
  page: number;
  pages: number;
  /** Sample indices of this page. */
  items: readonly number[];
  picture(index: number): Sample | undefined;
  error: string | null;
  retry(): void;
  selected: number | null;
  select(index: number): void;
  go(page: number): void;
  close(): void;
}

/** What the cell holds, in words. */
export function cellInWords({ truth, said, right, count }: CellWords): string {
  const galaxies = count === 0 ? 'No galaxy' : plural(count, 'galaxy', 'galaxies');
  return `${galaxies} of class “${truth}” ${right ? 'recognised' : `taken for “${said}”`}`;
}

export function openCell(cell: OpenCell): TemplateResult {
  const { truth, right, items, selected, origin } = cell;
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') cell.close();
  };
  return html`<section class="galaxies" part="galaxies" aria-label="Galaxies of the cell" @keydown=${keys}>
    <div class="row">
      <h3 class=${right ? 'is-right' : 'is-wrong'}>${icon(right ? 'right' : 'wrong')} ${cellInWords(cell)}</h3>
      <button class="sign quiet spread" aria-label="Close" @click=${cell.close}>${icon('close')}</button>
    </div>
    ${errorNote(cell.error, html`<button @click=${cell.retry}>Try again</button>`)}
    <ul class="sheet">
      ${repeat(
        items,
        (index) => index,
        (index) => html`<li>
          <button
            class="pick"
            part="galaxy"
            aria-pressed=${index === selected}
            title=${`Galaxy ${index}, ${truth}, ${origin}`}
            @click=${() => cell.select(index)}
          >
            <span class="frame"><canvas class="pixels" ${picture(cell.picture(index))}></canvas></span>
            <span class="small"><span class="visually-hidden">Galaxy </span>${index}</span>
          </button>
        </li>`,
      )}
    </ul>
    ${pager(cell.page, cell.pages, cell.go)}
  </section>`;
}
