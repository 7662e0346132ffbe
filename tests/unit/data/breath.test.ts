import { expect } from '@open-wc/testing';
import { Breath, yieldToEvents } from '../../../src/data/breath.js';
import { withStoppedClock } from '../../waiting.js';

/** Milliseconds of twenty turns of waiting, the fewest of five. */
async function twenty(wait: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    for (let i = 0; i < 20; i++) await wait();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

describe('yieldToEvents', () => {
  it('lets a message that waits be heard first', async () => {
    const { port1, port2 } = new MessageChannel();
    let heard = false;
    port1.onmessage = () => {
      heard = true;
    };
    port2.postMessage('stop');
    await Promise.resolve();
    expect(heard, 'a promise alone lets nobody in').to.equal(false);
    await yieldToEvents();
    expect(heard).to.equal(true);
    port1.close();
  });

  it('costs far less than a timer, which browsers stretch to 4 ms', async () => {
    const timers = await twenty(() => new Promise((go) => setTimeout(go)));
    expect(await twenty(yieldToEvents)).to.be.lessThan(timers / 2);
  });
});

describe('Breath', () => {
  it('is due after its time of work, and not right after it was taken', () =>
    withStoppedClock(async (pass) => {
      const breath = new Breath(20);
      expect(breath.due).to.equal(false);
      pass(21);
      expect(breath.due).to.equal(true);
      await breath.take();
      expect(breath.due).to.equal(false);
    }));
});
