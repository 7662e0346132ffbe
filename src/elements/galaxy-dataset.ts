/** The data: what a network learns from, one galaxy of each class, and the line between training and test. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { DatasetRequest, SelectRequest } from '../contract/events.js';
import type { DatasetInfo, DatasetSource, Scale } from '../contract/dataset.js';
import type { Session } from '../contract/session.js';
import type { ColourMapName } from '../draw/colour-maps.js';
import { styles } from './galaxy-dataset.styles.js';
import { type Members, membersOf, shownOf } from './galaxy-dataset/browse.js';
import { classStrip } from './galaxy-dataset/class-strip.js';
import { dataCard } from './galaxy-dataset/data-card.js';
import { FileDrop, filePicker } from './galaxy-dataset/file-drop.js';
import { loupePanel } from './galaxy-dataset/loupe-panel.js';
import { bandList, numberList, toOptions } from './galaxy-dataset/options.js';
import { splitDivider } from './galaxy-dataset/split-divider.js';
import { controls } from './support/controls.js';
import { define } from './support/define.js';
import { identity } from './support/identity.js';
import { KeptFocus } from './support/kept-focus.js';
import { Latest } from './support/latest.js';
import { loupeStyles } from './support/loupe.styles.js';
import { emptyState, errorNote, progress, refusalOf, taskOf, waitFor } from './support/parts.js';
import { PixelCursor } from './support/pixel-cursor.js';
import { isActive } from './support/run-state.js';
import { SampleReader } from './support/sample-reader.js';
import { SessionController } from './support/session-controller.js';
import { sessionProperty } from './support/session-property.js';
import { tokens } from './support/tokens.js';

const builtIn = 'synthetic:galaxies';

/**
 * Loads, shows and splits a dataset: one galaxy of each class, how many there are, and the part that is kept back for testing.
 * The whole element takes a dropped file, which never leaves the reader's computer.
 *
 * @summary Loads, shows and splits the galaxies a network learns from.
 * @event gp-dataset-request - The reader or the tag asks for data; `detail.options` says which and how they are prepared.
 * @event gp-select-request - The reader picked a galaxy; `detail.index` is its number.
 * @event gp-dataset-change - Other data are there; `detail.info` describes them. Told by the first of a session's elements.
 * @slot heading - The element's title.
 * @slot licence - Licence of the data, beside their source.
 * @csspart card - The element's frame.
 * @csspart strip - One galaxy of each class.
 * @csspart galaxy - One galaxy of the strip.
 * @csspart loupe - The enlarged galaxy.
 * @csspart split - The line between training and test galaxies.
 * @csspart progress - How far loading has come.
 * @csspart error - A refusal in words.
 * @csspart empty - What stands here before there are data.
 * @cssproperty --gp-accent - Colour of the one action that matters.
 * @cssproperty --gp-train - Colour of training data.
 * @cssproperty --gp-test - Colour of test data.
 */
export class GalaxyDataset extends LitElement {
  static override styles = [tokens, controls, loupeStyles, styles];

  /** Elements with the same session share one dataset, one network and one run. */
  @property(sessionProperty) session = 'main';
  /** Where the data come from: the address of an `.h5` file or a `synthetic:` name; empty waits for the reader. */
  @property() src = '';
  /** Original class numbers to keep, relabelled 0, 1, … in this order, e.g. `0,1,2,4,7`; all without it. */
  @property({ converter: numberList }) classes: readonly number[] | undefined;
  /** Channels to keep, by letter or number, e.g. `g`; all without it. */
  @property({ converter: bandList }) bands: readonly (number | string)[] | undefined;
  /** Side of the squares of pixels that are averaged into one; 1 without it. */
  @property({ type: Number }) coarsen: number | undefined;
  /** Side of the square cut out of each picture: at random in training, from the centre in testing; whole pictures without it. */
  @property({ type: Number }) crop: number | undefined;
  /** How 8-bit values become numbers: `unit` (x/255; also without it), `x/256` or `0.01-1`. */
  @property() scale: Scale | undefined;
  /** Brings each channel to mean 0 and deviation 1. */
  @property({ type: Boolean }) normalise = false;
  /** Fraction (below 1) or number (1 and above) of galaxies to learn from; the rest is kept back to test; 0.8 without it. */
  @property({ type: Number }) split: number | undefined;
  /** Seed of the shuffle, the split and the limit; 1 without it. */
  @property({ type: Number }) seed: number | undefined;
  /** At most this many galaxies, drawn evenly from the classes; all without it. */
  @property({ type: Number }) limit: number | undefined;

