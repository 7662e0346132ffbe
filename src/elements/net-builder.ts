/** The builder: the network as a river, and everything that changes it. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { LayerSpec, NetworkInfo, PresetName } from '../contract/network.js';
import type { SessionSnapshot } from '../contract/snapshot.js';
import { controls } from './support/controls.js';
import { define } from './support/define.js';
import { plural } from './support/numbers.js';
import type { OptionValue } from './support/option-field.js';
import { optionStyles } from './support/option-field.styles.js';
import { emptyState, errorNote, progress, taskOf } from './support/parts.js';
import { isActive } from './support/run-state.js';
import { SessionController } from './support/session-controller.js';
import { tokens } from './support/tokens.js';
import { styles } from './net-builder.styles.js';
import { layerForm, type LayerAction } from './net-builder/layer-form.js';
import { NetworkEditor } from './net-builder/network-editor.js';
import { palette } from './net-builder/palette.js';
import { river } from './net-builder/river.js';
import { SampleFlow } from './net-builder/sample-flow.js';
import { addLayer, duplicateLayer, moveLayer, removeLayer, setOption } from './net-builder/spec-edits.js';

/** What a reader without a network begins with; the name is known before the engine has told its presets. */
const first: PresetName = 'phys467-cnn';

/**
 * Builds the session's network: presets, and layers added, moved, changed and removed by buttons and keyboard.
 * Arrow keys walk through the layers, Alt with an arrow key moves one, Enter opens its form, Delete removes it.
 *
 * @summary Builds a network, drawn as a river from the picture to the classes.
 * @event gp-network-request - The reader, or the `preset` attribute, asked for a network.
 * @slot heading - The element's title, in place of "Network".
 * @csspart card - The element's frame.
 * @csspart river - The network.
 * @csspart layer - One block of it.
 * @csspart source - The galaxy it starts from.
 * @csspart sink - The classes it ends in.
 * @csspart palette - The layers that can be added.
 * @csspart form - The form of the open layer.
 */
export class NetBuilder extends LitElement {
  static override styles = [tokens, controls, optionStyles, styles];

  #door = new SessionController(this);
  #flow = new SampleFlow(this, this.#door);
  #editor = new NetworkEditor(this, this.#door);
  #focus: number | null = null;

  /** Elements with the same session share one dataset, one network and one run. */
  @property() session = 'main';
  /** The network to begin with: a course's, such as `phys467-cnn`. */
  @property() preset?: PresetName;
  /** Shows the network without letting the reader change it. */
  @property({ type: Boolean, reflect: true }) readonly = false;

  @state() private current = 0;
  @state() private open: number | null = null;
  @state() private all = false;
  @state() private message = '';

  protected override willUpdate(changed: PropertyValues): void {
    const { snapshot } = this.#door;
    this.#editor.follow(snapshot);
    this.#flow.follow(snapshot);
    const last = (this.#shown(snapshot)?.layers.length ?? 0) - 1;
    this.current = Math.max(0, Math.min(this.current, last));
    if (this.open !== null && this.open > last) this.open = null;
    if ((changed.has('preset') || changed.has('session')) && this.preset) this.#editor.ask(this.preset);
  }

  protected override updated(): void {
    if (this.#focus === null) return;
    this.renderRoot.querySelector<HTMLElement>(`#layer-${this.#focus}`)?.focus();
    this.#focus = null;
  }

  override render(): TemplateResult {
    const { snapshot } = this.#door;
    const network = this.#shown(snapshot);
    const active = isActive(snapshot.run?.state);
    const locked = this.readonly || active;
    const refused = snapshot.error?.code.startsWith('network-') && !snapshot.draft ? snapshot.error : null;
    return html`<section class="card" part="card" aria-label="Network" @keydown=${this.#keys}>
      <header><h2><slot name="heading">Network</slot></h2>${network ? this.#totals(network) : nothing}</header>
      ${this.readonly ? nothing : this.#tools(snapshot, locked)}
      ${active && !this.readonly ? html`<p class="secondary small locked">The network can be changed once the run is stopped.</p>` : nothing}
      ${progress(taskOf(snapshot.tasks, 'network'))} ${errorNote(refused ?? problems(network))}
      ${network ? this.#network(network, snapshot, locked) : this.#empty(snapshot)}
      <p class="visually-hidden" role="status" aria-live="polite">${this.message}</p>
    </section>`;
  }

  /** What was asked for last, whether it can be built or not. */
  #shown({ network, draft }: SessionSnapshot): NetworkInfo | null {
    return draft ?? network;
  }

  #totals(network: NetworkInfo): TemplateResult {
    return html`<span class="secondary small">${plural(network.layers.length, 'layer', 'layers')}, ${plural(network.parameters, 'parameter', 'parameters')}</span>`;
  }

