// The one script tag on pages as teachers have them: with a strict policy, from another origin, in a sandboxed frame.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pageWith, trainThere } from './api.mjs';
import { isolation } from '../../scripts/serve-plugins.mjs';
import { patience, startBrowser, until } from './harness.mjs';

const script = '/dist/galaxy-playground.js';
const elements = '<galaxy-dataset></galaxy-dataset><net-builder></net-builder><train-panel></train-panel><filter-viewer></filter-viewer>';

const assertTrained = ({ reason, epochs, accuracy, count }) => {
  assert.deepEqual({ reason, epochs, count }, { reason: 'finished', epochs: 1, count: 200 });
  assert.ok(accuracy > 0 && accuracy <= 1, `accuracy ${accuracy}`);
};

describe('embedding', { timeout: 6 * patience }, () => {
  let browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('fetches nothing but the script before something is used', async () => {
    const { page, requests, noise } = await browser.open('/page.html', { pages: { '/page.html': pageWith(script, elements) } });
    await page.evaluate(() => customElements.whenDefined('train-panel'));
    await until(() => requests.includes('/demo/favicon.svg'), 'the favicon');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual([...requests].sort(), ['/demo/favicon.svg', script, '/page.html']);
    assert.equal(page.workers().length, 0);
    assert.deepEqual(noise, []);
    await page.close();
  });

  it('trains under a content security policy, without a violation', async () => {
    const csp =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; style-src 'self'; img-src 'self'; connect-src 'self'";
    const { page, noise, violations } = await browser.open('/page.html', { csp, pages: { '/page.html': pageWith(script, elements) } });
    assertTrained(await page.evaluate(trainThere, script));
    assert.deepEqual(await violations(), []);
    assert.deepEqual(noise, []);
    await page.close();
  });

  it('trains under Trusted Types, with the policies named lit-html and galaxy-playground', async () => {
    const csp = "require-trusted-types-for 'script'; trusted-types lit-html galaxy-playground";
    const cdn = await browser.site({ headers: { 'access-control-allow-origin': '*' } });
    const { page } = await browser.open('/page.html', {
      csp,
      pages: { '/page.html': pageWith(cdn.origin + script, elements) },
    });
    assertTrained(await page.evaluate(trainThere, cdn.origin + script));
    await page.close();
  });

  it('holds two copies of the script that share sessions, workers, files and errors', async () => {
    const body = '<galaxy-dataset src="synthetic:galaxies?n=40" split="0.5"></galaxy-dataset>';
    const { page, noise } = await browser.open('/page.html', { pages: { '/page.html': pageWith(script, body) } });
    const seen = await page.evaluate(async () => {
      await customElements.whenDefined('galaxy-dataset');
      const { getSession, PlaygroundError } = await import('/dist/session.js');
      const session = getSession('other');
      const progress = [];
      session.subscribe(({ tasks }) => progress.push(...tasks.map(({ fraction }) => fraction)));
      const { count } = await session.loadDataset({ src: '/datasets/galaxy10-sdss-sample.h5' });
      const refusal = await session.loadDataset({ src: 'synthetic:cats' }).catch((error) => error);
      const one = await import('/dist/galaxy-playground.js');
      return {
        count,
        measured: progress.some((fraction) => typeof fraction === 'number'),
        code: refusal.code,
        known: refusal instanceof PlaygroundError && refusal instanceof one.PlaygroundError && !(new Error('x') instanceof PlaygroundError),
        same: one.getSession('main') === getSession('main'),
      };
    });
    assert.deepEqual(seen, { count: 240, measured: true, code: 'file-unsupported', known: true, same: true });
    assert.equal(page.workers().length, 2);
    assert.deepEqual(noise, []);
    await page.close();
  });

  it('trains when the script comes from another origin', async () => {
    const cdn = await browser.site({ headers: { 'access-control-allow-origin': '*' } });
    const { page, requests, noise } = await browser.open('/page.html', {
      pages: { '/page.html': pageWith(cdn.origin + script, elements) },
    });
    assertTrained(await page.evaluate(trainThere, cdn.origin + script));
    assert.deepEqual(
      requests.filter((path) => path.endsWith('.js')),
      [],
      'the page’s own origin serves no script',
    );
    assert.deepEqual(noise, []);
    await page.close();
  });

  it('trains in a frame with sandbox="allow-scripts"', async () => {
    const cdn = await browser.site({ headers: { 'access-control-allow-origin': '*' } });
    const pages = {
      '/page.html': `<!doctype html><html lang="en"><head><title>outside</title><link rel="icon" href="/demo/favicon.svg"></head>
        <body><iframe sandbox="allow-scripts" src="/frame.html" width="800" height="800"></iframe></body></html>`,
      '/frame.html': pageWith(cdn.origin + script, elements),
    };
    const { page, noise } = await browser.open('/page.html', { pages });
    const frame = page.frames().find((candidate) => candidate.url().endsWith('/frame.html'));
    assertTrained(await frame.evaluate(trainThere, cdn.origin + script));
    assert.deepEqual(noise, []);
    await page.close();
  });

  /** Workers that a page's workers have started. */
  const threadsAlive = async () => {
    const session = await browser.browser.target().createCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.filter(({ title }) => title === 'galaxy-playground thread').length;
  };

  for (const where of ['on the page’s origin', 'on another origin']) {
    it(`trains with threads on a cross-origin isolated page, with the script ${where}, and they end with the engine`, async () => {
      const cdn = await browser.site({ headers: { 'access-control-allow-origin': '*', ...isolation } });
      const address = where === 'on another origin' ? cdn.origin + script : script;
      const { page, noise } = await browser.open('/page.html', {
        headers: isolation,
        pages: { '/page.html': pageWith(address, elements) },
      });
      assertTrained(await page.evaluate(trainThere, address));
      const cores = await page.evaluate(() => navigator.hardwareConcurrency);
      const { backends } = await page.evaluate(async (from) => (await import(from)).engineInfo(), address);
      assert.match(backends.find(({ name }) => name === 'wasm').why, new RegExp(`(${Math.min(cores, 4)} threads|One thread)\\.`));
      assert.equal(await threadsAlive(), Math.min(cores, 4) - 1);
      assert.deepEqual(noise, []);
      await Promise.all(page.workers().map((worker) => worker.close().catch(() => undefined))); // it ends before it can answer
      await until(async () => (await threadsAlive()) === 0, 'the end of all threads');
      await page.close();
    });
  }

  it('shares one session between the one script and the single files of the package', async () => {
    const { page, noise } = await browser.open('/page.html', { pages: { '/page.html': pageWith(script) } });
    const same = await page.evaluate(async () => {
      const whole = await import('/dist/galaxy-playground.js');
      const alone = await import('/dist/session.js');
      await import('/dist/elements/train-panel.js');
      return whole.getSession('main') === alone.getSession('main');
    });
    assert.equal(same, true);
    assert.deepEqual(noise, []);
    await page.close();
  });
});
