/** The runs of the session to compare: a chip each; the picked one can be named and stands in front in the plots. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RunSnapshot } from '../../contract/snapshot.js';
import type { TrainOptions } from '../../contract/training.js';
import { figure, stateInShort, whole } from './words.js';

interface RunListSettings {
  /** Every run, oldest first, the latest included. */
  runs: readonly RunSnapshot[];
  /** Id of the run in front. */
  front: string | null;
  names: ReadonlyMap<string, string>;
  hidden: ReadonlySet<string>;
  pick: (id: string) => void;
  rename: (id: string, name: string) => void;
  show: (id: string, visible: boolean) => void;
}

/** What a run is called until the reader names it. */
const usualName = (run: RunSnapshot): string => `Run ${run.number}`;

export function runList(settings: RunListSettings): TemplateResult | typeof nothing {
  const { runs, names, hidden, front } = settings;
  if (runs.length < 2) return nothing;
  const picked = runs.find(({ id }) => id === front);
  return html`<div class="runs" part="runs" role="group" aria-label="Runs to compare">
      <div class="chips">
        ${runs.map(
          (
            run,
          ) => html`<button type="button" class="chip run ${hidden.has(run.id) ? 'off' : ''}" aria-pressed=${run.id === front ? 'true' : 'false'}
            title=${`${run.network}: ${optionsInWords(run.options)}`} @click=${() => settings.pick(run.id)}>
            ${names.get(run.id) ?? usualName(run)}<span class="secondary">${figure(bestKnown(run))}</span>
          </button>`,
        )}
      </div>
      ${picked ? details(picked, settings) : nothing}
    </div>`;
}

function details(run: RunSnapshot, { names, hidden, rename, show }: RunListSettings): TemplateResult {
  const renamed = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const name = input.value.trim();
    input.value = name || usualName(run); // Lit sees no change where it was called so before
    rename(run.id, name);
  };
  const shown = (event: Event) => show(run.id, (event.target as HTMLInputElement).checked);
  return html`<div class="row run-details">
    <label class="field">Name
      <input class="run-name" type="text" maxlength="40" .value=${names.get(run.id) ?? usualName(run)} @change=${renamed} />
    </label>
    <p class="small secondary run-words"><span>${run.network}</span>: ${optionsInWords(run.options)}. ${stateInShort(run)}</p>
    <label class="option-check small"><input type="checkbox" .checked=${!hidden.has(run.id)} @change=${shown} /> Keep its line</label>
  </div>`;
}

const bestKnown = (run: RunSnapshot): number | undefined => {
  const last = run.history.at(-1);
  return last && Number.isNaN(last.testAccuracy) ? last.trainAccuracy : last?.testAccuracy;
};

/** "adam 0.001, batches of 64, 10 epochs, seed 1". */
export function optionsInWords(options: TrainOptions): string {
  const parts = [`${options.optimizer} ${options.learningRate}`, `batches of ${options.batchSize}`];
  if (options.epochs) parts.push(options.epochs === 1 ? '1 epoch' : `${options.epochs} epochs`);
  if (options.steps) parts.push(`${whole(options.steps)} steps`);
  if (options.augment) parts.push('turned and mirrored');
  parts.push(`seed ${options.seed ?? 1}`);
  return parts.join(', ');
}
