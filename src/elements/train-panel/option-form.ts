/** "How it learns": the form of the next run, drawn from what the optimizers and losses say of themselves. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Catalogue, MethodDescription } from '../../contract/catalogue.js';
import type { TrainOptions } from '../../contract/training.js';
import { optionField, type OptionValue } from '../support/option-field.js';
import { optionsInWords } from './run-list.js';
import { generalOptions, learningRate } from './training-options.js';

interface OptionFormSettings {
  options: TrainOptions;
  catalogue: Catalogue | null;
  /** Whether the reader changed anything. */
  edited: boolean;
  active: boolean;
  change: (name: keyof TrainOptions, value: OptionValue | undefined) => void;
  reset: () => void;
}

export function optionForm(settings: OptionFormSettings): TemplateResult {
  const { options, catalogue, edited, active, reset } = settings;
  return html`<details part="options">
    <summary>How it learns <span class="secondary summary-words">${optionsInWords(options)}</span></summary>
    ${
      catalogue
        ? html`<div class="options">${methods(settings, catalogue)} ${generalOptions.map((option) => general(option, settings))}</div>
          <p class="row small secondary">
            ${active ? html`<span>Changes count from the next run on.</span>` : nothing}
            ${edited ? html`<button type="button" class="quiet" @click=${reset}>Back to the course’s settings</button>` : nothing}
          </p>`
        : html`<p class="secondary">The choices appear once the engine has started.</p>`
    }
  </details>`;
}

function methods({ options, change }: OptionFormSettings, catalogue: Catalogue): TemplateResult {
  const optimizer = catalogue.optimizers.find(({ name }) => name === options.optimizer);
  const own = optimizer?.options ?? [];
  const rates = own.some(({ name }) => name === learningRate.name) ? own : [learningRate, ...own];
  const loss = catalogue.losses.find(({ name }) => name === options.loss);
  return html`${choice('optimizer', 'Optimizer', catalogue.optimizers, options.optimizer, change)}
    ${rates.map((option) => optionField(option, { id: 'optimizer', value: optionOf(options, option.name), change: (value) => change(option.name as keyof TrainOptions, value) }))}
    ${choice('loss', 'Loss', catalogue.losses, options.loss, change)}
    ${(loss?.options ?? []).map((option) => optionField(option, { id: 'loss', value: optionOf(options, option.name), change: (value) => change(option.name as keyof TrainOptions, value) }))}`;
}

const optionOf = (options: TrainOptions, name: string): unknown => (options as unknown as Record<string, unknown>)[name];

function choice(
  name: 'optimizer' | 'loss',
  label: string,
  methods: readonly MethodDescription[],
  now: string,
  change: OptionFormSettings['change'],
): TemplateResult {
  const taken = (event: Event) => change(name, (event.target as HTMLSelectElement).value);
  return html`<div class="option">
    <label for=${name}>${label}</label>
    <select id=${name} aria-describedby="${name}-words" @change=${taken}>
      ${methods.map((method) => html`<option value=${method.name} .selected=${method.name === now}>${method.label}</option>`)}
    </select>
    <p class="option-words" id="${name}-words">${methods.find((method) => method.name === now)?.description}</p>
  </div>`;
}

function general(option: (typeof generalOptions)[number], { options, change }: OptionFormSettings): TemplateResult {
  const value = optionOf(options, option.name) ?? option.off;
  const take = (next: OptionValue) => change(option.name, next === option.off ? undefined : next);
  return optionField(option, { id: 'run', value, change: take });
}
