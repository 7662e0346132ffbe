/** The builder: the network as a row of blocks, and everything that changes it. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { LayerSpec, NetworkInfo, PresetName } from '../contract/network.js';
import type { SessionSnapshot } from '../contract/snapshot.js';
import { controls } from './support/controls.js';
import { define } from './support/define.js';
import { KeptFocus } from './support/kept-focus.js';
import type { OptionValue } from './support/option-field.js';
import { optionStyles } from './support/option-field.styles.js';
import { emptyState, errorNote, progress, refusalOf, taskOf, waitFor } from './support/parts.js';
import { isActive } from './support/run-state.js';
import { SessionController } from './support/session-controller.js';
import { sessionProperty } from './support/session-property.js';
import { tokens } from './support/tokens.js';
import { styles } from './net-builder.styles.js';
import { historyKey, layerKey } from './net-builder/layer-keys.js';
import { layerForm, type LayerAction } from './net-builder/layer-form.js';
import { NetworkEditor } from './net-builder/network-editor.js';
import { palette } from './net-builder/palette.js';
import { river } from './net-builder/river.js';
import { SampleFlow } from './net-builder/sample-flow.js';
import { tools } from './net-builder/tools.js';
import { problems, totals } from './net-builder/words.js';
import { addLayer, duplicateLayer, moveLayer, removeLayer, setOption } from './net-builder/spec-edits.js';

/** What a reader without a network begins with; the name is known before the engine has told its presets. */
const first: PresetName = 'phys467-cnn';

/**
 * Builds the session's network: presets, and layers added, moved, changed and removed by buttons and keyboard.
 * Arrow keys walk through the layers, Alt with an arrow key moves one, Enter opens its form, Delete removes it.
 *
 * @summary Builds a network, drawn from the picture to the classes.
 * @event gp-network-request - The reader, or the `preset` attribute, asked for a network.
 * @event gp-network-change - Another network stands, or a draft with its problems; `detail.info` describes it. Told by the first of a session's elements.
 * @slot heading - The element's title, in place of "Network".
 * @csspart card - The element's frame.
 * @csspart river - The network.
 * @csspart layer - One block of it.
 * @csspart source - The galaxy it starts from.
 * @csspart sink - The classes it ends in.
 * @csspart palette - The layers that can be added.
 * @csspart form - The form of the open layer.
 * @csspart progress - How far building has come.
 * @csspart error - A refusal, or what is wrong with the network, in words.
 * @csspart empty - What stands here before there is a network.
 */
export class NetBuilder extends LitElement {
  static override styles = [tokens, controls, optionStyles, styles];

  readonly #session = new SessionController(this);
  readonly #flow = new SampleFlow(this, this.#session);
  readonly #editor = new NetworkEditor(this, this.#session);
  readonly #kept = new KeptFocus();
  #focus: number | null = null;

  /** Elements with the same session share one dataset, one network and one run. */
  @property(sessionProperty) session = 'main';
  /** The network to begin with where the session has none, and to start from when this changes: a course's, such as `phys467-cnn`. */
  @property() preset?: PresetName;
  /** Shows the network without letting the reader change it. */
  @property({ type: Boolean, reflect: true }) readonly = false;

  @state() private current = 0;
  @state() private open: number | null = null;
  @state() private all = false;
  @state() private message = '';

