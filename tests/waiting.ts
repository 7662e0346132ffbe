/** Time in tests, on machines that are busy with other things too. */

const patience = { milliseconds: 20_000, looks: 400 };

/** Waits until `condition` holds. A machine that stood still meanwhile is given as many looks as one that did not. */
export async function until(condition: () => unknown, what = String(condition)): Promise<void> {
  const end = performance.now() + patience.milliseconds;
  for (let looks = 0; !condition(); looks++) {
    if (performance.now() > end && looks > patience.looks) throw new Error(`Waited in vain for ${what}`);
    await new Promise((go) => setTimeout(go, 5));
  }
}

/**
 * Runs `work` while the page's clock stands still, and goes on only by as many milliseconds as `pass` is told: for what is to happen
 * within a time, or after one. Timers go on.
 */
export async function withStoppedClock(work: (pass: (milliseconds: number) => void) => Promise<void>): Promise<void> {
  let now = performance.now();
  performance.now = () => now;
  try {
    await work((milliseconds) => {
      now += milliseconds;
    });
  } finally {
    Reflect.deleteProperty(performance, 'now');
  }
}
