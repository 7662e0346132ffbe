/** The confusion matrix: truth against prediction, and the galaxies of each of its cells. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { DatasetInfo, Split } from '../contract/dataset.js';
import { SelectRequest } from '../contract/events.js';
import { margins } from '../draw/matrix.js';
import { styles } from './confusion-matrix.styles.js';
import { type Cell, matrixTable, same } from './confusion-matrix/matrix-table.js';
import { cellInWords, openCell } from './confusion-matrix/open-cell.js';
import { controls } from './support/controls.js';
import { define } from './support/define.js';
import { fraction, plural } from './support/numbers.js';
import { origin } from './support/origin.js';
import { confusion, type Outcomes, positions } from './support/outcomes.js';
import { pageOf } from './support/pager.js';
import { emptyState, errorNote, progress } from './support/parts.js';
import { Predictions } from './support/predictions.js';
import { SampleReader } from './support/sample-reader.js';
import { SessionController } from './support/session-controller.js';
import { sessionProperty } from './support/session-property.js';
import { sheetStyles } from './support/sheet.styles.js';
import { splitChips } from './support/split-chips.js';
import { tokens } from './support/tokens.js';
import { Untrained } from './support/untrained.js';
import { Width } from './support/width.js';

/**
 * Truth against prediction: how many galaxies of each class the network recognised, and what it took the others for.
 * Choosing a cell opens its galaxies.
 *
 * @summary A confusion matrix whose cells open their galaxies.
 * @event gp-select-request - The reader picked a galaxy of a cell; `detail.index` is its number.
 * @slot heading - The element's title.
 * @csspart card - The element's frame.
 * @csspart matrix - The table.
 * @csspart cell - One cell's button.
 * @csspart galaxies - The galaxies of the open cell.
 * @csspart galaxy - One of them.
 * @csspart pager - Leafs through them.
 * @csspart progress - Shown until the first answer.
 * @csspart error - A refusal in words.
 * @csspart empty - What stands here before there is a network.
 * @cssproperty --gp-right - Colour of what is right.
 * @cssproperty --gp-wrong - Colour of what is wrong.
 */
export class ConfusionMatrix extends LitElement {
  static override styles = [tokens, controls, sheetStyles, styles];

  /** Elements with the same session share one dataset, one network and one run. */
  @property(sessionProperty) session = 'main';
  /** Shows per cent of each true class instead of counts. */
  @property({ type: Boolean, reflect: true }) normalise = false;
  /** Which galaxies are counted: those kept back (`test`) or those learned from (`train`). */
  @property({ reflect: true }) of: Split = 'test';

  @state() private open: Cell | null = null;
  @state() private page = 0;
  /** What is read aloud: the cell the reader chose, as it was then. */
  @state() private message = '';
  @state() private focused: Cell = { truth: 0, said: 0 };

  readonly #session = new SessionController(this);
  readonly #predictions = new Predictions(this);
  readonly #samples = new SampleReader(this);
  readonly #width = new Width(this, 100);
  readonly #untrained = new Untrained();
  #guesses = false;

  /** The open cell's page of sample indices. */
  get #page(): { page: number; pages: number; items: readonly number[]; count: number } {
    const { open } = this;
    const outcomes = this.#predictions.outcomes;
    const own = outcomes && open ? membersOf(outcomes, open) : [];
    return { ...pageOf(own, this.page, Math.max(2, this.#width.columns) * 2), count: own.length };
  }

  protected override willUpdate(): void {
    const { snapshot, session } = this.#session;
    this.#guesses = this.#untrained.follow(snapshot);
    this.#predictions.want(session, snapshot, this.of === 'train' ? 'train' : 'test');
    this.#samples.want(session, snapshot.dataset, this.#page.items);
  }

  protected override render(): TemplateResult {
    const { dataset, network } = this.#session.snapshot;
    const outcomes = this.#predictions.outcomes;
    const retry = html`<button @click=${this.#predictions.retry}>Try again</button>`;
    return html`<section class="card" part="card" aria-busy=${this.#predictions.busy && !outcomes}>
      <header>
        <h2><slot name="heading">What is taken for what</slot></h2>
        ${dataset && network ? this.#renderChoices(dataset) : nothing}
      </header>
      ${errorNote(this.#predictions.error, retry)}
      ${dataset && network ? (outcomes ? this.#renderMatrix(dataset, outcomes) : this.#renderWaiting(dataset)) : this.#renderEmpty(dataset)}
      <p class="visually-hidden" role="status">${this.message}</p>
    </section>`;
  }

  #renderEmpty(dataset: DatasetInfo | null): TemplateResult {
    return dataset
      ? emptyState('grid', 'No network yet', 'Choose or build a network: here you will see which galaxies it takes for which.')
      : emptyState('grid', 'Waiting for galaxies', 'Once there are galaxies and a network, this table shows which it takes for which.');
  }

  #renderWaiting(dataset: DatasetInfo): TemplateResult {
    const size = this.of === 'train' ? dataset.train : dataset.test;
    if (size === 0)
      return emptyState('grid', 'Nothing was kept back', 'Move the line of the dataset so that some galaxies are left to test on.');
    if (this.#predictions.error) return emptyState('grid', 'No answers', 'The network could not be asked; the note above says why.');
    return html`${progress({ task: 'evaluate', label: `Asking the network about ${plural(size, 'galaxy', 'galaxies')}`, fraction: null })}`;
  }

  #renderChoices(dataset: DatasetInfo): TemplateResult {
    return html`<div class="row spread">
      ${splitChips(dataset, this.of, (of) => (this.of = of))}
      <button class="chip" aria-pressed=${this.normalise} @click=${() => (this.normalise = !this.normalise)}>Per cent</button>
    </div>`;
  }

