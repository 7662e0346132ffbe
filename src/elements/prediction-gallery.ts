/** The gallery: single galaxies with what the network says of each. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { DatasetInfo, Split } from '../contract/dataset.js';
import { SelectRequest } from '../contract/events.js';
import { styles } from './prediction-gallery.styles.js';
import { galleryCard } from './prediction-gallery/card.js';
import { asFilter, filters, type GalleryFilter, selection } from './prediction-gallery/selection.js';
import { controls } from './support/controls.js';
import { define } from './support/define.js';
import { count, percent, plural } from './support/numbers.js';
import { origin } from './support/origin.js';
import { type Outcomes, secondChoice } from './support/outcomes.js';
import { pageOf, pager } from './support/pager.js';
import { emptyState, errorNote, progress } from './support/parts.js';
import { Predictions } from './support/predictions.js';
import { SampleReader } from './support/sample-reader.js';
import { SessionController } from './support/session-controller.js';
import { sessionProperty } from './support/session-property.js';
import { sheetStyles } from './support/sheet.styles.js';
import { splitChips } from './support/split-chips.js';
import { tokens } from './support/tokens.js';
import { Width } from './support/width.js';

/** Least width of a card and rows of cards a page, in CSS pixels and number. */
const [cardWidth, rows] = [164, 3];

/**
 * Single galaxies with what the network says of them: first and second choice, right or wrong, sure or not.
 *
 * @summary A gallery of single predictions: the wrong ones, the nearly right ones, the uncertain ones.
 * @event gp-select-request - The reader picked a galaxy; `detail.index` is its number.
 * @slot heading - The element's title.
 * @csspart card - The element's frame.
 * @csspart galaxies - The galaxies of the page.
 * @csspart galaxy - One galaxy with its predictions.
 * @csspart pager - Leafs through the pages.
 * @csspart progress - Shown until the first answer.
 * @csspart error - A refusal in words.
 * @csspart empty - What stands here before there is a network, or where nothing fits the filter.
 * @cssproperty --gp-right - Colour of what is right.
 * @cssproperty --gp-wrong - Colour of what is wrong.
 */
export class PredictionGallery extends LitElement {
  static override styles = [tokens, controls, sheetStyles, styles];

  /** Elements with the same session share one dataset, one network and one run. */
  @property(sessionProperty) session = 'main';
  /** Which galaxies are shown: `all`, `wrong`, `second-right` or `uncertain`. */
  @property({ reflect: true }) filter: GalleryFilter = 'all';
  /** Which galaxies are asked about: those kept back (`test`) or those learned from (`train`). */
  @property({ reflect: true }) of: Split = 'test';

  @state() private page = 0;

  readonly #session = new SessionController(this);
  readonly #predictions = new Predictions(this);
  readonly #samples = new SampleReader(this);
  readonly #width = new Width(this, cardWidth);
  #ranked: Outcomes | undefined;
  /** Positions in the outcomes by filter, kept until the network answers anew. */
  #found: Partial<Record<GalleryFilter, number[]>> = {};

  protected override willUpdate(): void {
    const { snapshot, session } = this.#session;
    this.#predictions.want(session, snapshot, this.of === 'train' ? 'train' : 'test');
    const { outcomes } = this.#predictions;
    if (outcomes !== this.#ranked) {
      this.#ranked = outcomes;
      this.#found = {};
    }
    this.#samples.want(session, snapshot.dataset, outcomes ? this.#page(outcomes).items.map((i) => outcomes.indices[i] ?? 0) : []);
  }

  #select(outcomes: Outcomes, filter: GalleryFilter): number[] {
    return (this.#found[filter] ??= selection(outcomes, filter));
  }

  #page(outcomes: Outcomes): { page: number; pages: number; items: readonly number[] } {
    return pageOf(this.#select(outcomes, asFilter(this.filter)), this.page, Math.max(4, this.#width.columns * rows));
  }

