// Every page of the demo: opened in a browser, no error, no console noise, its tags registered, its job done.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { elementTags, filesBelow, inRoot } from '../../scripts/project.mjs';
import { patience, startBrowser, untilDone } from './harness.mjs';
import { pressTrain } from './jobs.mjs';

const pages = (await filesBelow(inRoot('demo'))).filter((file) => file.endsWith('.html'));
const tags = await elementTags();

describe('the demo', () => {
  let browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('has a page for every element, one for each course, and one with everything', () => {
    const wanted = ['index.html', 'phys246.html', 'decals.html', 'phys467.html', ...tags.map((tag) => `elements/${tag}.html`)];
    assert.deepEqual(
      wanted.filter((page) => !pages.includes(page)),
      [],
    );
  });

  for (const file of pages) {
    it(`${file} does its job without a word of complaint`, { timeout: 2 * patience }, async () => {
      const html = await readFile(inRoot('demo', file), 'utf8');
      const job = /<meta name="job" content="([a-z-]+)"/.exec(html)?.[1];
      assert.ok(job, 'the page says what it is for: <meta name="job" content="…">');
      const { page, noise } = await browser.open(`/demo/${file}`);
      const used = await page.evaluate(() => [
        ...new Set([...document.querySelectorAll(':not(:defined)')].map((element) => element.localName)),
      ]);
      assert.deepEqual(used, [], 'every custom tag is registered');
      const script = new URL('/dist/galaxy-playground.js', page.url()).href;
      const starts = await page.evaluate(() => document.querySelector('train-panel')?.autostart ?? null);
      if (starts === false && ['trained', 'predicted'].includes(job)) await page.evaluate(pressTrain);
      await untilDone(page, job, script);
      assert.deepEqual(noise, []);
      await page.close();
    });
  }
});
