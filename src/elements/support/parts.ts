/** Small pieces every element is made of. Their styles are in `tokens.ts`. */
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { PlaygroundError } from '../../contract/playground-error.js';
import type { SessionSnapshot, TaskName, TaskProgress } from '../../contract/snapshot.js';
import { icons, type IconName } from './icons.js';

/** A drawn sign, hidden from screen readers: the words beside it say the same. */
export function icon(name: IconName): TemplateResult {
  const path: SVGTemplateResult = svg`<path d=${icons[name]} />`;
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${path}</svg>`;
}

/** The newest of the session's tasks that has one of these names. */
export function taskOf(tasks: readonly TaskProgress[], ...names: TaskName[]): TaskProgress | undefined {
  return tasks.findLast(({ task }) => names.includes(task));
}

/** What an element waits for: its own task, or first the engine it needs, where that is still starting. One bar for both. */
export function waitFor(tasks: readonly TaskProgress[], own: TaskName): TaskProgress | undefined {
  const task = taskOf(tasks, own);
  return task && (taskOf(tasks, 'engine') ?? task);
}

/** The session's latest refusal where it is one of these; others are another element's to tell. */
export function refusalOf(
  { error, refused }: SessionSnapshot,
  ...whose: NonNullable<SessionSnapshot['refused']>[]
): PlaygroundError | null {
  return refused !== null && whose.includes(refused) ? error : null;
}

/** What is being done and how far it has come; nothing where nothing is. */
export function progress(task: TaskProgress | undefined): TemplateResult | typeof nothing {
  if (!task) return nothing;
  const percent = task.fraction === null ? null : Math.round(task.fraction * 100);
  return html`<div class="progress" part="progress">
    <span class="progress-words"><span>${task.label}</span>${percent === null ? nothing : html`<span>${percent} %</span>`}</span>
    ${percent === null ? html`<progress aria-label=${task.label}></progress>` : html`<progress aria-label=${task.label} max="100" .value=${percent}></progress>`}
  </div>`;
}

/** A refusal in words, read out at once; nothing where there is none. `action` is what the reader can do about it. */
export function errorNote(error: { message: string } | string | null, action: unknown = nothing): TemplateResult {
  // The box is always there and its words come and go, so that screen readers notice them.
  const words = typeof error === 'string' ? error : error?.message;
  return html`<div class="error" part="error" role="alert" ?hidden=${!words}>
    ${words ? html`${icon('warning')}<span class="error-words">${words}</span>${action}` : nothing}
  </div>`;
}

/** What stands where there is nothing to show yet: what will be here, and what it waits for. */
export function emptyState(name: IconName, title: string, words: string, action: unknown = nothing): TemplateResult {
  return html`<div class="empty" part="empty">
    ${icon(name)}
    <p class="empty-title">${title}</p>
    <p class="empty-words">${words}</p>
    ${action}
  </div>`;
}
