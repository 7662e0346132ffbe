/** The map of what made the network decide. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { SaliencyDescription } from '../contract/catalogue.js';
import type { Prediction } from '../contract/evaluation.js';
import type { SaliencyMap as Answer, SaliencyMethodName, SaliencyOptions } from '../contract/inspection.js';
import type { SessionSnapshot } from '../contract/snapshot.js';
import type { ColourScheme } from '../draw/colour-maps.js';
import { toVeil } from '../draw/heat-map.js';
import { styles } from './saliency-map.styles.js';
import { classPicker } from './saliency-map/class-picker.js';
import { mapPicture, type MapPicture } from './saliency-map/map-picture.js';
import { methodForm } from './saliency-map/method-form.js';
import { threePictures } from './saliency-map/three-pictures.js';
import { colourScale, colourScaleStyles } from './support/colour-scale.js';
import { controls } from './support/controls.js';
import { define } from './support/define.js';
import { identity } from './support/identity.js';
import { Latest } from './support/latest.js';
import { percent } from './support/numbers.js';
import { origin } from './support/origin.js';
import type { OptionValue } from './support/option-field.js';
import { optionStyles } from './support/option-field.styles.js';
import { emptyState, errorNote, progress, taskOf } from './support/parts.js';
import { PixelCursor } from './support/pixel-cursor.js';
import { Scheme, schemeStyles } from './support/scheme.js';
import { SessionController } from './support/session-controller.js';
import { sessionProperty } from './support/session-property.js';
import { tokens } from './support/tokens.js';

/** Least milliseconds between two maps of a network that trains. */
const pace = 500;

/**
 * Shows which parts of the picked galaxy made the network decide for a class: the galaxy, the map, and both together.
 * The map follows the picked galaxy at once and the weights whenever no run is going on; during a run on request, or live.
 *
 * @summary A saliency map of one galaxy.
 * @slot heading - The element's title, in place of "What made it decide".
 * @csspart card - The element's frame.
 * @csspart pictures - The three pictures.
 * @csspart scale - The colour scale.
 * @csspart progress - How far a map has come.
 * @csspart error - A refusal in words.
 * @csspart empty - What stands here before there is something to explain.
 */
export class SaliencyMap extends LitElement {
  static override styles = [tokens, controls, optionStyles, colourScaleStyles, schemeStyles, styles];

  readonly #session = new SessionController(this);
  readonly #scheme = new Scheme(this);
  readonly #map = new Latest<Answer>(this, { every: pace });
  readonly #prediction = new Latest<Prediction>(this, { every: pace });
  readonly #cursor = new PixelCursor(this);
  /** The weights that are explained; behind the session's while it trains. */
  #version = -1;
  /** What the canvas over the galaxy shows, and on which ground. */
  #veiled: { shown: MapPicture; scheme: ColourScheme } | null = null;
  #subject: string | null = null;
  /** The map on show and the galaxy it is of; stays while the next is on its way. */
  #held: { answer: Answer; galaxy: number } | null = null;

  @query('.veil') private veil?: HTMLCanvasElement;

  /** Elements with the same session share one dataset, one network and one run. */
  @property(sessionProperty) session = 'main';
  /** The method that computes the map, e.g. `gradient`, `smoothgrad`, `grad-cam`. */
  @property({ reflect: true }) method: SaliencyMethodName = 'gradient';
  /** The class to explain: its number from 0, or `predicted`. */
  @property({ reflect: true }) target = 'predicted';
  /** How many noisy copies, for methods that use them; 25 for `smoothgrad` without it. */
  @property({ type: Number }) samples?: number;
  /** Width of the noise as a fraction of the input's range, for methods that use it; 0.15 for `smoothgrad` without it. */
  @property({ type: Number }) noise?: number;

  @state() private edits: Readonly<Record<string, OptionValue>> = {};
  @state() private opacity = 0.75;
  @state() private live = false;

