// How long the page's main thread was busy with one thing, by the clock of the processor and not of the wall: on a machine whose
// cores are all taken (by the very training that goes on), a task that waits for a core looks long and is not the page's doing.

/** The browser's own name for one turn of a thread's loop. */
const turn = 'ThreadControllerImpl::RunTask';

/** Tasks of the page's main threads in a trace, ms. */
export function tasksIn({ traceEvents }) {
  const key = ({ pid, tid }) => `${pid}:${tid}`;
  const names = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const main = new Set(names.map(key));
  return traceEvents
    .filter((event) => event.name === turn && event.ph === 'X' && main.has(key(event)))
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, cpu: tdur / 1000 }));
}

/** Runs `action` and gives every task of the page's main thread meanwhile. */
export async function tasksDuring(page, action) {
  await page.tracing.start({ categories: ['toplevel', 'devtools.timeline'] });
  await action();
  const trace = await page.tracing.stop();
  return tasksIn(JSON.parse(new TextDecoder().decode(trace)));
}
