// How long the page cannot answer its reader while a network learns: tasks of its main thread, by the processor's clock.
import { tasksDuring } from '../tests/pages/tasks.mjs';
import { launch } from './browser.mjs';
import { figure, table } from './table.mjs';

/** A task longer than this is felt (the long-tasks specification, W3C). */
const long = 50; // ms

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const element = `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">
<script type="module" src="/dist/galaxy-playground.js"></script></head><body>
<galaxy-dataset src="synthetic:galaxies?n=480" classes="0,1,2,3,4,5,6,7" crop="48" normalise></galaxy-dataset>
<net-builder preset="phys467-cnn"></net-builder><train-panel epochs="500" autostart></train-panel></body></html>`;

/** Pages for the server: the elements as a lesson has them. */
export const longTaskPages = { '/elements.html': element };

/** Training through the elements, after its first epoch. */
async function startOurs(page, { origin }) {
  await page.goto(`${origin}/elements.html`);
  const trained = async () => (await import('/dist/galaxy-playground.js')).getSession().snapshot.run?.history.length >= 1;
  await page.waitForFunction(trained, { polling: 250, timeout: 60_000 });
}

/** Training in the page itself, a step after the other with a turn for others between them, as TensorFlow.js's own examples do. */
async function startTensorflow(page, { origin }, job) {
  await page.goto(`${origin}/blank.html`);
  await page.evaluate(async (given) => {
    await import('/.cache/bench/pages/tfjs.js');
    const { open, run } = globalThis.entrant;
    await open(given, { backend: 'wasm' });
    await run(2);
    const next = () => run(1).then(() => setTimeout(next));
    setTimeout(next);
  }, job);
}

const sides = [
  { name: 'ours', label: 'Galaxy Playground, its elements', start: startOurs },
  { name: 'tfjs', label: 'TensorFlow.js 4.22 in the page, WASM', start: startTensorflow },
];

/** Each side trains the PHYS-467 CNN for `seconds`. */
export async function watchLongTasks(job, { sites, say }, seconds) {
  const results = [];
  for (const { name, label, start } of sides) {
    say(`long tasks: ${name}`);
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await start(page, sites.plain, job);
      const tasks = await tasksDuring(page, () => wait(1000 * seconds));
      const times = tasks.map(({ cpu }) => cpu);
      const longest = times.reduce((most, time) => Math.max(most, time), 0);
      results.push({ name, label, seconds, long: times.filter((time) => time > long).length, longest });
    } finally {
      await browser.close();
    }
  }
  return results;
}

export function longTaskTable(results) {
  const rows = results.map(({ label, long: count, longest, seconds }) => [label, String(count), figure(longest), String(seconds)]);
  const title = '### Tasks over 50 ms on the page’s main thread while the PHYS-467 CNN learns';
  return `${title}\n\n${table(['', 'tasks:', 'longest, ms:', 'in seconds:'], rows)}`;
}