  #renderMatrix(info: DatasetInfo, outcomes: Outcomes): TemplateResult {
    const counts = confusion(outcomes);
    const names = counts.map((_, label) => info.classNames[label] ?? `Class ${label}`);
    return html`${this.#renderFigures(counts, names)}
      <div class="scroll">
        ${matrixTable({
          counts,
          names,
          of: `${this.of === 'train' ? 'training' : 'test'} galaxies`,
          normalise: this.normalise,
          open: this.open,
          focus: this.focused,
          choose: (cell) => this.#choose(cell, names),
          move: (to) => (this.focused = to),
        })}
      </div>
      <ol class="legend small" start="0" aria-hidden="true">
        ${names.map((name, label) => html`<li value=${label}>${name}</li>`)}
      </ol>
      ${this.open ? this.#renderOpen(this.open, info, names) : html`<p class="small secondary">Choose a cell to see its galaxies.</p>`}`;
  }

  #renderFigures(counts: readonly number[][], names: readonly string[]): TemplateResult {
    const { rows, total, right } = margins(counts);
    const majority = rows.indexOf(Math.max(...rows));
    return html`<dl class="figures">
      <div>
        <dt>Accuracy</dt>
        <dd class="figure">${fraction(right / total)}</dd>
      </div>
      <div title="A network has learned something when it beats the answer that never looks at the picture.">
        <dt>Always saying “${names[majority]}”</dt>
        <dd class="figure secondary">${fraction((rows[majority] ?? 0) / total)}</dd>
      </div>
      </dl>
      ${this.#guesses ? html`<p class="small secondary">Not trained yet: these are guesses.</p>` : nothing}`;
  }

  #renderOpen(open: Cell, info: DatasetInfo, names: readonly string[]): TemplateResult {
    return openCell({
      ...this.#classes(open, names),
      origin: origin(info),
      ...this.#page,
      picture: (index) => this.#samples.get(index),
      error: this.#samples.error,
      retry: this.#samples.retry,
      selected: this.#session.snapshot.selected,
      select: (index) => this.#session.ask(new SelectRequest({ session: this.session, index })),
      go: (page) => (this.page = page),
      close: this.#close,
    });
  }

  #classes(cell: Cell, names: readonly string[]): { truth: string; said: string; right: boolean } {
    return { truth: names[cell.truth] ?? '', said: names[cell.said] ?? '', right: cell.truth === cell.said };
  }

  #choose = (cell: Cell, names: readonly string[]): void => {
    this.page = 0;
    this.open = this.open && same(cell, this.open) ? null : cell;
    this.message = this.open ? cellInWords({ ...this.#classes(cell, names), count: this.#page.count }) : '';
  };

  /** Closes the galaxies and gives the focus back to their cell. */
  #close = (): void => {
    const { open } = this;
    this.open = null;
    this.message = '';
    if (open) this.renderRoot.querySelector<HTMLElement>(`[data-cell="${open.truth},${open.said}"]`)?.focus();
  };
}

const membersOf = (outcomes: Outcomes, { truth, said }: Cell): number[] =>
  positions(outcomes, (i) => outcomes.labels[i] === truth && outcomes.first[i] === said).map((i) => outcomes.indices[i] ?? 0);

define('confusion-matrix', ConfusionMatrix);

declare global {
  interface HTMLElementTagNameMap {
    'confusion-matrix': ConfusionMatrix;
  }
}
