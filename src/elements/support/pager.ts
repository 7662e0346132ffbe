/** Leafs through many pictures. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from './parts.js';
import { count } from './numbers.js';

/** Buttons for the page before and after; nothing where one page holds everything. Pages count from 0. */
export function pager(page: number, pages: number, go: (page: number) => void): TemplateResult | typeof nothing {
  if (pages <= 1) return nothing;
  const turn = (name: 'previous' | 'next', words: string, to: number) => html`<button
    class="sign"
    aria-label=${words}
    aria-disabled=${to < 0 || to >= pages}
    @click=${(event: Event) => {
      if (to < 0 || to >= pages) return;
      go(to);
      say(event.currentTarget as Element, place(to, pages));
    }}
  >
    ${icon(name)}
  </button>`;
  return html`<nav class="pager row" part="pager" aria-label="Pages">
    ${turn('previous', 'Previous page', page - 1)}
    <span>${place(page, pages)}</span>
    <span class="visually-hidden" role="status"></span>
    ${turn('next', 'Next page', page + 1)}
  </nav>`;
}

const place = (page: number, pages: number): string => `Page ${count(page + 1)} of ${count(pages)}`;

/** Read aloud when the reader has turned the page, not whenever training makes a list longer or shorter. */
function say(button: Element, words: string): void {
  const status = button.parentElement?.querySelector('[role=status]');
  if (status) status.textContent = words;
}

/** The part of a list that a page shows, and the page after the list has become shorter. */
export function pageOf<T>(items: readonly T[], page: number, perPage: number): { page: number; pages: number; items: readonly T[] } {
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const within = Math.min(page, pages - 1);
  return { page: within, pages, items: items.slice(within * perPage, (within + 1) * perPage) };
}
