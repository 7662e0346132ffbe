/** Tells the session's events from where a page would listen: the element concerned, or the document. Each is told once. */
import { RunEndEvent, RunStart, EpochEvent, StepEvent, DatasetChange, NetworkChange, type TellEvent } from '../contract/events.js';

/** The tag that tells an event, where one of the session stands on the page. */
const tellers: Readonly<Record<string, string>> = {
  [DatasetChange.type]: 'galaxy-dataset',
  [NetworkChange.type]: 'net-builder',
  [RunStart.type]: 'train-panel',
  [RunEndEvent.type]: 'train-panel',
  [EpochEvent.type]: 'train-panel',
  [StepEvent.type]: 'train-panel',
};

export class Teller {
  readonly #elements = new Set<HTMLElement>();

  /** From now on `element` may tell; the answer undoes it. */
  attach(element: HTMLElement): () => void {
    this.#elements.add(element);
    return () => this.#elements.delete(element);
  }

  /** Dispatches `event` from the first connected element whose part it is, else from the document; without a document, nowhere. */
  tell(event: TellEvent<{ session: string }>): void {
    const tag = tellers[event.type];
    const candidates = [...this.#elements].filter((element) => element.isConnected);
    const element = candidates.find(({ localName }) => localName === tag);
    (element ?? globalThis.document)?.dispatchEvent(event);
  }
}
