/** Which class to explain: each with the probability the network gives it. */
import { html, type TemplateResult } from 'lit';
import { classColour } from '../../draw/class-colours.js';
import { cssVars } from '../support/css-vars.js';
import { percent } from '../support/numbers.js';

interface ClassPickerSettings {
  names: readonly string[];
  /** The network's probabilities; undefined until they are known. */
  probabilities: readonly number[] | undefined;
  /** The class explained now; undefined while it is not known. */
  target: number | undefined;
  /** Whether that is simply the predicted class. */
  predicted: boolean;
  choose: (target: number | 'predicted') => void;
}

export function classPicker({ names, probabilities, target, predicted, choose }: ClassPickerSettings): TemplateResult {
  return html`<div class="picker" role="group" aria-label="The class to explain">
    <button type="button" class="chip follow" aria-pressed=${predicted ? 'true' : 'false'} @click=${() => choose('predicted')}>Whatever the network says</button>
    <ol class="classes">
      ${names.map(
        (name, label) => html`<li>
          <button type="button" class="class quiet" aria-pressed=${label === target ? 'true' : 'false'} @click=${() => choose(label)}
            ${cssVars({ '--share': probabilities?.[label] ?? 0, '--class': classColour(label) })}>
            <span class="class-name">${name}</span>
            <span class="class-share">${probabilities ? percent(probabilities[label] ?? Number.NaN) : ''}</span>
          </button>
        </li>`,
      )}
    </ol>
  </div>`;
}