  protected override willUpdate(changed: PropertyValues): void {
    const { session, snapshot } = this.#session;
    const { network, dataset, selected, weightsVersion, run } = snapshot;
    if (changed.has('samples') || changed.has('noise')) this.edits = {};
    const of = network && dataset && selected !== null ? `${this.session} ${identity(network)} ${identity(dataset)} ${selected}` : null;
    const options = this.#options(snapshot);
    const subject = of && `${of} ${JSON.stringify(options)}`;
    const idle = run?.state !== 'running';
    // A new galaxy, class or method is explained with the weights of now, as is everything while nothing trains.
    if (idle || this.live || subject !== this.#subject) this.#version = weightsVersion;
    this.#subject = subject;
    this.#map.want(subject, this.#version, () => session.saliency({ ...options, input: selected ?? 0 }));
    this.#prediction.want(of, weightsVersion, () => session.predict([selected ?? 0]));
    if (!subject) this.#held = null;
    else if (this.#map.fits && this.#map.value && selected !== null) this.#held = { answer: this.#map.value, galaxy: selected };
  }

  protected override updated(): void {
    const shown = this.#shown;
    const scheme = this.#scheme.current;
    const { veil } = this;
    if (!veil || !shown) {
      this.#veiled = null;
      return;
    }
    if (shown === this.#veiled?.shown && scheme === this.#veiled.scheme) return;
    this.#veiled = { shown, scheme };
    const image = toVeil(shown.picture, { map: shown.map, scheme, range: shown.range });
    veil.width = image.width;
    veil.height = image.height;
    veil.getContext('2d')?.putImageData(image, 0, 0);
  }

  protected override render(): TemplateResult {
    const { snapshot } = this.#session;
    const ready = snapshot.network && snapshot.dataset && snapshot.selected !== null;
    const again = html`<button type="button" @click=${this.#retry}>Try again</button>`;
    return html`<section class="card" part="card" aria-label="What made the network decide">
      <header><h2><slot name="heading">What made it decide</slot></h2></header>
      ${ready ? html`${this.#renderWords(snapshot)} ${errorNote(this.#map.error, again)} ${this.#renderPictures(snapshot)} ${this.#renderControls(snapshot)}` : this.#renderEmpty(snapshot)}
    </section>`;
  }

  #renderEmpty({ tasks, network }: SessionSnapshot): TemplateResult {
    const task = taskOf(tasks, 'engine', 'dataset', 'network');
    if (task) return html`${progress(task)}`;
    return emptyState('eye', 'Nothing to explain yet', network ? 'Waiting for galaxies.' : 'Waiting for galaxies and a network.');
  }

  /** What the network says of the galaxy, and what the galaxy is. */
  #renderWords({ dataset, selected }: SessionSnapshot): TemplateResult {
    const probabilities = this.#probabilities;
    const said = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : -1;
    const words =
      said < 0 ? 'Asking the network …' : `${dataset?.classNames[said] ?? `Output ${said}`}, ${percent(probabilities?.[said] ?? 0)}`;
    return html`<p class="answer"><span class="secondary">The network says of galaxy ${selected}${dataset ? ` (${origin(dataset)})` : ''}:</span> <strong>${words}</strong></p>`;
  }

  #renderPictures({ dataset, tasks, weightsVersion }: SessionSnapshot): TemplateResult {
    const shown = this.#shown;
    const target = this.#held?.answer.target;
    const name = target === undefined ? '' : (dataset?.classNames[target] ?? `output ${target}`);
    const stale = this.#version !== weightsVersion;
    const task =
      taskOf(tasks, 'saliency') ??
      (this.#map.busy && !shown ? { task: 'saliency' as const, label: 'Looking for what counted', fraction: null } : undefined);
    return html`${progress(task)}
      ${
        shown
          ? html`${threePictures({
              shown,
              galaxy: `Galaxy ${this.#held?.galaxy} as the network receives it`,
              earlier: !this.#map.fits,
              subject: `What counted for "${name}"`,
              bands: dataset?.bands ?? [],
              scheme: this.#scheme.current,
              opacity: this.opacity,
              cursor: this.#cursor,
              fade: (event) => (this.opacity = (event.target as HTMLInputElement).valueAsNumber),
            })}
            <div class="row under">
              ${colourScale(shown.map, shown.range, shown.map === 'diverging' ? `against or for ${name}` : `for ${name}`, this.#scheme.current)}
              ${stale ? html`<span class="secondary small">The network has learned on since.</span>` : nothing}
              <span class="row spread">
                <label class="row small"><input type="checkbox" class="live" .checked=${this.live} @change=${(event: Event) => (this.live = (event.target as HTMLInputElement).checked)} />Follow the training</label>
                <button type="button" class="explain" aria-disabled=${!stale} @click=${() => stale && this.#explain()}>Explain again</button>
              </span>
            </div>`
          : nothing
      }`;
  }

  #renderControls(snapshot: SessionSnapshot): TemplateResult {
    const methods = snapshot.catalogue?.saliency ?? [];
    return html`${classPicker({
      names: snapshot.dataset?.classNames ?? [],
      probabilities: this.#probabilities,
      target: this.#map.fits ? this.#map.value?.target : this.#target,
      predicted: this.#target === undefined,
      choose: (target) => (this.target = String(target)),
    })}
    ${
      methods.length > 0
        ? methodForm({
            methods,
            method: this.#description(snapshot),
            values: this.#values,
            choose: (method) => (this.method = method as SaliencyMethodName),
            set: (option, value) => (this.edits = { ...this.edits, [option]: value }),
          })
        : nothing
    }`;
  }

  get #shown(): MapPicture | null {
    return this.#held ? mapPicture(this.#held.answer) : null;
  }

  get #probabilities(): readonly number[] | undefined {
    return this.#prediction.fits ? this.#prediction.value?.probabilities[0] : undefined;
  }

  /** The class asked for; undefined for the predicted one. */
  get #target(): number | undefined {
    const target = Number.parseInt(this.target, 10);
    return Number.isNaN(target) ? undefined : target;
  }

  #description({ catalogue }: SessionSnapshot): SaliencyDescription | undefined {
    return catalogue?.saliency.find(({ name }) => name === this.method);
  }

  /** Options by name: what the reader set, else what the attributes say. */
  get #values(): Record<string, unknown> {
    const said = { samples: this.samples, noise: this.noise };
    return {
      ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined && !Number.isNaN(value))),
      ...this.edits,
    };
  }

  /** Only what the method says it takes. */
  #options(snapshot: SessionSnapshot): Omit<SaliencyOptions, 'input'> {
    const taken = this.#description(snapshot)?.options.map(({ name }) => name);
    const values = Object.entries(this.#values).filter(([name]) => !taken || taken.includes(name));
    const target = this.#target;
    return { method: this.method, ...(target !== undefined && { target }), ...Object.fromEntries(values) };
  }

  #retry = (): void => this.#map.retry();

  #explain(): void {
    this.#subject = null;
    this.requestUpdate();
  }
}

define('saliency-map', SaliencyMap);

declare global {
  interface HTMLElementTagNameMap {
    'saliency-map': SaliencyMap;
  }
}