  #tools(snapshot: SessionSnapshot, locked: boolean): TemplateResult | typeof nothing {
    const presets = snapshot.catalogue?.presets ?? [];
    const name = this.#shown(snapshot)?.name;
    if (presets.length === 0) return nothing;
    const known = presets.some((preset) => preset.name === name);
    const chosen = (event: Event) => this.#choose((event.target as HTMLSelectElement).value as PresetName);
    return html`<div class="row tools">
      <label class="field preset">Start from
        <select ?disabled=${locked} @change=${chosen}>
          ${known ? nothing : html`<option value="" selected>${name ?? 'Choose a network'}</option>`}
          ${presets.map((preset) => html`<option value=${preset.name} .selected=${preset.name === name} title=${preset.description}>${preset.label}</option>`)}
        </select>
      </label>
      <span class="row spread">
        <button type="button" class="undo" aria-keyshortcuts="Control+Z" ?disabled=${locked || !this.#editor.canUndo} @click=${this.#undo}>Undo</button>
        <button type="button" class="redo" aria-keyshortcuts="Control+Shift+Z" ?disabled=${locked || !this.#editor.canRedo} @click=${this.#redo}>Redo</button>
      </span>
    </div>`;
  }

  #network(network: NetworkInfo, snapshot: SessionSnapshot, locked: boolean): TemplateResult {
    const descriptions = snapshot.catalogue?.layers ?? [];
    const { current, open } = this;
    const layer = open === null ? undefined : network.layers[open];
    const at = this.#insertion(network);
    // Behind a layer with a problem shapes are unknown: then what came before it decides what fits.
    const receives = [network.inputShape, ...network.layers.slice(0, at).map(({ outputShape }) => outputShape)].findLast(
      (shape) => shape.length > 0,
    );
    return html`${river({ network, descriptions, current, open, pick: this.#pick, source: this.#flow.source(snapshot), sink: this.#flow.sink(snapshot) })}
      ${
        layer && open !== null
          ? layerForm({
              index: open,
              count: network.layers.length,
              layer,
              spec: this.#editor.spec?.layers[open],
              description: descriptions.find(({ name }) => name === layer.type),
              locked,
              set: this.#set,
              act: this.#act,
            })
          : nothing
      }
      ${
        locked || descriptions.length === 0
          ? nothing
          : palette({
              layers: descriptions,
              rank: receives?.length ?? null,
              place: at === 0 ? 'at the beginning' : `after layer ${at} (${network.layers[at - 1]?.type})`,
              all: this.all,
              add: this.#add,
              showAll: (all) => (this.all = all),
            })
      }`;
  }

  #empty({ catalogue, tasks }: SessionSnapshot): TemplateResult {
    if (this.readonly) return emptyState('network', 'No network yet', 'It appears here as soon as one is chosen.');
    const words = catalogue ? 'Choose one to start from.' : 'Start with one of a course, then change its layers.';
    const start = html`<button type="button" class="primary start" ?disabled=${taskOf(tasks, 'network') !== undefined} @click=${() => this.#choose(first)}>
      Start with a convolutional network
    </button>`;
    return emptyState('network', 'No network yet', words, start);
  }

  /** A new layer stands after the open one, else before the last, which gives the answer. */
  #insertion(network: NetworkInfo): number {
    return this.open === null ? Math.max(0, network.layers.length - 1) : this.open + 1;
  }

  #choose(preset: PresetName): void {
    this.open = null;
    if (preset) this.#editor.replace(preset);
  }

  #undo = (): void => this.#editor.undo();
  #redo = (): void => this.#editor.redo();

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
    const network = this.#shown(this.#door.snapshot);
    if (!network) return;
    const at = this.#insertion(network);
    this.#editor.change((spec) => addLayer(spec, at, layer));
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
    const locked = this.readonly || isActive(this.#door.snapshot.run?.state);
    const target = event.composedPath()[0];
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      if (locked || (target instanceof HTMLInputElement && target.type === 'number')) return;
      event.preventDefault();
      if (event.shiftKey) this.#editor.redo();
      else this.#editor.undo();
      return;
    }
    if (event.key === 'Escape' && this.open !== null) this.#act('close');
    if (!(target instanceof Element) || !target.matches('.layer')) return;
    const at = this.current;
    const last = (this.#shown(this.#door.snapshot)?.layers.length ?? 0) - 1;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const go = (to: number) => {
      this.current = this.#focus = Math.min(last, Math.max(0, to));
      this.requestUpdate();
    };
    if (step !== undefined && event.altKey) {
      if (!locked) this.#move(at, at + step);
      this.#focus = this.current;
    } else if (step !== undefined) go(at + step);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(last);
    else if (event.key === 'Enter' || event.key === ' ') this.#pick(at);
    else if ((event.key === 'Delete' || event.key === 'Backspace') && !locked) this.#remove(at);
    else return;
    event.preventDefault();
  };
}

/** Everything that keeps the network from being built, in one sentence each. */
function problems(network: NetworkInfo | null): string | null {
  if (!network || network.valid) return null;
  return `This network cannot be built: ${network.problems.map((problem) => problem.replace(/\.$/, '')).join('; ')}.`;
}

define('net-builder', NetBuilder);

declare global {
  interface HTMLElementTagNameMap {
    'net-builder': NetBuilder;
  }
}
