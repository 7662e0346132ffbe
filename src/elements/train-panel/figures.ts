/** The figures beside the button, the progress of the run, and what the cursor reads. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BackendName } from '../../contract/engine.js';
import type { RunSnapshot, SessionSnapshot } from '../../contract/snapshot.js';
import { isActive } from '../support/run-state.js';
import { backendLabel } from './backend-table.js';
import { aStep, duration, figure, whole } from './words.js';

export function figures(
  run: RunSnapshot | null,
  { backend, backends }: Pick<SessionSnapshot, 'backend' | 'backends'>,
): TemplateResult | typeof nothing {
  if (!run) return nothing;
  const last = run.history.at(-1);
  const { evaluateEvery, epochs, steps } = run.options;
  const counted =
    evaluateEvery || !epochs
      ? ['Step', whole(Math.max(run.step?.step ?? 0, last?.step ?? 0)), steps && whole(steps)]
      : ['Epoch', String(Math.max(run.step?.epoch ?? 0, last?.epoch ?? 0)), epochs];
  const tested = last !== undefined && !Number.isNaN(last.testAccuracy);
  const loss = isActive(run.state) ? (run.step?.loss ?? last?.trainLoss) : last?.trainLoss;
  const computes = last?.backend ?? backend;
  const ms = backends.find(({ name }) => name === computes && name === backend)?.msPerStep;
  return html`<dl class="figures">
    ${one(String(counted[0]), counted[1], counted[2] ? `of ${counted[2]}` : '')}
    ${one('Loss', figure(loss), '')}
    ${one('Accuracy', figure(tested ? last.testAccuracy : last?.trainAccuracy), last ? (tested ? 'test' : 'training') : '')}
    ${one('Speed', last ? whole(last.samplesPerSecond) : '–', 'galaxies a second')}
    ${one('Runs on', computes ? backendLabel(computes) : '–', ms === undefined ? '' : aStep(ms))}
  </dl>`;
}

const one = (name: string, value: unknown, unit: string): TemplateResult =>
  html`<div><dt>${name}</dt><dd><span class="figure">${value}</span>${unit ? html` <span class="small secondary">${unit}</span>` : nothing}</dd></div>`;

/** How far the run has come; `left` in seconds, null where it is too early to tell. */
export function progressBar(run: RunSnapshot | null, left: number | null): TemplateResult | typeof nothing {
  if (!run || !isActive(run.state)) return nothing;
  if (run.measuring) return measuring(run.measuring);
  const percent = Math.round((run.step?.fraction ?? 0) * 100);
  const words = run.state === 'paused' ? 'Paused' : left === null ? 'Under way' : `${duration(left)} left`;
  return html`<div class="progress" part="progress">
    <span class="progress-words"><span>${words}</span><span>${percent} %</span></span>
    <progress aria-label="Training" max="100" .value=${percent}></progress>
  </div>`;
}

/** Before a network's first run. How long it lasts nobody knows: a card may be slow to answer. */
const measuring = (backend: BackendName): TemplateResult => html`<div class="progress" part="progress">
    <span class="progress-words"><span>Finding the fastest back end: ${backendLabel(backend)} …</span></span>
    <progress aria-label="Measuring ${backendLabel(backend)}"></progress>
  </div>`;

/** The report under the cursor in words; nothing where there is no cursor. */
export function readout(run: RunSnapshot | null, index: number | null): string {
  const report = index === null ? undefined : run?.history[index];
  if (!run || !report) return '';
  const where = run.options.evaluateEvery ? `Step ${whole(report.step)}` : `Epoch ${report.epoch}`;
  const pair = (training: number, test: number) => `${figure(training)} training, ${figure(test)} test`;
  return `${where} · loss ${pair(report.trainLoss, report.testLoss)} · accuracy ${pair(report.trainAccuracy, report.testAccuracy)}`;
}
