/** Truth against prediction as a real table, whose cells are buttons. */
import { html, type TemplateResult } from 'lit';
import { classColour } from '../../draw/class-colours.js';
import { margins, rowShares, tint } from '../../draw/matrix.js';
import { cssVars } from '../support/css-vars.js';
import { count, percent } from '../support/numbers.js';

export interface Cell {
  truth: number;
  said: number;
}

interface MatrixTable {
  counts: readonly (readonly number[])[];
  names: readonly string[];
  /** What it is of: "test galaxies". */
  of: string;
  /** Cells show per cent of their row instead of counts. */
  normalise: boolean;
  /** The cell whose galaxies are open. */
  open: Cell | null;
  /** The one cell the Tab key reaches; arrow keys move from there. */
  focus: Cell;
  choose(cell: Cell): void;
  move(to: Cell): void;
}

export function matrixTable(table: MatrixTable): TemplateResult {
  const { counts, names, of, normalise } = table;
  const shares = rowShares(counts);
  const { rows, columns, total } = margins(counts);
  return html`<table part="matrix" ?data-many=${names.length > 6} ${cssVars({ '--classes': names.length })} @keydown=${(event: KeyboardEvent) => walk(event, table)}>
    <caption class="visually-hidden">
      Confusion matrix of the ${of}: one row for each true class, one column for each class the network said.
    </caption>
    <colgroup>
      <col class="names" />
      <col span=${names.length} />
      <col class="totals" />
    </colgroup>
    <thead>
      <tr class="over">
        <td></td>
        <th scope="colgroup" colspan=${names.length}>The network said</th>
        <td></td>
      </tr>
      <tr>
        <th scope="col" class="corner">Truth</th>
        ${names.map((name, label) => html`<th scope="col" class="column">${className(name, label)}</th>`)}
        <th scope="col" class="total">All</th>
      </tr>
    </thead>
    <tbody>
      ${names.map(
        (name, truth) => html`<tr>
          <th scope="row">${className(name, truth)}</th>
          ${names.map((_, said) => cell(table, { truth, said }, shares[truth]?.[said] ?? 0))}
          <td class="total">${count(rows[truth] ?? 0)}</td>
        </tr>`,
      )}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">All</th>
        ${columns.map((n) => html`<td class="total">${normalise ? percent(total > 0 ? n / total : 0) : count(n)}</td>`)}
        <td class="total">${count(total)}</td>
      </tr>
    </tfoot>
  </table>`;
}

const className = (name: string, label: number): TemplateResult =>
  html`<span class="class-name" title=${name} ${cssVars({ '--colour': classColour(label) })}
    ><span class="number" aria-hidden="true">${label}</span><span class="words">${name}</span></span
  >`;

function cell(table: MatrixTable, at: Cell, share: number): TemplateResult {
  const { counts, names, open, focus, normalise, choose } = table;
  const n = counts[at.truth]?.[at.said] ?? 0;
  const right = at.truth === at.said;
  const words = `${count(n)} of class ${names[at.truth]} ${right ? 'recognised' : `taken for ${names[at.said]}`}, ${percent(share)}`;
  return html`<td class=${right ? 'cell right' : 'cell wrong'}>
    <button
      part="cell"
      data-cell=${`${at.truth},${at.said}`}
      tabindex=${same(at, focus) ? 0 : -1}
      aria-pressed=${open !== null && same(at, open)}
      aria-label=${words}
      title=${words}
      ?data-empty=${n === 0}
      ${cssVars({ '--tint': `${tint(share).toFixed(1)}%` })}
      @click=${() => choose(at)}
      @focus=${() => table.move(at)}
    >
      ${n === 0 ? '·' : normalise ? String(Math.round(share * 100)) : count(n)}
    </button>
  </td>`;
}

export const same = (a: Cell, b: Cell): boolean => a.truth === b.truth && a.said === b.said;

/** Arrow keys walk over the cells, Home and End within a row. */
function walk(event: KeyboardEvent, { focus, names, move }: MatrixTable): void {
  const last = names.length - 1;
  const { truth, said } = focus;
  const targets: Record<string, Cell> = {
    ArrowUp: { truth: Math.max(0, truth - 1), said },
    ArrowDown: { truth: Math.min(last, truth + 1), said },
    ArrowLeft: { truth, said: Math.max(0, said - 1) },
    ArrowRight: { truth, said: Math.min(last, said + 1) },
    Home: { truth, said: 0 },
    End: { truth, said: last },
  };
  const to = targets[event.key];
  if (!to) return;
  event.preventDefault();
  move(to);
  (event.currentTarget as Element).querySelector<HTMLElement>(`[data-cell="${to.truth},${to.said}"]`)?.focus();
}
