/** The viewer of filters: what each looks for, and under it what it answers to the picked galaxy. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Sample } from '../contract/dataset.js';
import type { Activations, Filters } from '../contract/inspection.js';
import type { SessionSnapshot } from '../contract/snapshot.js';
import { closerLook } from './filter-viewer/closer-look.js';
import { unitGrid } from './filter-viewer/unit-grid.js';
import { filterPictures, mapPictures } from './filter-viewer/unit-pictures.js';
import { viewableLayers, type ViewableLayer } from './filter-viewer/viewable-layers.js';
import { styles } from './filter-viewer.styles.js';
import { colourScale, colourScaleStyles } from './support/colour-scale.js';
import { controls } from './support/controls.js';
import { define } from './support/define.js';
import { identity } from './support/identity.js';
import { Latest } from './support/latest.js';
import { plural, size } from './support/numbers.js';
import { pageOf, pager } from './support/pager.js';
import { emptyState, errorNote, progress, taskOf } from './support/parts.js';
import { picture } from './support/picture.js';
import { PixelCursor } from './support/pixel-cursor.js';
import { SessionController } from './support/session-controller.js';
import { tokens } from './support/tokens.js';

export type Show = 'filters' | 'activations' | 'both';

/** Least milliseconds between two looks at a network that trains. */
const pace = 150;
const perPage = 64;

/**
 * Shows the filters of a layer and what each answers to the picked galaxy, also while the network trains.
 * Arrow keys walk through the grid, Enter enlarges, Escape goes back.
 *
 * @summary Filters and activations, live.
 * @slot heading - The element's title, in place of "Filters".
 * @csspart card - The element's frame.
 * @csspart grid - All filters of the layer.
 * @csspart cell - One filter and its answer.
 * @csspart closer - The one shown large.
 * @csspart scale - The colour scales.
 */
export class FilterViewer extends LitElement {
  static override styles = [tokens, controls, colourScaleStyles, styles];

  #door = new SessionController(this);
  #filters = new Latest<Filters>(this, { every: pace });
  #activations = new Latest<Activations>(this, { every: pace });
  #sample = new Latest<Sample>(this);
  #cursors = { weights: new PixelCursor(this), answer: new PixelCursor(this) };
  #focus = false;

  /** Elements with the same session share one dataset, one network and one run. */
  @property() session = 'main';
  /** The layer to show, by its name; the first with filters where it is left out. */
  @property({ reflect: true }) layer?: string;
  /** What to show: `filters`, `activations` or `both`. */
  @property({ reflect: true }) show: Show = 'both';

  @state() private current = 0;
  @state() private open: number | null = null;
  @state() private page = 0;

