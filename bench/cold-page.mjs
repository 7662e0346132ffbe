// What a reader waits for: the bytes of a page never seen before, and the time until its first training step.
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../scripts/project.mjs';
import { serve } from '../tests/pages/server.mjs';
import { emptyPage, launch } from './browser.mjs';
import { median } from './statistics.mjs';
import { figure, table } from './table.mjs';

/** Runs in the page: from nothing to a first step on galaxies made there; ms since the page was asked for. */
async function firstStepOfOurs() {
  const { getSession } = await import('/dist/session.js');
  const session = getSession();
  await session.loadDataset({ src: 'synthetic:galaxies?n=100', crop: 48 });
  await session.setNetwork('phys467-cnn');
  const options = { optimizer: 'adam', learningRate: 0.002, batchSize: 64, loss: 'categorical-cross-entropy' };
  await session.train({ ...options, steps: 1 }).finished;
  return performance.now();
}

/** The same with TensorFlow.js alone, on a batch that is served. */
async function firstStepOfTensorflow(job) {
  await import('/.cache/bench/pages/tfjs.js');
  await globalThis.entrant.open(job, { backend: 'wasm' });
  await globalThis.entrant.run(1);
  return performance.now();
}

const pages = [
  { name: 'ours', label: 'Galaxy Playground’s session', firstStep: firstStepOfOurs },
  { name: 'tfjs', label: 'TensorFlow.js 4.22 alone, the same back ends', firstStep: firstStepOfTensorflow },
];

/** Bytes of the scripts and binaries among `requests`, as a server sends them gzipped. */
async function bytesOf(requests) {
  const files = [...new Set(requests)].filter((path) => /\.(js|wasm)$/.test(path));
  const sizes = await Promise.all(files.map(async (path) => gzipSync(await readFile(inRoot(path)), { level: 9 }).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function visit({ firstStep }, job) {
  const server = await serve({ pages: { '/page.html': emptyPage } });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.origin}/page.html`);
    const ms = await page.evaluate(firstStep, job);
    return { ms, bytes: await bytesOf(server.requests) };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Every round a new browser with nothing in its cache. */
export async function timeColdPage(job, { say }, { rounds }) {
  const results = pages.map(({ name, label }) => ({ name, label, times: [], bytes: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (const [i, page] of pages.entries()) {
      say(`cold page: ${page.name}`);
      const { ms, bytes } = await visit(page, job);
      results[i].times.push(ms);
      results[i].bytes = bytes;
    }
  }
  return results.map((result) => ({ ...result, median: median(result.times) }));
}

export function coldTable(results) {
  const rows = results.map(({ label, median: ms, bytes, times }) => [label, figure(ms), figure(bytes / 1000), String(times.length)]);
  const title = '### A page never seen before, to its first step of the PHYS-467 CNN on WASM';
  return `${title}\n\n${table(['', 'ms to the first step:', 'KB, gzipped:', 'visits:'], rows)}`;
}
