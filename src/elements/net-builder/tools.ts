/** Above the network: what to start from, undo and redo. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PresetDescription } from '../../contract/catalogue.js';
import type { PresetName } from '../../contract/network.js';

interface Tools {
  presets: readonly PresetDescription[];
  /** What the network is called now; undefined where there is none. */
  name: string | undefined;
  locked: boolean;
  /** What undo and redo do; null where there is nothing to. */
  undo: (() => void) | null;
  redo: (() => void) | null;
  choose: (preset: PresetName) => void;
}

export function tools({ presets, name, locked, undo, redo, choose }: Tools): TemplateResult | typeof nothing {
  if (presets.length === 0) return nothing;
  const known = presets.some((preset) => preset.name === name);
  const chosen = (event: Event) => {
    const preset = presets.find((each) => each.name === (event.target as HTMLSelectElement).value);
    if (preset) choose(preset.name);
  };
  // Not `disabled`: the last step back would take the focus along.
  const step = (name: string, words: string, keys: string, act: (() => void) | null) =>
    html`<button type="button" class=${name} aria-keyshortcuts=${keys} aria-disabled=${locked || !act} @click=${() => !locked && act?.()}>${words}</button>`;
  return html`<div class="row tools">
    <label class="field preset">Start from
      <select ?disabled=${locked} @change=${chosen}>
        ${known ? nothing : html`<option value="" selected>${name ?? 'Choose a network'}</option>`}
        ${presets.map((preset) => html`<option value=${preset.name} .selected=${preset.name === name} title=${preset.description}>${preset.label}</option>`)}
      </select>
    </label>
    <span class="row spread">
      ${step('undo', 'Undo', 'Control+Z', undo)} ${step('redo', 'Redo', 'Control+Shift+Z', redo)}
    </span>
  </div>`;
}
