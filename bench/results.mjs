// bench/RESULTS.md and the picture beside it: everything one run has shown.
import { writeFile } from 'node:fs/promises';
import { inRoot } from '../scripts/project.mjs';
import { machineLines } from './machine.mjs';
import { growthPicture } from './picture.mjs';
import { targetsOf, targetTable } from './targets.mjs';

/** On the graphics card, in a sentence. */
const graphicsWords = ({ graphics, pythons }) => {
  if (graphics.kind !== 'hardware') {
    return 'No graphics card was at hand: WebGPU and WebGL are drawn by a program here, and their rows say so. On a machine with one, the same command adds WebGPU on it and PyTorch with CUDA.';
  }
  const cuda = pythons.find((python) => python.cuda)?.cuda;
  return `WebGPU runs on ${graphics.webgpu}; ${cuda ? `PyTorch on ${cuda}` : 'PyTorch has no CUDA device here'}.`;
};

const inSeconds = (ms) => `${+(ms / 1000).toFixed(1)} s`;

/** @param {import('./rounds.mjs').Limits} limits */
const turnWords = ({ turn }, cases) => {
  const longer = cases.filter(({ step: { turns = 1 } }) => turns !== 1);
  const words = longer.map(({ step }) => `, those of ${step.label} ${inSeconds(turn * step.turns)}`);
  return `Turns last ${inSeconds(turn)}${words.join('')}`;
};

const how = (turns) =>
  [
    'Every side starts from the same weights and learns from the same batch; "same numbers" says whether its losses before and after the first',
    'update are ours. Sides take turns, several rounds, each turn of more than one step after a run-up that is not timed; the time is the median of the rounds, and',
    '"time ÷ ours" the median of the rounds’ ratios. Our bare step is `variableGrads` of the loss and the optimizer’s update; the session takes the',
    `loss’s slope alone and works the loss out from the answers it reads. ${turns}.`,
    'Each runs in a browser or a Python process of its own, Python on one thread and with an allocator that keeps large',
    'arrays (glibc gives them back at every step, which costs PyTorch up to five times the step here), its products by the library the notes name:',
    'OpenBLAS chooses those for the processor it finds. WebAssembly computes with four numbers at a time, AVX2 with eight, AVX-512 with sixteen.',
    '"Plain" TensorFlow.js is the published package; on WASM one kernel is added, `Conv2DBackpropFilter`, without which it cannot train a convolution.',
  ].join('\n');

/** @param {{ machine: object, limits: object, cases: object[], tables: string[], growth: object[] | null, minutes: number, command: string }} run */
export function resultsText({ machine, limits, cases, tables, growth, minutes, command }) {
  const picture = growth ? '\n![Milliseconds a step against the batch and against the side of the images](growth.svg)\n' : '';
  return `# What a step costs

Written by \`npm run bench -- ${command}\`: ${limits.rounds} rounds, ${minutes.toFixed(0)} minutes.

${machineLines(machine).join('\n')}

${how(turnWords(limits, cases))}

## Aims

A reader's browser should not be why a step takes longer than in the course's own Python, and the session should cost next to nothing beside the step.
The numbers are ratios of times, or of speeds where a row says so.

${targetTable(targetsOf(cases, machine))}

${graphicsWords(machine)}

## The tables

${tables.join('\n\n')}
${picture}`;
}

export async function writeResults(run) {
  await writeFile(inRoot('bench/RESULTS.md'), resultsText(run));
  if (run.growth) await writeFile(inRoot('bench/growth.svg'), growthPicture(run.growth));
}