  protected override willUpdate(changed: PropertyValues): void {
    const { snapshot } = this.#session;
    const another = this.#editor.follow();
    this.#flow.follow(snapshot);
    // Of the network as it will be: a layer that has just been added is not built yet.
    const last = (this.#editor.spec?.layers.length ?? 0) - 1;
    this.current = Math.max(0, Math.min(this.current, last));
    if (this.open !== null && this.open > last) this.open = null;
    if (another) this.open = null;
    // A session may have a network already that has learned: only a preset that is named anew replaces it.
    const anew = changed.has('preset') && this.hasUpdated;
    if (this.preset && (anew || (another && !this.#editor.begun))) this.#editor.ask(this.preset);
  }

  protected override updated(): void {
    this.#kept.pass(this.renderRoot.querySelector('.layer[tabindex="0"]'));
    if (this.#focus === null) return;
    this.renderRoot.querySelector<HTMLElement>(`#layer-${this.#focus}`)?.focus();
    this.#focus = null;
  }

  protected override render(): TemplateResult {
    const { snapshot } = this.#session;
    const network = this.#editor.network;
    const active = isActive(snapshot.run?.state);
    const locked = this.readonly || active;
    const refused = snapshot.draft ? null : refusalOf(snapshot, 'network', 'engine');
    return html`<section class="card" part="card" aria-label="Network" @keydown=${this.#keys}>
      <header><h2><slot name="heading">Network</slot></h2>${network ? html`<span class="secondary small">${totals(network)}</span>` : nothing}</header>
      ${
        this.readonly
          ? nothing
          : tools({
              presets: snapshot.catalogue?.presets ?? [],
              name: network?.name,
              locked,
              undo: this.#editor.canUndo ? () => this.#editor.undo() : null,
              redo: this.#editor.canRedo ? () => this.#editor.redo() : null,
              choose: this.#choose,
            })
      }
      ${active && !this.readonly ? html`<p class="secondary small locked">The network can be changed once the run is stopped.</p>` : nothing}
      ${progress(waitFor(snapshot.tasks, 'network'))} ${errorNote(refused ?? problems(network))}
      ${network ? this.#renderNetwork(network, snapshot, locked) : this.#renderEmpty(snapshot)}
      <p class="visually-hidden" role="status" aria-live="polite">${this.message}</p>
    </section>`;
  }

  #renderNetwork(network: NetworkInfo, snapshot: SessionSnapshot, locked: boolean): TemplateResult {
    const descriptions = snapshot.catalogue?.layers ?? [];
    const { open } = this;
    const current = Math.min(this.current, network.layers.length - 1);
    const at = this.#insertion;
    const source = this.#flow.source(snapshot);
    const sink = this.#flow.sink(snapshot);
    return html`${river({ network, descriptions, current, open, pick: this.#pick, source, sink })}
      ${
        open === null
          ? nothing
          : layerForm({ index: open, network, spec: this.#editor.spec?.layers[open], descriptions, locked, set: this.#set, act: this.#act })
      }
      ${
        locked || descriptions.length === 0
          ? nothing
          : palette({
              layers: descriptions,
              network,
              at,
              after: this.#editor.spec?.layers[at - 1]?.type,
              all: this.all,
              add: this.#add,
              showAll: (all) => (this.all = all),
            })
      }`;
  }

  #renderEmpty({ catalogue, tasks }: SessionSnapshot): TemplateResult {
    if (this.readonly) return emptyState('network', 'No network yet', 'It appears here as soon as one is chosen.');
    const words = catalogue ? 'Choose one to start from.' : 'Start with one of a course, then change its layers.';
    const building = taskOf(tasks, 'network') !== undefined;
    const begin = (event: Event) => {
      if (building) return;
      this.#kept.press(event);
      this.#choose(first);
    };
    const start = html`<button type="button" class="primary start" aria-disabled=${building} @click=${begin}>
      Start with a convolutional network
    </button>`;
    return emptyState('network', 'No network yet', words, start);
  }

  /** A new layer stands after the open one, else before the last, which gives the answer. */
  get #insertion(): number {
    return this.open === null ? Math.max(0, (this.#editor.spec?.layers.length ?? 0) - 1) : this.open + 1;
  }

  #choose = (preset: PresetName): void => {
    this.open = null;
    this.#editor.replace(preset);
  };

  #pick = (index: number): void => {
    this.current = index;
    this.open = this.open === index ? null : index;
    this.#focus = index;
  };

  #set = (option: string, value: OptionValue): void => {
    const { open } = this;
    if (open !== null) this.#editor.change((spec) => setOption(spec, open, option, value), { soon: true });
  };

  #add = (layer: LayerSpec): void => {
    const at = this.#insertion;
    if (!this.#editor.change((spec) => addLayer(spec, at, layer))) return;
    this.current = at;
    this.open = at;
    this.message = `${layer.type} added at position ${at + 1}`;
  };

  #act = (action: LayerAction): void => {
    const { open } = this;
    if (open === null) return;
    const acts: Record<LayerAction, () => void> = {
      earlier: () => this.#move(open, open - 1),
      later: () => this.#move(open, open + 1),
      duplicate: () => {
        this.#editor.change((spec) => duplicateLayer(spec, open));
        this.message = `Layer ${open + 1} duplicated`;
      },
      remove: () => this.#remove(open),
      close: () => {
        this.open = null;
        this.#focus = open;
      },
    };
    acts[action]();
  };

  #move(from: number, to: number): void {
    const type = this.#editor.spec?.layers[from]?.type;
    if (!type || !this.#editor.change((spec) => moveLayer(spec, from, to))) return;
    this.current = to;
    if (this.open === from) this.open = to;
    const last = (this.#editor.spec?.layers.length ?? 0) - 1;
    if (to === 0 || to === last) this.#focus = to; // the button that brought it here goes out, and would take the focus along
    this.message = `${type} moved to position ${to + 1}`;
  }

  #remove(at: number): void {
    const type = this.#editor.spec?.layers[at]?.type;
    if (!type || !this.#editor.change((spec) => removeLayer(spec, at))) return;
    this.open = null;
    this.#focus = Math.max(0, at - 1);
    this.current = this.#focus;
    this.message = `${type} removed`;
  }

  #keys = (event: KeyboardEvent): void => {
    const locked = this.readonly || isActive(this.#session.snapshot.run?.state);
    const target = event.composedPath()[0];
    const history = historyKey(event, target);
    if (history) {
      if (locked) return;
      event.preventDefault();
      this.#editor[history]();
      return;
    }
    if (event.key === 'Escape' && this.open !== null) this.#act('close');
    if (!(target instanceof Element) || !target.matches('.layer')) return;
    const at = this.current;
    const keys = {
      at,
      last: (this.#editor.network?.layers.length ?? 0) - 1,
      locked,
      go: (to: number) => {
        this.current = this.#focus = to;
        this.requestUpdate();
      },
      move: (to: number) => {
        this.#move(at, to);
        this.#focus = this.current;
      },
      pick: () => this.#pick(at),
      remove: () => this.#remove(at),
    };
    if (layerKey(event, keys)) event.preventDefault();
  };
}

define('net-builder', NetBuilder);

declare global {
  interface HTMLElementTagNameMap {
    'net-builder': NetBuilder;
  }
}
