// What it ran on: measured times mean little without it.
import { execFileSync } from 'node:child_process';
import { arch, availableParallelism, cpus, platform, totalmem } from 'node:os';
import process from 'node:process';
import { root } from '../scripts/project.mjs';
import { examineGraphics } from './browser.mjs';
import { findPythons } from './peers/python.mjs';

const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

function commit() {
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') ? ' with changes' : '');
  } catch {
    return 'unknown';
  }
}

/** The processor, the browser and its graphics, the Pythons and what they have. */
export async function examineMachine(site) {
  const [graphics, pythons] = [await examineGraphics(site), await findPythons()];
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' '),
    commit: commit(),
    processor: cpus()[0]?.model.trim() ?? arch(),
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 2 ** 30),
    system: platform(),
    node: process.version,
    graphics,
    pythons,
  };
}

const packages = ({ python, numpy, torch, h5py }) =>
  [`Python ${python}`, numpy && `NumPy ${numpy}`, torch && `PyTorch ${torch}`, h5py && `h5py ${h5py}`].filter(Boolean).join(', ');

/** The same as lines of text. */
export function machineLines({ date, commit: at, processor, cores, memory, system, node, graphics, pythons }) {
  return [
    `- ${date} UTC, commit ${at}`,
    `- ${processor}, ${cores} cores, ${memory} GB, ${system}`,
    `- ${graphics.browser}, Node ${node}`,
    `- WebGPU: ${graphics.webgpu || 'none'}; WebGL: ${graphics.webgl || 'none'}`,
    ...pythons.map((python) => `- ${packages(python)}`),
  ];
}