  protected override willUpdate(changed: PropertyValues): void {
    const { session, snapshot } = this.#door;
    const { network, dataset, selected, weightsVersion } = snapshot;
    const layer = this.#chosen(snapshot);
    const of = network && layer ? `${this.session} ${identity(network)} ${layer.info.name}` : null;
    const name = layer?.info.name ?? '';
    const galaxy = dataset && selected !== null ? `${this.session} ${identity(dataset)} ${selected}` : null;
    this.#filters.want(layer?.filters && this.show !== 'activations' ? of : null, weightsVersion, () => session.filters(name));
    this.#activations.want(of && galaxy && this.#showsMaps(layer) ? `${of} ${galaxy}` : null, weightsVersion, () =>
      session.activations(name, selected ?? 0),
    );
    this.#sample.want(galaxy, 0, () => session.sample(selected ?? 0));
    if (changed.has('layer') || changed.has('session')) {
      this.current = this.page = 0;
      this.open = null;
    }
  }

  protected override updated(): void {
    if (!this.#focus) return;
    this.#focus = false;
    this.renderRoot.querySelector<HTMLElement>(`#unit-${this.current}`)?.focus();
  }

  override render(): TemplateResult {
    const { snapshot } = this.#door;
    const layer = this.#chosen(snapshot);
    const failure = this.#filters.error ?? this.#activations.error;
    const again = html`<button type="button" @click=${this.#retry}>Try again</button>`;
    return html`<section class="card" part="card" aria-label="Filters">
      <header><h2><slot name="heading">Filters</slot></h2>${layer ? html`<span class="secondary small">${size(layer.info.outputShape)} out, ${plural(layer.info.parameters, 'parameter', 'parameters')}</span>` : nothing}</header>
      ${layer ? this.#tools(snapshot, layer) : nothing} ${errorNote(failure, again)}
      ${layer ? this.#layer(snapshot, layer) : this.#empty(snapshot)}
    </section>`;
  }

  #empty({ network, tasks }: SessionSnapshot): TemplateResult {
    const task = taskOf(tasks, 'engine', 'network');
    if (task) return html`${progress(task)}`;
    return network
      ? emptyState('grid', 'Nothing to see yet', 'This network has no layer with filters or activations.')
      : emptyState('grid', 'No filters yet', 'They appear as soon as there is a network.');
  }

  #tools({ network }: SessionSnapshot, layer: ViewableLayer): TemplateResult {
    const layers = network ? viewableLayers(network) : [];
    const chosen = (event: Event) => (this.layer = (event.target as HTMLSelectElement).value);
    const words: Record<Show, string> = { filters: 'Filters', activations: 'Answers', both: 'Both' };
    return html`<div class="row tools">
      <label class="field">Layer
        <select class="layers" @change=${chosen}>
          ${layers.map(({ info, index }) => html`<option value=${info.name} .selected=${info.name === layer.info.name}>${index + 1}: ${info.type}, ${size(info.outputShape)}</option>`)}
        </select>
      </label>
      ${
        layer.filters
          ? html`<div class="chips show" role="group" aria-label="What to show">
              ${(Object.keys(words) as Show[]).map((show) => html`<button type="button" class="chip" aria-pressed=${show === this.show ? 'true' : 'false'} @click=${() => (this.show = show)}>${words[show]}</button>`)}
            </div>`
          : nothing
      }
    </div>`;
  }

  #layer(snapshot: SessionSnapshot, layer: ViewableLayer): TemplateResult {
    const weights = (this.#filters.fits && this.#filters.value) || null;
    const answers = (this.#activations.fits && this.#activations.value) || null;
    const filters = weights && filterPictures(weights);
    const maps = answers && mapPictures(answers);
    const count = Math.max(filters?.pictures.length ?? 0, maps?.pictures.length ?? 0);
    if (count === 0) return html`${this.#waiting(snapshot)}`;
    const units = pageOf(
      Array.from({ length: count }, (_, i) => i),
      this.page,
      perPage,
    );
    const current = units.items.includes(this.current) ? this.current : (units.items[0] ?? 0);
    const open = this.open !== null && this.open < count ? this.open : null;
    return html`<div class="scales">
        ${filters ? colourScale(filters.map, filters.range, 'Weights') : nothing} ${maps ? colourScale(maps.map, maps.range, 'Answers') : nothing}
        ${filters && weights?.shape[3] === 3 ? html`<span class="secondary small">Weights as colours: grey is zero.</span>` : nothing}
      </div>
      <div class="stage">
        ${this.#galaxy(snapshot, layer)}
        <div class="units">
          ${unitGrid({ units: units.items, filters, maps, current, open, box: count <= 16 ? 96 : 64, pick: this.#pick, keys: (event) => this.#walk(event, current, count) })}
          ${pager(units.page, units.pages, (page) => {
            this.page = page;
            this.current = page * perPage;
          })}
        </div>
      </div>
      ${
        open === null
          ? nothing
          : closerLook({
              unit: open,
              filters,
              weights,
              maps,
              bands: snapshot.dataset?.bands ?? [],
              cursors: this.#cursors,
              close: this.#close,
            })
      }`;
  }

  #waiting({ selected }: SessionSnapshot): TemplateResult | typeof nothing {
    if (this.#filters.error ?? this.#activations.error) return nothing;
    if (this.#filters.busy || this.#activations.busy)
      return html`${progress({ task: 'network', label: 'Reading the layer', fraction: null })}`;
    return emptyState(
      'grid',
      'No galaxy yet',
      selected === null ? 'The answers appear as soon as there are galaxies.' : 'This layer shows answers only.',
    );
  }

  /** The galaxy the layer answers to. */
  #galaxy({ dataset, selected }: SessionSnapshot, layer: ViewableLayer): TemplateResult | typeof nothing {
    const sample = this.#sample.fits ? this.#sample.value : undefined;
    if (!sample || !this.#showsMaps(layer)) return nothing;
    const name = dataset?.classNames[sample.label] ?? '';
    return html`<figure class="galaxy">
      <canvas class="pixels" role="img" aria-label="Galaxy ${selected}: ${name}" ${picture(sample, { size: 138 })}></canvas>
      <figcaption class="small secondary">${name}, ${dataset?.synthetic ? 'synthetic' : 'real'} (${selected})</figcaption>
    </figure>`;
  }

  #showsMaps(layer: ViewableLayer | undefined): boolean {
    return layer !== undefined && (this.show !== 'filters' || !layer.filters);
  }

  #chosen({ network }: SessionSnapshot): ViewableLayer | undefined {
    const layers = network ? viewableLayers(network) : [];
    return layers.find(({ info }) => info.name === this.layer) ?? layers.find(({ filters }) => filters) ?? layers[0];
  }

  #retry = (): void => {
    this.#filters.retry();
    this.#activations.retry();
  };

  #pick = (unit: number): void => {
    this.current = unit;
    this.open = this.open === unit ? null : unit;
    this.#focus = true;
  };

  #close = (): void => {
    if (this.open === null) return;
    this.current = this.open;
    this.open = null;
    this.#focus = true;
  };

  #walk = (event: KeyboardEvent, current: number, count: number): void => {
    const across = this.#columns();
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: across,
      ArrowUp: -across,
      Home: -current,
      End: count - 1 - current,
    };
    const step = steps[event.key];
    if (step !== undefined) {
      const next = current + step;
      if (next >= 0 && next < count) this.current = next;
      this.page = Math.floor(this.current / perPage);
      if (this.open !== null) this.open = this.current;
      this.#focus = true;
      this.requestUpdate();
    } else if (event.key === 'Enter' || event.key === ' ') this.#pick(current);
    else if (event.key === 'Escape' && this.open !== null) this.#close();
    else return;
    event.preventDefault();
  };

  /** How many cells stand side by side. */
  #columns(): number {
    const cells = [...this.renderRoot.querySelectorAll<HTMLElement>('.cell')];
    const top = cells[0]?.offsetTop;
    const below = cells.findIndex((cell) => cell.offsetTop !== top);
    return below < 0 ? Math.max(1, cells.length) : below;
  }
}

define('filter-viewer', FilterViewer);

declare global {
  interface HTMLElementTagNameMap {
    'filter-viewer': FilterViewer;
  }
}
