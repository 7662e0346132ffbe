// `npm run picture`: takes the pictures of the README and of the demo's lesson cards from the demo itself, once it has trained.
import { mkdir } from 'node:fs/promises';
import process from 'node:process';
import { startBrowser } from '../tests/pages/harness.mjs';
import { pressTrain } from '../tests/pages/jobs.mjs';
import { inRoot } from './project.mjs';

const script = '/dist/galaxy-playground.js';

/** What is taken: a page, the size of the window, after how many reports, from which element downwards, and where it goes. */
const pictures = [
  { page: 'index.html', to: 'docs/picture.png', width: 1280, height: 1780, reports: 12, from: 'galaxy-dataset' },
  { page: 'phys246.html', to: 'demo/pictures/phys246.png', width: 640, height: 400, reports: 2, from: 'prediction-gallery' },
  { page: 'decals.html', to: 'demo/pictures/decals.png', width: 640, height: 400, reports: 2, from: 'galaxy-dataset' },
  { page: 'phys467.html', to: 'demo/pictures/phys467.png', width: 640, height: 400, reports: 3, from: 'train-panel' },
];

/** Runs in the page: waits for so many reports of the run, then pauses it, so that the picture holds still. */
async function trainUntil(address, reports) {
  const session = (await import(address)).getSession('main');
  await new Promise((resolve, reject) => {
    session.subscribe(({ run, error }) => {
      if (error) reject(error);
      else if (run && run.history.length >= reports) resolve();
    });
  });
  document.dispatchEvent(
    new CustomEvent('gp-run-request', { detail: { session: 'main', action: 'pause' }, bubbles: true, cancelable: true }),
  );
  await new Promise((resolve) => setTimeout(resolve, 2000)); // viewers catch up with the last weights
}

async function take(browser, { page: file, to, width, height, reports, from }) {
  const { page, screenshot } = await browser.open(`/demo/${file}`, { width, height, colourScheme: 'dark' });
  if (await page.evaluate(() => !document.querySelector('train-panel').autostart)) await page.evaluate(pressTrain);
  await page.evaluate(trainUntil, new URL(script, page.url()).href, reports);
  if (from) await page.evaluate((tag) => document.querySelector(tag).scrollIntoView({ block: 'start' }), from);
  await screenshot(inRoot(to));
  await page.close();
  console.log(to);
}

await mkdir(inRoot('docs'), { recursive: true });
await mkdir(inRoot('demo/pictures'), { recursive: true });
const browser = await startBrowser();
try {
  const wanted = process.argv.slice(2);
  for (const picture of pictures) if (wanted.length === 0 || wanted.includes(picture.page)) await take(browser, picture);
} finally {
  await browser.close();
}
