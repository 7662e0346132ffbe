// The page stays free while the worker trains, and the worker does not need the page to be awake.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pageWith, trainThere } from './api.mjs';
import { patience, startBrowser, until } from './harness.mjs';
import { tasksDuring } from './tasks.mjs';

const script = '/dist/galaxy-playground.js';
const stretches = 3;

describe('while it trains', { timeout: 6 * patience }, () => {
  let browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  it('the page with everything has no task over 50 ms', async (test) => {
    const { page, longTasks } = await browser.open('/demo/index.html');
    // After load: from the first epoch on, when everything that is drawn once has been drawn.
    const address = new URL(script, page.url()).href;
    const done = () => page.evaluate(async (from) => (await import(from)).getSession('main').snapshot.run?.history.length ?? 0, address);
    const epochs = (least) => until(async () => (await done()) >= least, `epoch ${least}`);
    await epochs(1);
    // What the page does too long, it does again and again. On a virtual machine a task's processor time counts also what the host took from it:
    // so a stretch that has such a task is followed by another.
    const long = [];
    for (let tooLong = null; tooLong?.length !== 0 && long.length < stretches; ) {
      const from = await page.evaluate(() => performance.now());
      const last = (await done()) + 3;
      const tasks = await tasksDuring(page, () => epochs(last));
      const observed = (await longTasks()).filter(({ at }) => at > from);
      test.diagnostic(`long-task observer: ${observed.length} over 50 ms by the clock on the wall, of ${tasks.length}`);
      assert.ok(tasks.length > 100, `only ${tasks.length} tasks were traced`);
      tooLong = tasks.filter(({ cpu }) => cpu > 50);
      if (tooLong.length > 0) long.push(tooLong);
    }
    assert.ok(long.length < stretches, `in each of ${stretches} stretches of three epochs: ${JSON.stringify(long)}`);
    await page.close();
  });

  it('a task that is too long is seen, by the observer and by the trace', async () => {
    const { page, longTasks } = await browser.open('/page.html', { pages: { '/page.html': pageWith(script) } });
    const beBusy = () =>
      new Promise((resolve) => {
        setTimeout(() => {
          let turns = 0;
          const end = performance.now() + 400; // long enough for 50 ms of them to be on a core
          while (performance.now() < end) turns++;
          setTimeout(() => resolve(turns), 200);
        });
      });
    const tasks = await tasksDuring(page, () => page.evaluate(beBusy));
    await until(async () => (await longTasks()).some(({ ms }) => ms >= 50), 'the observer');
    assert.ok(tasks.some(({ cpu }) => cpu > 50));
    await page.close();
  });

  it('a page whose animation frames never come trains all the same', async () => {
    const freeze = () => {
      globalThis.requestAnimationFrame = () => 0;
    };
    const pages = { '/page.html': pageWith(script, '<train-panel></train-panel>') };
    const { page, noise } = await browser.open('/page.html', { pages, before: freeze });
    const { reason, epochs } = await page.evaluate(trainThere, script, 2, 'phys467-fcn');
    assert.deepEqual({ reason, epochs }, { reason: 'finished', epochs: 2 });
    assert.deepEqual(noise, []);
    await page.close();
  });

  it('a hidden page trains all the same', async () => {
    const { page } = await browser.open('/page.html', { pages: { '/page.html': pageWith(script) } });
    const trained = page.evaluate(trainThere, script, 2, 'phys467-fcn');
    const front = await browser.browser.newPage();
    await front.bringToFront();
    const { reason, epochs } = await trained;
    assert.deepEqual({ reason, epochs }, { reason: 'finished', epochs: 2 });
    await front.close();
    await page.close();
  });
});
