// What README.md and docs/embedding.md tell people to copy works as it stands there, but for the address of the script.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { inRoot } from '../../scripts/project.mjs';
import { pageWith } from './api.mjs';
import { patience, startBrowser, until, untilDone } from './harness.mjs';
import { pressTrain } from './jobs.mjs';

const script = '/dist/galaxy-playground.js';
const icon = '<link rel="icon" href="/demo/favicon.svg">';

/** The blocks of code of these languages in a Markdown text, also those inside a longer fence. */
const blocksIn = (text, ...languages) =>
  [...text.replaceAll(/^````.*$/gm, '').matchAll(/^```(\S*)\n([\s\S]*?)^```$/gm)]
    .filter(([, language]) => languages.includes(language))
    .map(([, , code]) => code);

/** A page of its own, made of a block that is one or belongs into one, with the script of this build. */
function pageOf(block) {
  const own = block.replace(/src="[^"]*galaxy-playground\.js"/, `src="${script}"`);
  assert.notEqual(own, block, 'the block loads the script');
  return own.includes('<head>')
    ? own.replace('<head>', `<head>${icon}`)
    : `<!doctype html><html lang="en"><head>${icon}</head><body>${own}</body></html>`;
}

describe('what is to be copied', { timeout: 6 * patience }, () => {
  let browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  for (const [file, count] of [
    ['README.md', 1],
    ['docs/embedding.md', 3],
  ]) {
    it(`of ${file}, as a page that trains`, async () => {
      const blocks = blocksIn(await readFile(inRoot(file), 'utf8'), 'html', '{=html}').filter((block) => block.includes('<script'));
      assert.equal(blocks.length, count);
      for (const block of blocks) {
        const { page, noise } = await browser.open('/page.html', { pages: { '/page.html': pageOf(block) } });
        await page.evaluate(pressTrain);
        await untilDone(page, 'trained', new URL(script, page.url()).href);
        assert.deepEqual(noise, []);
        await page.close();
      }
    });
  }

  it('of README.md, as a script without elements', async () => {
    const [code] = blocksIn(await readFile(inRoot('README.md'), 'utf8'), 'js');
    const own = code.replace("'./galaxy-playground.js'", `'${script}'`);
    const body = `<script type="module">${own}\nconsole.log('confusion', confusion.length, 'map', map.values.length);</script>`;
    const { page, noise } = await browser.open('/page.html', { pages: { '/page.html': pageWith(script, body) } });
    await until(() => noise.some((line) => line.startsWith('console.log: confusion 10 map 2304')), 'the last line');
    assert.deepEqual(
      noise.filter((line) => !line.startsWith('console.log: ')),
      [],
    );
    await page.close();
  });
});