  @state() private preview: number | null = null;
  @state() private looked: number | null = null;
  @state() private map: ColourMapName = 'grey';

  readonly #session = new SessionController(this);
  readonly #members = new Latest<Members>(this);
  readonly #samples = new SampleReader(this);
  readonly #cursor = new PixelCursor(this);
  readonly #focus = new KeptFocus();
  readonly #drop = new FileDrop(this, (files) => this.#ask(files));
  #shown: (number | undefined)[] = [];
  #asked = '';
  #of: Session | null = null;
  /** Whether what the tag says, not what the reader chose, was asked for last and has not come yet. */
  #awaited = false;
  /** The chosen files, so that they can be loaded again with another split. */
  #files: DatasetSource | null = null;
  #settle: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#settle);
  }

  protected override willUpdate(): void {
    const { snapshot } = this.#session;
    const { dataset, selected } = snapshot;
    if (!taskOf(snapshot.tasks, 'dataset') && !refusalOf(snapshot, 'dataset', 'engine')) this.#awaited = false;
    const { session } = this.#session;
    const of = dataset && `${session.name} ${identity(dataset)}`;
    this.#members.want(of, 0, async () => membersOf(await session.labels(), dataset?.classNames.length ?? 0));
    const members = this.#members.fits ? this.#members.value : undefined;
    this.#shown = members ? shownOf(members, selected, this.#shown) : [];
    // Leafing puts another galaxy where the focus or the pointer is: the picture of the one before is not kept.
    if (this.looked !== null && !this.#shown.includes(this.looked)) this.looked = null;
    this.#samples.want(
      session,
      dataset,
      this.#shown.filter((index) => index !== undefined),
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('session')) this.looked = null;
    this.#askForSource();
    const next = this.renderRoot.querySelector<HTMLElement>('.pick:not(:disabled), .start');
    this.#focus.pass(next);
  }

  /** Asks for what the tag says, once, and again when that changes or where the page has ended the session. */
  #askForSource(): void {
    if (!this.src || !this.isConnected) return;
    const { session } = this.#session;
    if (session !== this.#of) this.#asked = '';
    this.#of = session;
    const options = toOptions(this.src, this);
    const key = JSON.stringify([this.session, options]);
    if (key === this.#asked) return;
    this.#asked = key;
    this.#awaited = this.#session.ask(new DatasetRequest({ session: this.session, options }));
  }

  #askAgain(): void {
    this.#asked = '';
    this.#askForSource();
  }

  #readAgain = (): void => {
    if (this.#members.error) this.#members.retry();
    else this.#samples.retry();
  };

  #ask(src: DatasetSource): void {
    this.#awaited = false;
    if (typeof src !== 'string') this.#files = src;
    this.#session.ask(new DatasetRequest({ session: this.session, options: toOptions(src, this) }));
  }

  #start = (event: Event): void => {
    this.#focus.press(event);
    this.#ask(builtIn);
  };

  #select = (index: number): void => {
    this.#session.ask(new SelectRequest({ session: this.session, index }));
  };

  /** Arrow keys move the line in many small steps: it is let go when it has stood still for a moment. */
  #released(info: DatasetInfo, src: DatasetSource, split: number): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      this.preview = null;
      this.#awaited = false;
      this.#session.ask(new DatasetRequest({ session: this.session, options: { ...info.options, src, split } }));
    }, 400);
  }

  protected override render(): TemplateResult {
    const { snapshot } = this.#session;
    const { dataset, tasks, run } = snapshot;
    const task = waitFor(tasks, 'dataset');
    const refusal = refusalOf(snapshot, 'dataset', 'engine');
    const retry = refusal ? () => task || this.#askAgain() : this.#readAgain;
    const again = html`<button aria-disabled=${task !== undefined} @click=${retry}>Try again</button>`;
    return html`<section class="card" part="card" aria-busy=${task !== undefined} ?data-over=${this.#drop.over}>
      <header>
        <h2><slot name="heading">Galaxies</slot></h2>
        ${dataset ? dataCard(dataset) : nothing}
      </header>
      ${progress(task)} ${errorNote(refusal ?? this.#members.error ?? this.#samples.error, !refusal || this.#awaited ? again : nothing)}
      ${dataset ? this.#renderData(dataset, isActive(run?.state)) : this.#renderEmpty(task !== undefined)}
      <p class="drop-words" aria-hidden="true">Drop the file. It stays on this computer.</p>
    </section>`;
  }

  #renderEmpty(busy: boolean): TemplateResult {
    const actions = html`<div class="row">
      <button class="primary start" @click=${this.#start}>Use the built-in galaxies</button>
      ${filePicker((files) => this.#ask(files), false)}
    </div>`;
    return busy
      ? emptyState('galaxy', 'Galaxies are on their way', 'They are made or read in the background; the page stays free.')
      : emptyState('galaxy', 'No galaxies yet', 'Start with the built-in ones, or drop an .h5 file such as Galaxy10 here.', actions);
  }

  #renderData(info: DatasetInfo, training: boolean): TemplateResult {
    const src = this.#sourceOf(info);
    const fixed = training ? 'Stop training to change the data.' : src === null ? 'Choose the file again to split it otherwise.' : null;
    const looked = this.looked ?? this.#session.snapshot.selected ?? this.#shown.find((shown) => shown !== undefined);
    return html`<div class="view">
        ${classStrip({
          info,
          members: (this.#members.fits && this.#members.value) || [],
          shown: this.#shown,
          picture: (index) => this.#samples.get(index),
          selected: this.#session.snapshot.selected,
          map: this.map,
          select: this.#select,
          look: (index, event) => this.#look(info, index, event),
        })}
        ${loupePanel({
          info,
          index: looked,
          sample: looked === undefined ? undefined : this.#samples.get(looked),
          cursor: this.#cursor,
          map: this.map,
          colour: (map) => (this.map = map),
        })}
      </div>
      ${splitDivider({
        info,
        preview: this.preview,
        fixed,
        moving: (fraction) => {
          clearTimeout(this.#settle);
          this.preview = fraction;
        },
        released: (fraction) => src !== null && this.#released(info, src, fraction),
      })}
      <div class="row">
        ${filePicker((files) => this.#ask(files), training)}
        ${info.source.startsWith(builtIn) ? nothing : html`<button class="quiet" ?disabled=${training} @click=${() => this.#ask(builtIn)}>Use the built-in galaxies</button>`}
        <span class="small secondary">You can also drop an .h5 file on this card. It stays on this computer.</span>
      </div>`;
  }

  #look(info: DatasetInfo, index: number | null, event?: PointerEvent): void {
    this.looked = index;
    if (event) this.#cursor.point(event, info.pictureShape);
    else this.#cursor.leave();
  }

  /** What to ask for to have the same data again; null for files that this element does not hold. */
  #sourceOf({ source }: DatasetInfo): DatasetSource | null {
    if (/^(synthetic|https?|blob|data|file):/.test(source) || source === this.src) return source;
    const files = this.#files;
    const first = files instanceof File ? files : Array.isArray(files) ? (files[0] as File | undefined) : undefined;
    return files !== null && first && source.includes(first.name) ? files : null;
  }
}

define('galaxy-dataset', GalaxyDataset);

declare global {
  interface HTMLElementTagNameMap {
    'galaxy-dataset': GalaxyDataset;
  }
}
