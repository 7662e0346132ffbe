// Who takes part on this machine: ourselves and the peers, and how each is started for a case. One that cannot take part says why.
import { root } from '../scripts/project.mjs';
import { startPage } from './browser.mjs';
import { startPython } from './peers/python.mjs';

/**
 * @typedef {object} Running
 * @property {() => Promise<{ note: string }>} open builds the network and its batches
 * @property {(steps: number) => Promise<{ ms: number, loss: number }>} run
 * @property {() => Promise<void>} close ends its process, in the middle of a step too
 *
 * @typedef {object} Entrant
 * @property {string} name as `--peers` takes it
 * @property {string} label as the table says it
 * @property {boolean} [ours] takes part always
 * @property {(step: import('./cases.mjs').StepCase) => boolean} [applies] whether the case is one for it; there is no row where it is not
 * @property {string} [absent] why it cannot take part here
 * @property {(job: object, context: object) => Promise<Running>} start
 */

const backends = { cpu: 'cpu', wasm: 'WASM', webgl: 'WebGL', webgpu: 'WebGPU' };
const needsGraphics = (backend) => backend === 'webgl' || backend === 'webgpu';

/** A side that runs on one of TensorFlow.js's back ends, in a page of its own. */
function inPage(script, backend, { graphics }, { isolated = false } = {}) {
  const drawn = needsGraphics(backend);
  const inSoftware = drawn && graphics.kind === 'software' ? ' in software' : '';
  return {
    label: `${backends[backend]}${inSoftware}`,
    absent: drawn && !graphics[backend] ? `this browser has no ${backends[backend]} here` : undefined,
    start: async (job, { sites }) => {
      const site = isolated ? sites.isolated : sites.plain;
      const page = await startPage({ site, script, kind: drawn ? graphics.kind : undefined });
      return { open: () => page.call('open', job, { backend }), run: (steps) => page.call('run', steps), close: page.close };
    },
  };
}

/** A side that runs in a Python of its own; without one, it says what is missing. */
function inPython(script, python, { needs, options = {} }) {
  if (!python) return { absent: `not found here: a Python with ${needs}` };
  return {
    start: async (job) => {
      const { ask, close } = startPython(python.command, script);
      return { open: () => ask({ open: job, options: { root, ...options } }), run: (steps) => ask({ run: steps }), close };
    },
  };
}

const titled = (title, side) => ({ ...side, label: `${title}, ${side.label}` });

/** Where our other back ends are slow programs that imitate something, two cases show it well enough. */
const light = ['phys467-cnn', 'decals', 'phys467-fcn'];
/** The case that shows what the session adds to the bare step on each of them. */
const everyBackend = 'phys467-fcn';

function ourSides(machine) {
  const inSoftware = machine.graphics.kind === 'software';
  const other = (backend) => ({
    name: `ours-${backend}`,
    applies: ({ name }) => light.includes(name) || (needsGraphics(backend) && !inSoftware),
    ...titled('Galaxy Playground', inPage('ours', backend, machine)),
  });
  const session = (backend) => ({
    name: backend === 'wasm' ? 'session' : `session-${backend}`,
    ours: backend === 'wasm',
    applies: ({ name, dataset }) =>
      Boolean(dataset) && (backend === 'wasm' || name === everyBackend || (needsGraphics(backend) && !inSoftware)),
    ...titled('Galaxy Playground’s session', inPage('session', backend, machine)),
  });
  return [
    { name: 'ours', ours: true, ...inPage('ours', 'wasm', machine), label: 'Galaxy Playground, WASM, one thread' },
    {
      name: 'ours-threads',
      ours: true,
      ...inPage('ours', 'wasm', machine, { isolated: true }),
      label: 'Galaxy Playground, WASM, cross-origin isolated',
    },
    session('wasm'),
    ...['webgpu', 'webgl', 'cpu'].flatMap((backend) => [other(backend), session(backend)]),
  ];
}

/** A row for each version of NumPy: they bring products of very different speed along. */
function numpySides(pythons) {
  const versions = pythons.filter(({ numpy }, i, all) => numpy && all.findIndex((other) => other.numpy === numpy) === i);
  return (versions.length > 0 ? versions : [undefined]).map((python) => ({
    name: 'numpy',
    label: `NumPy${python ? ` ${python.numpy}` : ''}, the course’s code`,
    applies: ({ name }) => name === 'phys246' || name === 'decals',
    ...inPython('numpy_course.py', python, { needs: 'NumPy' }),
  }));
}

function torchSides({ pythons, graphics }) {
  const python = pythons.find(({ torch, numpy }) => torch && numpy);
  const card = { ...inPython('pytorch.py', python, { needs: 'PyTorch', options: { device: 'cuda' } }) };
  return [
    { name: 'pytorch', label: 'PyTorch, one thread', ...inPython('pytorch.py', python, { needs: 'PyTorch', options: { threads: 1 } }) },
    {
      name: 'pytorch-cuda',
      label: 'PyTorch, CUDA',
      applies: () => graphics.kind === 'hardware' || Boolean(python?.cuda),
      ...(python?.cuda ? card : { absent: 'PyTorch finds no CUDA device here' }),
    },
  ];
}

const tensorflowSides = (machine) =>
  ['wasm', 'webgpu', 'webgl', 'cpu'].map((backend) => ({
    name: `tfjs-${backend}`,
    ...titled('TensorFlow.js 4.22', inPage('tfjs', backend, machine)),
  }));

/** It has plain gradient descent and convolutions, but no loss on sigmoids and no one-dimensional layers. */
const convnetSide = {
  name: 'convnetjs',
  label: 'ConvNetJS 0.3',
  applies: ({ name }) => ['phys467-cnn', 'phys467-fcn', 'galaxy10'].includes(name),
  start: async (job, { sites }) => {
    const page = await startPage({ site: sites.plain, script: 'convnet' });
    return { open: () => page.call('open', job, {}), run: (steps) => page.call('run', steps), close: page.close };
  },
};

/**
 * Ours first, then the peers whose name begins with one of `wanted`; all of them where that is empty.
 * @returns {Entrant[]}
 */
export const entrantsOn = (machine, wanted = []) =>
  [...ourSides(machine), ...torchSides(machine), ...numpySides(machine.pythons), ...tensorflowSides(machine), convnetSide].filter(
    ({ name, ours }) => ours || wanted.length === 0 || wanted.some((word) => name.startsWith(word)),
  );
