/** A form field drawn from an option's own description: no element knows any method's options. */
import { html, nothing, type TemplateResult } from 'lit';
import type { OptionDescription } from '../../contract/catalogue.js';

export type OptionValue = number | string | boolean;

interface FieldSettings {
  /** Makes the field's ids unique in its shadow root. */
  id: string;
  /** What the option is now; its default where undefined. */
  value: unknown;
  change: (value: OptionValue) => void;
  disabled?: boolean;
}

type NumberOption = Extract<OptionDescription, { kind: 'number' }>;
type ChoiceOption = Extract<OptionDescription, { kind: 'choice' }>;

/** More stops than this on a slider cannot be told apart. */
const sliderStops = 200;

/** The field of one option: its name, its control, and the sentence that explains it. */
export function optionField(option: OptionDescription, settings: FieldSettings): TemplateResult {
  const id = `${settings.id}-${option.name}`;
  return html`<div class="option">
    ${option.kind === 'boolean' ? checkbox(option.label, id, settings, option.default) : html`<label for=${id}>${option.label}</label>`}
    ${option.kind === 'number' ? numberField(option, id, settings) : nothing}
    ${option.kind === 'choice' ? choiceField(option, id, settings) : nothing}
    <p class="option-words" id="${id}-words">${option.description}</p>
  </div>`;
}

function checkbox(label: string, id: string, { value, change, disabled }: FieldSettings, otherwise: boolean): TemplateResult {
  const take = (event: Event) => change((event.target as HTMLInputElement).checked);
  return html`<label class="option-check">
    <input id=${id} type="checkbox" .checked=${(value ?? otherwise) === true} ?disabled=${disabled} aria-describedby="${id}-words" @change=${take} />
    ${label}
  </label>`;
}

function choiceField(option: ChoiceOption, id: string, { value, change, disabled }: FieldSettings): TemplateResult {
  const now = value === undefined ? option.default : typeof value === 'string' ? value : JSON.stringify(value);
  // A spec may hold a value the description does not list, such as { normal: 0.1 }: it is shown, and kept until another is chosen.
  const choices = option.choices.includes(now) ? option.choices : [now, ...option.choices];
  const take = (event: Event) => {
    const chosen = (event.target as HTMLSelectElement).value;
    if (option.choices.includes(chosen)) change(chosen);
  };
  return html`<select id=${id} ?disabled=${disabled} aria-describedby="${id}-words" @change=${take}>
    ${choices.map((choice) => html`<option value=${choice} .selected=${choice === now}>${choice}</option>`)}
  </select>`;
}

function numberField(option: NumberOption, id: string, { value, change, disabled }: FieldSettings): TemplateResult {
  const now = numberOf(value) ?? option.default;
  const stops = (option.max - option.min) / option.step;
  const slider = option.logarithmic === true || stops <= sliderStops;
  const typed = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const typedIn = input.valueAsNumber;
    const wanted = Number.isFinite(typedIn) ? clamp(option, typedIn) : now;
    // Lit writes only what differs from what it wrote last: the same limit reached again would leave the field as it was typed.
    input.value = String(wanted);
    if (Number.isFinite(typedIn)) change(wanted);
  };
  return html`<div class="option-number">
    ${slider ? sliderOf(option, now, change, disabled, id) : nothing}
    <input id=${id} type="number" min=${option.min} max=${option.max} step="any" .value=${String(now)}
      ?disabled=${disabled} aria-describedby="${id}-words" @change=${typed} />
  </div>`;
}

function sliderOf(
  option: NumberOption,
  now: number,
  change: FieldSettings['change'],
  disabled: boolean | undefined,
  id: string,
): TemplateResult {
  const log = option.logarithmic === true && option.min > 0;
  const place = log ? Math.log10(Math.max(now, option.min)) : now;
  const min = log ? Math.log10(option.min) : option.min;
  const max = log ? Math.log10(option.max) : option.max;
  const slid = (event: Event) => {
    const at = (event.target as HTMLInputElement).valueAsNumber;
    change(clamp(option, log ? Number((10 ** at).toPrecision(2)) : at));
  };
  return html`<input type="range" min=${min} max=${max} step=${log ? 0.01 : option.step} .value=${String(place)} ?disabled=${disabled}
    aria-label="${option.label}, slider" aria-valuetext=${String(now)} aria-describedby="${id}-words" @input=${slid} />`;
}

/** Within its limits and on its grid, without the dust of binary fractions. */
function clamp({ min, max, step }: NumberOption, value: number): number {
  const stepped = Number((min + Math.round((value - min) / step) * step).toPrecision(12));
  return Math.min(max, Math.max(min, stepped));
}

/** 5 and [5, 5] are both 5; anything else is no single number. */
function numberOf(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.every((part) => part === value[0]) ? numberOf(value[0]) : undefined;
  return typeof value === 'number' ? value : undefined;
}
