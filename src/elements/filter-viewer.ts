/** The viewer of filters: what each looks for, and under it what it answers to the picked galaxy. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Sample } from '../contract/dataset.js';
import type { Activations, Filters } from '../contract/inspection.js';
import type { SessionSnapshot } from '../contract/snapshot.js';
import { closerLook } from './filter-viewer/closer-look.js';
import { columnsOf, unitByKey } from './filter-viewer/grid-keys.js';
import { layerTools, type Show } from './filter-viewer/layer-tools.js';
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
import { origin } from './support/origin.js';
import { pageOf, pager } from './support/pager.js';
import { emptyState, errorNote, progress, taskOf } from './support/parts.js';
import { picture } from './support/picture.js';
import { PixelCursor } from './support/pixel-cursor.js';
import { Scheme, schemeStyles } from './support/scheme.js';
import { SessionController } from './support/session-controller.js';
import { sessionProperty } from './support/session-property.js';
import { tokens } from './support/tokens.js';

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
 * @csspart pager - Leafs through a layer with many filters.
 * @csspart progress - Shown until the first answer.
 * @csspart error - A refusal in words.
 * @csspart empty - What stands here before there is something to see.
 */
export class FilterViewer extends LitElement {
  static override styles = [tokens, controls, colourScaleStyles, schemeStyles, styles];

  readonly #session = new SessionController(this);
  readonly #scheme = new Scheme(this);
  readonly #filters = new Latest<Filters>(this, { every: pace });
  readonly #activations = new Latest<Activations>(this, { every: pace });
  readonly #sample = new Latest<Sample>(this);
  readonly #cursors = { weights: new PixelCursor(this), answer: new PixelCursor(this) };
  #focus = false;

  /** Elements with the same session share one dataset, one network and one run. */
  @property(sessionProperty) session = 'main';
  /** The layer to show, by its name; the first with filters where it is left out. */
  @property({ reflect: true }) layer?: string;
  /** What to show: `filters`, `activations` or `both`. */
  @property({ reflect: true }) show: Show = 'both';

  @state() private current = 0;
  @state() private open: number | null = null;
  @state() private page = 0;

  protected override willUpdate(changed: PropertyValues): void {
    const { session, snapshot } = this.#session;
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

  protected override render(): TemplateResult {
    const { snapshot } = this.#session;
    const layer = this.#chosen(snapshot);
    const failure = this.#filters.error ?? this.#activations.error;
    const again = html`<button type="button" @click=${this.#retry}>Try again</button>`;
    return html`<section class="card" part="card" aria-label="Filters">
      <header><h2><slot name="heading">Filters</slot></h2>${layer ? html`<span class="secondary small">${size(layer.info.outputShape)} out, ${plural(layer.info.parameters, 'parameter', 'parameters')}</span>` : nothing}</header>
      ${
        layer && snapshot.network
          ? layerTools({
              layers: viewableLayers(snapshot.network),
              layer,
              show: this.show,
              choose: (name) => (this.layer = name),
              turnTo: (show) => (this.show = show),
            })
          : nothing
      }
      ${errorNote(failure, again)}
      ${layer ? this.#renderLayer(snapshot, layer) : this.#renderEmpty(snapshot)}
    </section>`;
  }

  #renderEmpty({ network, tasks }: SessionSnapshot): TemplateResult {
    const task = taskOf(tasks, 'engine', 'network');
    if (task) return html`${progress(task)}`;
    return network
      ? emptyState('grid', 'Nothing to see yet', 'This network has no layer with filters or activations.')
      : emptyState('grid', 'No filters yet', 'They appear as soon as there is a network.');
  }

  #renderLayer(snapshot: SessionSnapshot, layer: ViewableLayer): TemplateResult {
    const weights = (this.#filters.fits && this.#filters.value) || null;
    const answers = (this.#activations.fits && this.#activations.value) || null;
    const filters = weights && filterPictures(weights);
    const maps = answers && mapPictures(answers);
    const count = Math.max(filters?.pictures.length ?? 0, maps?.pictures.length ?? 0);
    if (count === 0) return html`${this.#renderWaiting(snapshot)}`;
    const units = pageOf(
      Array.from({ length: count }, (_, i) => i),
      this.page,
      perPage,
    );
    const current = units.items.includes(this.current) ? this.current : (units.items[0] ?? 0);
    const open = this.open !== null && this.open < count ? this.open : null;
    const scheme = this.#scheme.current;
    return html`<div class="scales">
        ${filters ? colourScale(filters.map, filters.range, 'Weights', scheme) : nothing} ${maps ? colourScale(maps.map, maps.range, 'Answers', scheme) : nothing}
        ${filters && weights?.shape[3] === 3 ? html`<span class="secondary small">Weights as colours: grey is zero.</span>` : nothing}
      </div>
      <div class="stage">
        ${this.#renderGalaxy(snapshot, layer)}
        <div class="units">
          ${unitGrid({ units: units.items, filters, maps, current, open, box: count <= 16 ? 96 : 64, scheme, pick: this.#pick, keys: (event) => this.#walk(event, current, count) })}
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
              scheme,
              bands: snapshot.dataset?.bands ?? [],
              cursors: this.#cursors,
              close: this.#close,
            })
      }`;
  }

  #renderWaiting({ selected }: SessionSnapshot): TemplateResult | typeof nothing {
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
  #renderGalaxy({ dataset, selected }: SessionSnapshot, layer: ViewableLayer): TemplateResult | typeof nothing {
    const sample = this.#sample.fits ? this.#sample.value : undefined;
    if (!sample || !dataset || !this.#showsMaps(layer)) return nothing;
    const name = dataset.classNames[sample.label] ?? '';
    return html`<figure class="galaxy">
      <canvas class="pixels" role="img" aria-label="Galaxy ${selected}: ${name}" ${picture(sample, { size: 138 })}></canvas>
      <figcaption class="small secondary">${name}, ${origin(dataset)} (${selected})</figcaption>
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
    const cells = [...this.renderRoot.querySelectorAll<HTMLElement>('.cell')];
    const unit = unitByKey(event.key, current, count, columnsOf(cells));
    if (unit !== undefined) {
      this.current = unit;
      this.page = Math.floor(unit / perPage);
      if (this.open !== null) this.open = unit;
      this.#focus = true;
      this.requestUpdate();
    } else if (event.key === 'Enter' || event.key === ' ') this.#pick(current);
    else if (event.key === 'Escape' && this.open !== null) this.#close();
    else return;
    event.preventDefault();
  };
}

define('filter-viewer', FilterViewer);

declare global {
  interface HTMLElementTagNameMap {
    'filter-viewer': FilterViewer;
  }
}
