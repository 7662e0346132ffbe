/** What the keys do on the layers of the network. */

interface LayerKeys {
  /** The layer the keyboard stands on, and the last one. */
  at: number;
  last: number;
  /** Looking around is allowed, changing is not. */
  locked: boolean;
  go(to: number): void;
  move(to: number): void;
  pick(): void;
  remove(): void;
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Arrow keys walk, with Alt they move the layer; Home, End, Enter, Space and Delete. False for a key that does nothing here. */
export function layerKey({ key, altKey }: KeyboardEvent, { at, last, locked, go, move, pick, remove }: LayerKeys): boolean {
  const step = steps[key];
  if (step !== undefined && altKey) {
    if (!locked) move(at + step);
  } else if (step !== undefined) go(Math.min(last, Math.max(0, at + step)));
  else if (key === 'Enter' || key === ' ') pick();
  else if ((key === 'Delete' || key === 'Backspace') && !locked) remove();
  else if (key === 'Home') go(0);
  else if (key === 'End') go(last);
  else return false;
  return true;
}

/** Control+Z undoes and with Shift redoes, except in a number field, which has its own undo. */
export function historyKey({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent, target: unknown): 'undo' | 'redo' | null {
  if (!(ctrlKey || metaKey) || key.toLowerCase() !== 'z') return null;
  if (target instanceof HTMLInputElement && target.type === 'number') return null;
  return shiftKey ? 'redo' : 'undo';
}
