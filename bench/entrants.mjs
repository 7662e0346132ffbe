// Who trains on this machine: ourselves and the peers. One that cannot take part says why.
import process from 'node:process';
import { laptopKernels } from './peers/python.mjs';
import { pageSide, pythonSide } from './sides.mjs';

const names = { cpu: 'cpu', wasm: 'WASM', webgl: 'WebGL', webgpu: 'WebGPU' };
const drawn = (backend) => backend === 'webgl' || backend === 'webgpu';

/** A side that computes with one of TensorFlow.js's back ends. */
function onBackend(title, script, backend, { graphics }) {
  const label = `${title}, ${names[backend]}${drawn(backend) && graphics.kind === 'software' ? ' in software' : ''}`;
  if (drawn(backend) && !graphics[backend]) return { label, absent: `this browser has no ${names[backend]} here` };
  return { label, ...pageSide(script, { options: { backend }, graphics: drawn(backend) ? graphics.kind : undefined }) };
}

/** Where our other back ends are slow programs that imitate something, two cases show it well enough. */
const light = ['phys467-cnn', 'phys467-fcn'];
/** The case that shows what the session adds to the bare step on each of them. */
const everyBackend = 'phys467-fcn';

function ourSides(machine) {
  const onCard = (backend) => drawn(backend) && machine.graphics.kind === 'hardware';
  const others = ['webgpu', 'webgl', 'cpu'].flatMap((backend) => [
    {
      name: `ours-${backend}`,
      applies: ({ name }) => light.includes(name) || onCard(backend),
      ...onBackend('Galaxy Playground', 'ours', backend, machine),
    },
    {
      name: `session-${backend}`,
      applies: ({ name, dataset }) => name === everyBackend || (Boolean(dataset) && onCard(backend)),
      ...onBackend('Galaxy Playground’s session', 'session', backend, machine),
    },
  ]);
  return [
    { name: 'ours', ours: true, label: 'Galaxy Playground, WASM, one thread', ...pageSide('ours', { options: { backend: 'wasm' } }) },
    {
      name: 'ours-threads',
      ours: true,
      label: 'Galaxy Playground, WASM, cross-origin isolated',
      ...pageSide('ours', { options: { backend: 'wasm' }, isolated: true }),
    },
    {
      name: 'session',
      ours: true,
      applies: ({ dataset }) => Boolean(dataset),
      ...onBackend('Galaxy Playground’s session', 'session', 'wasm', machine),
    },
    ...others,
  ];
}

/** The case whose time is two large products and little else: there it decides how wide the peers' vectors are, which laptops have narrower. */
const onProduct = ({ name }) => name === 'decals' && process.arch === 'x64';

function torchSides({ pythons, graphics }) {
  const python = pythons.find(({ torch, numpy }) => torch && numpy);
  const side = (options, env) => pythonSide('pytorch.py', python, { needs: 'PyTorch', options, env });
  return [
    { name: 'pytorch', label: 'PyTorch, one thread', ...side({ threads: 1 }) },
    {
      name: 'avx2-pytorch',
      label: 'PyTorch, one thread, products with AVX2',
      applies: onProduct,
      ...side({ threads: 1 }, laptopKernels),
    },
    {
      name: 'pytorch-cuda',
      label: 'PyTorch, CUDA',
      applies: () => graphics.kind === 'hardware' || Boolean(python?.cuda),
      ...(python?.cuda ? side({ device: 'cuda' }) : { absent: 'not found here: PyTorch with a CUDA device' }),
    },
  ];
}

/** A row for each version of NumPy: they bring products of very different speed along. */
function numpySides({ pythons }) {
  const versions = pythons.filter(({ numpy }, i, all) => numpy && all.findIndex((other) => other.numpy === numpy) === i);
  return (versions.length > 0 ? versions : [undefined]).flatMap((python) => {
    const label = `NumPy${python ? ` ${python.numpy}` : ''}, the course’s code`;
    const side = (env) => pythonSide('numpy_course.py', python, { needs: 'NumPy', env });
    return [
      { name: 'numpy', label, applies: ({ name }) => name === 'phys246' || name === 'decals', ...side() },
      { name: 'avx2-numpy', label: `${label}, products with AVX2`, applies: onProduct, ...side(laptopKernels) },
    ];
  });
}

/** The light-cone network cannot be written with TensorFlow.js's layers; one row says so. */
const tensorflowSides = (machine) =>
  ['wasm', 'webgpu', 'webgl', 'cpu'].map((backend) => ({
    name: `tfjs-${backend}`,
    applies: ({ name }) => name !== 'lightcone' || backend === 'wasm',
    ...onBackend('TensorFlow.js 4.22', 'tfjs', backend, machine),
  }));

/** It has plain gradient descent and convolutions, but no loss on sigmoids and no one-dimensional layers. */
const convnetSide = {
  name: 'convnetjs',
  label: 'ConvNetJS 0.3',
  applies: ({ name }) => ['phys467-cnn', 'phys467-fcn', 'galaxy10'].includes(name),
  ...pageSide('convnet'),
};

/** Whether `--peers` asks for this side: its name begins with one of the words, or there are none, or it is ours. */
export const isWanted = ({ name, ours }, words) => ours || words.length === 0 || words.some((word) => name.startsWith(word));

/** Ours first, then the peers. @returns {import('./sides.mjs').Entrant[]} */
export const trainers = (machine) => [
  ...ourSides(machine),
  ...torchSides(machine),
  ...numpySides(machine),
  ...tensorflowSides(machine),
  convnetSide,
];
