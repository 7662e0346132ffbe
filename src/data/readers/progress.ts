/** How far the reading is, told a few times a second. */

/** Hears a fraction from 0 to 1 and what is being done. */
export type Progress = (fraction: number, label: string) => void;

const reportEvery = 100; // milliseconds

/** Passes on a report at most every 100 ms; the last one (fraction 1) always. */
export function atIntervals(onProgress: Progress): Progress {
  let last = Number.NEGATIVE_INFINITY;
  return (fraction, label) => {
    const now = performance.now();
    if (now - last < reportEvery && fraction < 1) return;
    last = now;
    onProgress(fraction, label);
  };
}
