// `npm run parity`: trains the courses' networks on real galaxies in headless Chromium, through the session API, and prints what came
// out beside the reference figures. Needs ../shared/data/real-galaxies-69.h5; takes some ten minutes on two cores.
// `npm run parity -- decals` trains one of them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import puppeteer from 'puppeteer-core';
import { serve } from '../tests/pages/server.mjs';
import { buildAll } from './build.mjs';
import { chromeArgs, chromePath } from './chrome.mjs';
import { shared } from './serve-plugins.mjs';

const galaxies = join(shared, 'data/real-galaxies-69.h5');
const seeds = [1, 2];

/** Each course's recipe: the reference figures are PyTorch's and NumPy's on the same galaxies, two seeds where two are given. */
const courses = [
  {
    preset: 'phys467-cnn',
    after: '30 epochs',
    needed: 0.66,
    reference: '0.687, 0.673',
    data: { crop: 48, normalise: true },
    training: { epochs: 30 },
  },
  {
    preset: 'phys467-fcn',
    after: '30 epochs',
    needed: 0.53,
    reference: '0.545, 0.563',
    data: { crop: 48, normalise: true },
    training: { epochs: 30 },
  },
  {
    preset: 'decals',
    after: '20 epochs',
    needed: 0.53,
    reference: '0.562',
    data: { crop: 64, scale: '0.01-1' },
    training: { epochs: 20 },
  },
  {
    preset: 'phys246',
    after: '20,000 steps',
    needed: 0.43,
    reference: '0.458',
    data: { bands: ['g'], scale: 'x/256' },
    training: { steps: 20_000 },
  },
];

/** Runs in the page: one course with one seed, from the file to the figure. */
async function trainInPage({ preset, data, training, seed, src }) {
  const { getSession } = await import('/dist/session.js');
  const session = getSession(`${preset}-${seed}`);
  await session.loadDataset({ src, split: 0.8, seed: 1, ...data });
  await session.setNetwork(preset, { seed });
  const course = session.snapshot.catalogue.presets.find(({ name }) => name === preset);
  const run = session.train({ ...course.training, ...training, seed });
  const { reason, history } = await run.finished;
  const { accuracy, secondChoice } = await session.evaluate('test');
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const { backend, step } = history.at(-1);
  await session.dispose();
  return { reason, accuracy, secondChoice, seconds, step, backend };
}

async function trainOnce(browser, origin, course, seed) {
  const page = await browser.newPage();
  try {
    page.on('pageerror', (error) => console.error(String(error)));
    await page.goto(`${origin}/blank.html`);
    return await page.evaluate(trainInPage, { ...course, seed, src: `${origin}/galaxies.h5` });
  } finally {
    await page.close();
  }
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function printRow(cells) {
  console.log(`| ${cells.join(' | ')} |`);
}

async function main() {
  if (!existsSync(galaxies)) {
    console.log('skipped: npm run parity needs ../shared/data/real-galaxies-69.h5, which is absent');
    return true;
  }
  const only = process.argv[2];
  await buildAll({ types: false });
  const server = await serve({ pages: { '/blank.html': '<!doctype html><title>Parity</title>' }, files: { '/galaxies.h5': galaxies } });
  const browser = await puppeteer.launch({ executablePath: chromePath(), args: chromeArgs, protocolTimeout: 3_600_000 });
  let good = true;
  try {
    printRow(['network', 'after', 'test accuracy, seeds 1 and 2', 'mean', 'needed', 'reference', 'ms a step', 'backend']);
    printRow(['---', '---', '---', '---', '---', '---', '---', '---']);
    for (const course of courses.filter(({ preset }) => !only || preset === only)) {
      const results = [];
      for (const seed of seeds) results.push(await trainOnce(browser, server.origin, course, seed));
      const reached = mean(results.map(({ accuracy }) => accuracy));
      good &&= reached >= course.needed && results.every(({ reason }) => reason === 'finished');
      printRow([
        course.preset,
        course.after,
        results.map(({ accuracy }) => accuracy.toFixed(3)).join(', '),
        reached.toFixed(3),
        `≥ ${course.needed}`,
        course.reference,
        mean(results.map(({ seconds, step }) => (1000 * seconds) / step)).toPrecision(3),
        results[0].backend,
      ]);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return good;
}

if (!(await main())) process.exitCode = 1;
