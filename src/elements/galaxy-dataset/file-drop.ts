/** Files from the reader: dropped anywhere on the element, or chosen with a button. */
import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { DatasetSource } from '../../contract/dataset.js';

/** One file as itself, several as a list; null for none. */
function asSource(files: FileList | null | undefined): DatasetSource | null {
  const list = [...(files ?? [])];
  return list.length > 1 ? list : (list[0] ?? null);
}

/** Makes its host a place to drop files on. */
export class FileDrop implements ReactiveController {
  /** Whether a file is held over the host. */
  over = false;
  readonly #host: LitElement;
  readonly #take: (source: DatasetSource) => void;

  constructor(host: LitElement, take: (source: DatasetSource) => void) {
    this.#host = host;
    this.#take = take;
    host.addController(this);
  }

  hostConnected(): void {
    for (const [type, listener] of this.#listeners) this.#host.addEventListener(type, listener as EventListener);
  }

  hostDisconnected(): void {
    for (const [type, listener] of this.#listeners) this.#host.removeEventListener(type, listener as EventListener);
    this.over = false;
  }

  #held = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.#show(true);
  };

  #left = (event: DragEvent): void => {
    if (!this.#host.contains(event.relatedTarget as Node | null)) this.#show(false);
  };

  #dropped = (event: DragEvent): void => {
    const source = asSource(event.dataTransfer?.files);
    this.#show(false);
    if (!source) return;
    event.preventDefault();
    this.#take(source);
  };

  readonly #listeners: readonly [string, (event: DragEvent) => void][] = [
    ['dragover', this.#held],
    ['dragleave', this.#left],
    ['drop', this.#dropped],
  ];

  #show(over: boolean): void {
    if (over === this.over) return;
    this.over = over;
    this.#host.requestUpdate();
  }
}

/** A button that opens the reader's files. */
export function filePicker(take: (source: DatasetSource) => void, disabled: boolean): TemplateResult {
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const source = asSource(input.files);
    input.value = ''; // so that choosing the same file again is a change
    if (source) take(source);
  };
  const open = (event: Event) => ((event.currentTarget as Element).nextElementSibling as HTMLInputElement).click();
  return html`<span class="picker"
    ><button ?disabled=${disabled} @click=${open}>Choose a file…</button
    ><input type="file" accept=".h5,.hdf5" hidden aria-label="Data file" ?disabled=${disabled} @change=${chosen}
  /></span>`;
}
