/**
 * Work at the display's pace: at most once an animation frame, yet never stopped by a page that draws none.
 * Unlike the elements' `frame-pace`, which answers at once and then rests, this collects first: a step's report is told with its frame.
 */

const withoutFrames = 250; // milliseconds: a hidden page still gets its numbers, slowly

/** A function that asks for one call of `work` at the next frame, however often it is called before. */
export function oncePerFrame(work: () => void): { ask(): void; flush(): void } {
  let frame: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
    timer = frame = undefined;
    work();
  };
  return {
    ask() {
      if (timer !== undefined) return;
      timer = setTimeout(run, withoutFrames);
      if (typeof requestAnimationFrame === 'function') frame = requestAnimationFrame(run);
    },
    /** Does now what was asked for, if anything was. */
    flush: run,
  };
}
