/** The line between what is learned from and what is kept back, to be dragged or moved with the arrow keys. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DatasetInfo } from '../../contract/dataset.js';
import { cssVars } from '../support/css-vars.js';
import { count, percent } from '../support/numbers.js';

/** The least and greatest training share one can drag to, in per cent: both parts keep something. */
export const [least, most] = [5, 95];

interface SplitDivider {
  info: DatasetInfo;
  /** Training fraction under the reader's finger; null when it is let go. */
  preview: number | null;
  /** Why it cannot be moved now, in words. */
  fixed: string | null;
  moving(fraction: number): void;
  released(fraction: number): void;
}

export function splitDivider({ info, preview, fixed, moving, released }: SplitDivider): TemplateResult {
  const share = preview ?? info.train / Math.max(1, info.count);
  const train = preview === null ? info.train : Math.round(info.count * preview);
  const words = `${count(train)} to learn from, ${count(info.count - train)} kept back to test`;
  const value = (event: Event) => Number((event.target as HTMLInputElement).value) / 100;
  return html`<div class="split" part="split" ${cssVars({ '--train': share })}>
    <div class="split-words">
      <span class="train"><span class="line"></span>${count(train)} to learn from <span class="secondary">${percent(share)}</span></span>
      <span class="test"><span class="line"></span>${count(info.count - train)} kept back to test <span class="secondary">${percent(1 - share)}</span></span>
    </div>
    <div class="track">
      <span class="train-part"></span><span class="test-part"></span>
      <input
        type="range"
        aria-label="Share to learn from"
        aria-valuetext=${words}
        min=${least}
        max=${most}
        step="1"
        .value=${String(Math.round(share * 100))}
        ?disabled=${fixed !== null}
        @input=${(event: Event) => moving(value(event))}
        @change=${(event: Event) => released(value(event))}
      />
    </div>
    ${fixed === null ? nothing : html`<p class="small secondary">${fixed}</p>`}
  </div>`;
}
