// What we aim at, and what this run measured.
import { ratio } from './statistics.mjs';
import { figure, table } from './table.mjs';

/**
 * @typedef {object} Target
 * @property {string} what
 * @property {'most' | 'least'} bound
 * @property {number} target
 * @property {number | null} measured null where one of the sides has no times
 * @property {string} [why] why there is none
 */

/** One case's results by name; of several rows of that name (NumPy in two versions) the fastest. */
function sideOf(cases, caseName, name) {
  const { results = [] } = cases.find(({ step }) => step.name === caseName) ?? {};
  const rows = results
    .filter((result) => result.name === name)
    .sort((a, b) => (a.times.length === 0) - (b.times.length === 0) || a.median - b.median);
  return rows[0];
}

const missing = (side, name) => (side ? `${side.label}: ${side.absent}` : `${name} was not run`);

/** Time of `mine` in units of `theirs`; where `theirs` names several, of the fastest of them. */
function compare(cases, caseName, mine, theirs) {
  const own = sideOf(cases, caseName, mine);
  if (!own || own.absent) return { measured: null, why: missing(own, mine) };
  const found = theirs.map((name) => sideOf(cases, caseName, name)).filter((side) => side && !side.absent);
  if (found.length === 0) return { measured: null, why: missing(sideOf(cases, caseName, theirs[0]), theirs[0]) };
  const fastest = found.reduce((best, side) => (side.median < best.median ? side : best));
  return { measured: ratio(own.times, fastest.times), against: fastest.label };
}

const most = (what, target, result) => ({ what, bound: 'most', target, ...result });
const least = (what, target, result) => ({ what, bound: 'least', target, ...result });

/** The isolated page is to have two threads: with one, there is nothing to compare. */
function threads(cases) {
  const side = sideOf(cases, 'phys467-cnn', 'ours-threads');
  const count = Number(/(\d+) threads/.exec(side?.note ?? '')?.[1] ?? 1);
  if (count < 2) return { measured: null, why: side?.absent ?? 'the isolated page computes with one thread' };
  return compare(cases, 'phys467-cnn', 'ours-threads', ['pytorch']);
}

/** The session against the bare step, wherever both ran. */
function overheads(cases) {
  return ['', '-webgpu', '-webgl', '-cpu'].flatMap((backend) =>
    cases.flatMap(({ step }) => {
      const session = sideOf(cases, step.name, `session${backend}`);
      const bare = sideOf(cases, step.name, `ours${backend}`);
      if (!session || !bare || step.name === 'loading') return [];
      return [most(`${step.label}: session ÷ bare step`, 1.1, compare(cases, step.name, `session${backend}`, [`ours${backend}`]))];
    }),
  );
}

/** WebGPU against PyTorch on the same graphics card, where there is one. */
function onCard(cases, { graphics }) {
  if (graphics.kind !== 'hardware') return [];
  return cases.flatMap(({ step }) =>
    sideOf(cases, step.name, 'ours-webgpu')
      ? [{ what: `${step.label}: WebGPU ÷ PyTorch on CUDA`, ...compare(cases, step.name, 'ours-webgpu', ['pytorch-cuda']) }]
      : [],
  );
}

/** @returns {Target[]} */
export function targetsOf(cases, machine) {
  const wasm = (name, theirs) => compare(cases, name, 'ours', theirs);
  const numpy = compare(cases, 'phys246', 'session', ['numpy']);
  return [
    most('PHYS-467 CNN: WASM ÷ PyTorch, both on one thread', 1, wasm('phys467-cnn', ['pytorch'])),
    most('PHYS-467 CNN: WASM ÷ plain TensorFlow.js WASM', 1 / 16, wasm('phys467-cnn', ['tfjs-wasm'])),
    most('PHYS-467 CNN: WASM with two threads ÷ PyTorch on one', 0.7, threads(cases)),
    most('DECaLS network: WASM ÷ the faster of NumPy and PyTorch', 1.25, wasm('decals', ['numpy', 'pytorch'])),
    most('DECaLS network: WASM ÷ the faster with AVX2, as on laptops', 1.25, wasm('decals', ['avx2-numpy', 'avx2-pytorch'])),
    most('DECaLS network: WASM ÷ plain TensorFlow.js WASM', 1 / 20, wasm('decals', ['tfjs-wasm'])),
    least('PHYS 246: steps a second ÷ NumPy’s', 1.5, { ...numpy, measured: numpy.measured && 1 / numpy.measured }),
    most('Galaxy10 CNN: WASM ÷ PyTorch', 1.25, wasm('galaxy10', ['pytorch'])),
    most('Spectra CNN: WASM ÷ PyTorch', 1.25, wasm('spectra', ['pytorch'])),
    most('Light-cone network: WASM ÷ PyTorch', 2, wasm('lightcone', ['pytorch'])),
    ...overheads(cases),
    ...onCard(cases, machine),
  ];
}

const met = ({ measured, bound, target }) => {
  if (measured === null) return 'not measured';
  if (target === undefined) return '';
  return (bound === 'most' ? measured <= target : measured >= target) ? 'yes' : 'no';
};

export function targetTable(targets) {
  const rows = targets.map((entry) => {
    const { what, bound, target, measured, against, why = '' } = entry;
    const asked = target === undefined ? '' : `${bound === 'most' ? '≤' : '≥'} ${figure(target)}`;
    return [what, asked, measured === null ? '–' : figure(measured), met(entry), against ?? why];
  });
  return table(['what', 'target:', 'measured:', 'met', 'against'], rows);
}
