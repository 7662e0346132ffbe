/** The curves with the reader's cursor: pointing and arrow keys walk through the reports of both plots at once. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { DatasetInfo } from '../../contract/dataset.js';
import type { RunSnapshot } from '../../contract/snapshot.js';
import { nearestPoint } from '../../draw/curve.js';
import { readout } from './figures.js';
import { margin, xAxis } from './plot.js';
import { plots, sharedDomain, type PlotsSettings } from './plots.js';
import { measureCurve, naturalUnit, type AxisUnit } from './run-curves.js';

/** From this width of both together on, the plots stand side by side; the style sheet's container query says the same. */
const sideBySide = 640;
const gap = 24;

export interface Curves {
  front: RunSnapshot | null;
  behind: readonly RunSnapshot[];
  dataset: DatasetInfo | null;
}

export class CurvesView implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #curves: Curves = { front: null, behind: [], dataset: null };
  #cursor: number | null = null;
  #unit: AxisUnit | null = null;
  #width = 320;
  #widths: ResizeObserver | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#widths = new ResizeObserver(([entry]) => this.#measure(entry?.contentRect.width ?? 0));
    this.#observe();
  }

  hostUpdated(): void {
    this.#observe();
  }

  hostDisconnected(): void {
    this.#widths?.disconnect();
  }

  render(curves: Curves): TemplateResult {
    if (curves.front?.id !== this.#curves.front?.id) this.#cursor = null;
    this.#curves = curves;
    const { front } = curves;
    const settings = this.#settings;
    const reports = front?.history.length ?? 0;
    const at = this.#cursor ?? reports - 1;
    // With something to read, the plots are one slider: its value is the report under the cursor.
    const reading = <T>(value: T) => (reports > 0 ? value : nothing);
    return html`<div class="plots" part="plots" tabindex=${reading(0)} role=${reading('slider')}
        aria-label=${reading('Curves of loss and accuracy, report by report')}
        aria-valuemin=${reading(1)} aria-valuemax=${reading(reports)} aria-valuenow=${reading(at + 1)} aria-valuetext=${reading(readout(front, at))}
        @pointermove=${this.#point} @pointerleave=${this.#leave} @keydown=${this.#walk} @blur=${this.#leave}>
        ${plots(settings)}
      </div>
      <div class="row under-plots">
        <span class="legend train">training</span><span class="legend test">test</span>
        <span class="secondary small reading">${readout(front, this.#cursor)}</span>
        <button type="button" class="quiet small unit spread" @click=${this.#turn}>Count in ${settings.unit === 'epoch' ? 'steps' : 'epochs'}</button>
      </div>`;
  }

  get #settings(): PlotsSettings {
    const unit = this.#unit ?? naturalUnit(this.#curves.front);
    return { ...this.#curves, unit, cursor: this.#cursor, width: this.#width, height: this.#width < 360 ? 176 : 208 };
  }

  #observe(): void {
    const element = this.#host.shadowRoot?.querySelector('.plots');
    if (element) this.#widths?.observe(element);
  }

  #measure(whole: number): void {
    const width = Math.floor(whole >= sideBySide ? (whole - gap) / 2 : whole);
    if (width <= 0 || width === this.#width) return;
    this.#width = width;
    this.#host.requestUpdate();
  }

  #move(cursor: number | null): void {
    if (cursor === this.#cursor) return;
    this.#cursor = cursor;
    this.#host.requestUpdate();
  }

  #leave = (): void => this.#move(null);

  #turn = (): void => {
    this.#unit = this.#settings.unit === 'epoch' ? 'step' : 'epoch';
    this.#host.requestUpdate();
  };

  #point = (event: PointerEvent): void => {
    const plot = (event.target as Element).closest('figure');
    const { front, dataset } = this.#curves;
    if (!plot || !front) return;
    const settings = this.#settings;
    const at = xAxis(sharedDomain(settings), this.#width).value(event.clientX - plot.getBoundingClientRect().left - margin.left);
    const nearest = nearestPoint(measureCurve(front, 'trainLoss', settings.unit, dataset?.train ?? 1), at);
    this.#move(nearest < 0 ? null : nearest);
  };

  #walk = (event: KeyboardEvent): void => {
    const last = (this.#curves.front?.history.length ?? 0) - 1;
    const at = this.#cursor ?? last;
    const places: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      Home: 0,
      End: last,
    };
    const next = places[event.key];
    if (next === undefined || last < 0) return;
    event.preventDefault();
    this.#move(Math.min(last, Math.max(0, next)));
  };
}
