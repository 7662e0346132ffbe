// How the cost of a step grows with the batch and with the side of the images: a table, and points for the picture.
import { resized, stepCases } from './cases.mjs';
import { prepareJob } from './data.mjs';
import { trainers } from './entrants.mjs';
import { timeInTurns } from './rounds.mjs';
import { figure, table } from './table.mjs';

const batches = [16, 64, 256];
const sides = [32, 64, 128];

/** What is held while the other grows, so that the largest step is one a page can do: Galaxy10’s layers put out 1.9 GB for a batch of 256 at 128×128. */
const cases = [
  { name: 'phys467-cnn', batch: 64, side: 48 },
  { name: 'decals', batch: 64, side: 64 },
  { name: 'galaxy10', batch: 16, side: 32 },
  { name: 'spectra', batch: 200 },
];

/** Who is compared. Plain TensorFlow.js would take minutes for the large ones: it is given up there. */
const compared = ['ours', 'pytorch', 'tfjs-wasm'];
const limits = { rounds: 3, turn: 150, budget: 1_000, patience: 10_000 };

const key = ({ batch, side }) => `${batch}-${side}`;

/** Every batch at the held side and every side at the held batch, each point once. */
export function pointsOf({ batch, side }) {
  const points = batches.map((size) => ({ batch: size, side }));
  if (side) points.push(...sides.map((length) => ({ batch, side: length })));
  return points.filter((point, i) => points.findIndex((other) => key(other) === key(point)) === i);
}

/** @returns {Promise<object[]>} one entry a case: { name, label, held, points: [{ batch, side, ms: { ours, pytorch, … } }] } */
export async function timeGrowth(context) {
  const entrants = trainers(context.machine).filter(({ name }) => compared.includes(name));
  const grown = [];
  for (const held of cases) {
    const base = stepCases.find(({ name }) => name === held.name);
    const points = [];
    for (const point of pointsOf(held)) {
      const results = await timeInTurns(entrants, await prepareJob(resized(base, point)), context, limits);
      points.push({ ...point, ms: Object.fromEntries(results.map(({ name, median, absent }) => [name, absent ? null : median])) });
    }
    grown.push({ name: held.name, label: base.label.replace(/,.*/, ''), held, points });
  }
  return grown;
}

/** @param {Awaited<ReturnType<typeof timeGrowth>>} grown */
export function growthTable(grown) {
  const rows = grown.flatMap(({ label, points }) =>
    points.map(({ batch, side, ms }) => [
      label,
      String(batch),
      side ? String(side) : '–',
      ...compared.map((name) => (ms[name] === null ? '–' : figure(ms[name]))),
      figure(ms.pytorch / ms.ours),
    ]),
  );
  const head = ['', 'batch:', 'side:', 'ours, ms:', 'PyTorch, ms:', 'TensorFlow.js WASM, ms:', 'PyTorch ÷ ours:'];
  const words = `A dash in a column of times stands for a contestant that was not ready with its second step after ${limits.patience / 1000} s.`;
  return `### How a step grows, one thread\n\n${words}\n\n${table(head, rows)}`;
}
