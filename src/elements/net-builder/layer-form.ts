/** The form of one layer, drawn from the layer's own description, and what can be done with the layer as a whole. */
import { html, nothing, type TemplateResult } from 'lit';
import type { LayerDescription } from '../../contract/catalogue.js';
import type { LayerSpec, NetworkInfo } from '../../contract/network.js';
import { icon } from '../support/parts.js';
import { optionField, type OptionValue } from '../support/option-field.js';
import { optionOf } from './spec-edits.js';

export type LayerAction = 'earlier' | 'later' | 'duplicate' | 'remove' | 'close';

interface LayerFormSettings {
  /** The layer's position, from 0. */
  index: number;
  network: NetworkInfo;
  /** The layer as it was asked for last. */
  spec: LayerSpec | undefined;
  descriptions: readonly LayerDescription[];
  locked: boolean;
  set: (option: string, value: OptionValue) => void;
  act: (action: LayerAction) => void;
}

/** Every layer with weights can be frozen. */
const trainable = {
  kind: 'boolean',
  name: 'trainable',
  label: 'Learns',
  description: 'Off: the weights of this layer stay exactly as they are.',
  default: true,
} as const;

export function layerForm(settings: LayerFormSettings): TemplateResult | typeof nothing {
  const { index, network, spec, descriptions, locked, set, act } = settings;
  const layer = network.layers[index];
  if (!layer) return nothing;
  const description = descriptions.find(({ name }) => name === layer.type);
  const options = [...(description?.options ?? []), ...(layer.parameters > 0 ? [trainable] : [])];
  const button = (action: LayerAction, words: string, sign: 'previous' | 'next' | 'plus' | 'remove', off = false) =>
    html`<button type="button" class=${action} ?disabled=${locked || off} @click=${() => act(action)}>${icon(sign)}${words}</button>`;
  return html`<section class="form" part="form" id="form" aria-label="Layer ${index + 1}, ${layer.type}" tabindex="-1">
    <header class="row">
      <h3>Layer ${index + 1}: ${description?.label ?? layer.type}</h3>
      <button type="button" class="quiet sign spread close" aria-label="Close" @click=${() => act('close')}>${icon('close')}</button>
    </header>
    <p class="secondary">${description?.description}</p>
    ${options.length > 0 ? html`<div class="options">${options.map((option) => optionField(option, { id: `layer${index}`, value: optionOf(spec, option.name), disabled: locked, change: (value) => set(option.name, value) }))}</div>` : nothing}
    <div class="row">
      ${button('earlier', 'Move earlier', 'previous', index === 0)} ${button('later', 'Move later', 'next', index === network.layers.length - 1)}
      ${button('duplicate', 'Duplicate', 'plus')} ${button('remove', 'Remove', 'remove')}
    </div>
  </section>`;
}
