/** The numbers behind both plots. */
import { html, nothing, type TemplateResult } from 'lit';
import type { RunSnapshot } from '../../contract/snapshot.js';
import { figure, whole } from './words.js';

/** A table of every report of a run, newest first; built only while it is open. */
export function epochTable(run: RunSnapshot | null, open: boolean, toggled: (event: Event) => void): TemplateResult | typeof nothing {
  if (!run || run.history.length === 0) return nothing;
  const bySteps = run.options.evaluateEvery !== undefined;
  return html`<details part="table" @toggle=${toggled}>
    <summary>The numbers</summary>
    ${
      open
        ? html`<div class="table" tabindex="0" role="region" aria-label="The numbers, scrolling">
          <table>
            <thead>
              <tr>
                <th scope="col">${bySteps ? 'Step' : 'Epoch'}</th>
                <th scope="col">Loss, training</th>
                <th scope="col">Loss, test</th>
                <th scope="col">Accuracy, training</th>
                <th scope="col">Accuracy, test</th>
                <th scope="col">Seconds</th>
                <th scope="col">Galaxies a second</th>
              </tr>
            </thead>
            <tbody>
              ${run.history.toReversed().map(
                (report) => html`<tr>
                  <th scope="row">${whole(bySteps ? report.step : report.epoch)}</th>
                  <td>${figure(report.trainLoss)}</td>
                  <td>${figure(report.testLoss)}</td>
                  <td>${figure(report.trainAccuracy)}</td>
                  <td>${figure(report.testAccuracy)}</td>
                  <td>${report.seconds.toFixed(1)}</td>
                  <td>${whole(report.samplesPerSecond)}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>`
        : nothing
    }
  </details>`;
}