  protected override render(): TemplateResult {
    const { dataset, network } = this.#session.snapshot;
    const retry = html`<button @click=${this.#predictions.error ? this.#predictions.retry : this.#samples.retry}>Try again</button>`;
    return html`<section class="card" part="card" aria-busy=${this.#predictions.busy && !this.#predictions.outcomes}>
      <header>
        <h2><slot name="heading">One galaxy at a time</slot></h2>
        ${dataset && network ? html`<span class="spread">${splitChips(dataset, this.of, (of) => this.#turnTo({ of }))}</span>` : nothing}
      </header>
      ${errorNote(this.#predictions.error ?? this.#samples.error, retry)}
      ${dataset && network ? this.#renderGallery(dataset) : this.#renderEmpty(dataset)}
    </section>`;
  }

  #renderEmpty(dataset: DatasetInfo | null): TemplateResult {
    return dataset
      ? emptyState('eye', 'No network yet', 'Choose or build a network: here you will see what it says of single galaxies.')
      : emptyState('eye', 'Waiting for galaxies', 'Once there are galaxies and a network, you see here what it says of each.');
  }

  #renderGallery(info: DatasetInfo): TemplateResult {
    const { outcomes } = this.#predictions;
    if (outcomes) return this.#renderCards(info, outcomes);
    const size = this.of === 'train' ? info.train : info.test;
    if (size === 0)
      return emptyState('eye', 'Nothing was kept back', 'Move the line of the dataset so that some galaxies are left to test on.');
    if (this.#predictions.error) return emptyState('eye', 'No answers', 'The network could not be asked; the note above says why.');
    return html`${progress({ task: 'evaluate', label: `Asking the network about ${plural(size, 'galaxy', 'galaxies')}`, fraction: null })}`;
  }

  #renderCards(info: DatasetInfo, outcomes: Outcomes): TemplateResult {
    const chosen = asFilter(this.filter);
    const { page, pages, items } = this.#page(outcomes);
    const wrong = this.#select(outcomes, 'wrong').length;
    return html`<div class="row">
        <div class="chips" role="group" aria-label="Which predictions">
          ${filters.map(
            ({ name, label, description }) => html`<button
              class="chip"
              title=${description}
              aria-pressed=${name === chosen}
              @click=${() => this.#turnTo({ filter: name })}
            >
              ${label} <span class="secondary">${count(this.#select(outcomes, name).length)}</span>
            </button>`,
          )}
        </div>
      </div>
      <p class="secondary">
        ${wrong > 0 ? html`Second choice right: <strong>${percent(secondChoice(outcomes))}</strong> of the wrong.` : 'Not one is wrong.'}
        ${filters.find(({ name }) => name === chosen)?.description}
      </p>
      ${items.length === 0 ? emptyState('right', 'None here', 'No galaxy fits this filter now.') : this.#renderSheet(info, outcomes, items)}
      ${pager(page, pages, (to) => (this.page = to))}`;
  }

  #renderSheet(info: DatasetInfo, outcomes: Outcomes, items: readonly number[]): TemplateResult {
    const { selected } = this.#session.snapshot;
    const card = (position: number) => {
      const index = outcomes.indices[position] ?? 0;
      return galleryCard({
        outcomes,
        position,
        index,
        names: info.classNames,
        origin: origin(info),
        sample: this.#samples.get(index),
        selected: index === selected,
        select: (picked) => this.#session.ask(new SelectRequest({ session: this.session, index: picked })),
      });
    };
    return html`<ul class="sheet" part="galaxies">${repeat(items, (position) => outcomes.indices[position], card)}</ul>`;
  }

  /** Another filter or split starts at its first page. */
  #turnTo({ filter = this.filter, of = this.of }: { filter?: GalleryFilter; of?: Split }): void {
    this.filter = filter;
    this.of = of;
    this.page = 0;
  }
}

define('prediction-gallery', PredictionGallery);

declare global {
  interface HTMLElementTagNameMap {
    'prediction-gallery': PredictionGallery;
  }
}
