import { expect } from '@open-wc/testing';
import { Breath, yieldToEvents } from '../../../src/data/breath.js';

/** Keeps the thread busy. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
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
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 5; round++) {
      const start = performance.now();
      for (let i = 0; i < 20; i++) await yieldToEvents();
      best = Math.min(best, (performance.now() - start) / 20);
    }
    expect(best).to.be.lessThan(3);
  });
});

describe('Breath', () => {
  it('is due after its time of work, and not right after it was taken', async () => {
    const breath = new Breath(20);
    expect(breath.due).to.equal(false);
    work(21);
    expect(breath.due).to.equal(true);
    await breath.take();
    expect(breath.due).to.equal(false);
  });
});
