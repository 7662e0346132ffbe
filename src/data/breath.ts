/**
 * Lets a worker hear its messages in the midst of long work: questions, a wish to pause or to stop.
 * A message to oneself, not a timer or an animation frame: browsers stretch nested timers to 4 ms and, in hidden pages, to a second.
 */

/** Milliseconds after which a channel that nobody uses is closed: an open one would keep Node from ending, and a new one each time is slow. */
const idle = 100;

let port: MessagePort | null = null;
let used = false;
const waiting: (() => void)[] = [];

/** Resolves when everything that already waits has had its turn. */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    used = true;
    port ??= open();
    port.postMessage(null);
  });
}

/** One message, one of those who wait. */
function open(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  const closeWhenIdle = (): void => {
    if (used || waiting.length > 0) {
      used = false;
      setTimeout(closeWhenIdle, idle);
    } else {
      port1.close();
      port = null;
    }
  };
  setTimeout(closeWhenIdle, idle);
  return port2;
}

/** Says when it is time for the next yield. */
export class Breath {
  readonly #milliseconds: number;
  #last = performance.now();

  /** Work may go on for `milliseconds` between two yields. */
  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  /** Whether it is time to take one. Cheap: asked in hot loops. */
  get due(): boolean {
    return performance.now() - this.#last >= this.#milliseconds;
  }

  /** Yields, and starts counting again. */
  async take(): Promise<void> {
    await yieldToEvents();
    this.#last = performance.now();
  }
}
