/** Draws many pictures without holding the page up: a few milliseconds' worth at a time, the rest in later tasks. */

/** Milliseconds of drawing in one task; a frame has 16. */
const budget = 8;

const waiting = new Map<object, () => void>();
let spent = 0;
let scheduled = false;

/** Draws now if this task has time left, otherwise soon; a newer drawing for the same `target` replaces one that waits. */
export function paint(target: object, draw: () => void): void {
  if (spent < budget && waiting.size === 0) {
    measure(draw);
  } else {
    waiting.set(target, draw);
  }
  schedule();
}

/** Forgets a drawing that has not been made yet. */
export function forget(target: object): void {
  waiting.delete(target);
}

function measure(draw: () => void): void {
  const start = performance.now();
  draw();
  spent += performance.now() - start;
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  setTimeout(slice);
}

function slice(): void {
  scheduled = false;
  spent = 0;
  for (const [target, draw] of waiting) {
    if (spent >= budget) break;
    waiting.delete(target);
    measure(draw);
  }
  if (waiting.size > 0) schedule();
}
