/** "What it runs on": every back end of this machine, how fast it trained, and why it was or was not taken. */
import { html, nothing, type TemplateResult } from 'lit';
import type { BackendName, BackendReport } from '../../contract/engine.js';
import { aStep } from './words.js';

const labels: Record<BackendName, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'JavaScript' };

/** As a reader knows it; runs of an earlier version of the page may name others. */
export const backendLabel = (name: string): string => (labels as Record<string, string>)[name] ?? name;

const isInUse = ({ name }: BackendReport, current: string | null): boolean => name === current;

/** Where it stands, in a word or two. */
function standing(report: BackendReport, current: string | null): string {
  if (isInUse(report, current)) return 'in use';
  if (!report.available) return 'not here';
  if (report.trustworthy === false) return 'not trusted';
  return report.msPerStep === undefined && !report.trustworthy ? 'not tried' : 'ready';
}

/** The back end in use and its speed: "WASM, 24.8 ms a step". */
function inShort(backends: readonly BackendReport[], current: string): string {
  const ms = backends.find(({ name }) => name === current)?.msPerStep;
  return ms === undefined ? backendLabel(current) : `${backendLabel(current)}, ${aStep(ms)}`;
}

export function backendTable(backends: readonly BackendReport[], current: string | null): TemplateResult | typeof nothing {
  if (backends.length === 0 || current === null) return nothing;
  return html`<details part="backends">
    <summary>What it runs on <span class="secondary summary-words">${inShort(backends, current)}</span></summary>
    <div class="table" tabindex="0" role="region" aria-label="What it can run on, scrolling">
      <table class="backends">
        <thead>
          <tr>
            <th scope="col">Back end</th>
            <th scope="col">State</th>
            <th scope="col">Speed</th>
            <th scope="col" class="reason">Why</th>
          </tr>
        </thead>
        <tbody>
          ${backends.map(
            (report) => html`<tr class=${isInUse(report, current) ? 'in-use' : nothing}>
              <th scope="row">${backendLabel(report.name)}</th>
              <td>${standing(report, current)}</td>
              <td>${report.msPerStep === undefined ? '–' : aStep(report.msPerStep)}</td>
              <td class="reason">${report.why}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
