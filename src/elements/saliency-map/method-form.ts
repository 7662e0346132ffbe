/** How the map is made: the methods and their options as they describe themselves. */
import { html, nothing, type TemplateResult } from 'lit';
import type { SaliencyDescription } from '../../contract/catalogue.js';
import { optionField, type OptionValue } from '../support/option-field.js';

interface MethodFormSettings {
  methods: readonly SaliencyDescription[];
  method: SaliencyDescription | undefined;
  /** Options by name, where they are not the method's defaults. */
  values: Readonly<Record<string, unknown>>;
  choose: (method: string) => void;
  set: (option: string, value: OptionValue) => void;
}

export function methodForm({ methods, method, values, choose, set }: MethodFormSettings): TemplateResult {
  const chosen = (event: Event) => choose((event.target as HTMLSelectElement).value);
  return html`<div class="options method">
    <div class="option">
      <label for="method">Method</label>
      <select id="method" aria-describedby="method-words" @change=${chosen}>
        ${methods.map(({ name, label }) => html`<option value=${name} .selected=${name === method?.name}>${label}</option>`)}
      </select>
      <p class="option-words" id="method-words">${method?.description}${method ? html` <cite>${method.source}</cite>` : nothing}</p>
    </div>
    ${(method?.options ?? []).map((option) => optionField(option, { id: 'method', value: values[option.name], change: (value) => set(option.name, value) }))}
  </div>`;
}
