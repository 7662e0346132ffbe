// The two ways a side takes part: in a page of its own browser, or in a Python process.
import { root } from '../scripts/project.mjs';
import { startPage } from './browser.mjs';
import { startPython } from './peers/python.mjs';

/**
 * @typedef {object} Running
 * @property {() => Promise<{ note: string, compared?: number }>} open gets ready; `compared`: how many first losses must equal the others'
 * @property {(steps: number) => Promise<{ ms: number, loss: number }>} run
 * @property {() => Promise<void>} close ends its process, in the middle of a step too
 *
 * @typedef {object} Entrant
 * @property {string} name as `--peers` takes it
 * @property {string} label as the table says it
 * @property {boolean} [ours] takes part always
 * @property {(job: { name: string }) => boolean} [applies] whether the case is one for it; there is no row where it is not
 * @property {string} [absent] why it cannot take part here
 * @property {(job: object, context: object) => Promise<Running>} [start]
 */

/**
 * A side that runs `bench/pages/<script>.ts`.
 * @param {string} script
 * @param {{ options?: Record<string, string>, isolated?: boolean, graphics?: 'hardware' | 'software' }} [how] `isolated`: its page may have threads
 */
export const pageSide = (script, { options = {}, isolated = false, graphics } = {}) => ({
  start: async (job, { sites }) => {
    const { call, close } = await startPage({
      site: isolated ? sites.isolated : sites.plain,
      script,
      kind: graphics,
      inWorker: script === 'ours',
    });
    return { open: () => call('open', job, options), run: (steps) => call('run', steps), close };
  },
});

/** A side that runs `bench/peers/<script>`, with `env` in its environment; where there is no Python with what it `needs`, it says so. */
export function pythonSide(script, python, { needs, options = {}, env = {} }) {
  if (!python) return { absent: `not found here: a Python with ${needs}` };
  return {
    start: async (job) => {
      const { ask, close } = startPython(python.command, script, env);
      return { open: () => ask({ open: job, options: { root, ...options } }), run: (steps) => ask({ run: steps }), close };
    },
  };
}
