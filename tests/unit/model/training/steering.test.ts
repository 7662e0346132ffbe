import { expect } from '@open-wc/testing';
import type { TrainOptions } from '../../../../src/contract/training.js';
import { yieldToEvents } from '../../../../src/data/breath.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { until, withStoppedClock } from '../../../waiting.js';
import { useCpu } from './cpu.js';
import { atUpdates, exclusiveOr, hidden, networkOf, outputs, weightValues, withSplit } from './problems.js';

const options: TrainOptions = { optimizer: 'adam', learningRate: 0.01, batchSize: 8, epochs: 3, loss: 'categorical-cross-entropy' };
const endless: TrainOptions = { ...options, epochs: undefined, steps: 1e9, evaluateEvery: 1e9 };
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('a run under way', () => {
  before(useCpu);

  it('pauses, steps once a request and resumes, and ends with the weights of a run left alone', async () => {
    const alone = networkOf([hidden, outputs(2)]);
    await train(alone, exclusiveOr(60), options, new RunControl());

    const network = networkOf([hidden, outputs(2)]);
    const control = new RunControl();
    control.pause();
    const told: number[] = [];
    const running = train(network, exclusiveOr(60), options, control, { onStep: ({ step }) => told.push(step) });
    await pause(60);
    expect(told).to.deep.equal([]);
    const start = await weightValues(network);
    control.step();
    await until(() => told.includes(1));
    await pause(30);
    expect(told.at(-1)).to.equal(1);
    expect(await weightValues(network)).not.to.deep.equal(start);
    control.step();
    control.step();
    await until(() => told.includes(3));
    await pause(30);
    expect(told.at(-1)).to.equal(3);
    control.resume();
    const end = await running;
    expect(end.reason).to.equal('finished');
    expect(await weightValues(network)).to.deep.equal(await weightValues(alone));
    alone.dispose();
    network.dispose();
  });

  it('does not count a pause as training time', async () => {
    const network = networkOf([outputs(2)]);
    const control = new RunControl();
    control.pause();
    const gate = control.gate.bind(control);
    const held = new Promise<void>((resolve) => {
      control.gate = () => {
        resolve();
        return gate();
      };
    });
    const start = performance.now();
    const running = train(network, exclusiveOr(20), { ...options, epochs: 1 }, control);
    await held;
    const paused = performance.now();
    await pause(400);
    const rest = performance.now() - paused;
    control.resume();
    const { history } = await running;
    const wall = performance.now() - start;
    expect(history[0]?.seconds).to.be.within(1e-4, (wall - rest + 1) / 1000);
    network.dispose();
  });

  it('stops while it runs', async () => {
    const network = networkOf([outputs(2)]);
    const control = new RunControl();
    let steps = 0;
    const running = train(network, exclusiveOr(20), endless, control, { onStep: ({ step }) => (steps = step) });
    await until(() => steps > 10);
    control.stop();
    const end = await running;
    expect(end).to.include({ reason: 'stopped' });
    expect(end.history).to.deep.equal([]);
    network.dispose();
  });

  it('stops while it is paused', async () => {
    const network = networkOf([outputs(2)]);
    const control = new RunControl();
    const running = train(network, exclusiveOr(20), endless, control);
    control.pause();
    await pause(30);
    control.stop();
    expect((await running).reason).to.equal('stopped');
    network.dispose();
  });

  it('stops while it evaluates', async () => {
    const network = networkOf([outputs(2)]);
    const control = new RunControl();
    const dataset = exclusiveOr(700);
    let evaluated = 0;
    const material = {
      ...withSplit(dataset, [0, 1, 2, 3], [...dataset.train]), // 560 to test: three batches
      prepare: (indices: ArrayLike<number>, out: Float32Array) => {
        evaluated++;
        control.stop();
        dataset.prepare(indices, out);
      },
    };
    const end = await train(network, material, { ...endless, evaluateEvery: 1 }, control);
    expect(end.reason).to.equal('stopped');
    expect(evaluated).to.equal(1);
    network.dispose();
  });

  it('lets others have their turn every twelve milliseconds', () =>
    withStoppedClock(async (pass) => {
      const network = networkOf([outputs(2)]);
      const control = new RunControl();
      let updates = 0;
      atUpdates(network, () => {
        updates++;
        pass(4);
      });
      const running = train(network, exclusiveOr(20), endless, control);
      await until(() => updates > 0);
      const made: number[] = [];
      for (let turn = 0; turn < 20; turn++) {
        const before = updates;
        await yieldToEvents();
        made.push(updates - before);
      }
      control.stop();
      await running;
      expect(made.slice(1)).to.deep.equal(Array(19).fill(3));
      network.dispose();
    }));

  it('tells single steps at display pace, with rising fractions', () =>
    withStoppedClock(async (pass) => {
      const network = networkOf([outputs(2)]);
      atUpdates(network, () => pass(2));
      const times: number[] = [];
      const fractions: number[] = [];
      const steps = 600;
      await train(network, exclusiveOr(20), { ...endless, steps }, new RunControl(), {
        onStep: ({ fraction, loss, step }) => {
          times.push(performance.now());
          fractions.push(fraction);
          expect(loss).to.be.above(0);
          expect(fraction).to.equal(step / steps);
        },
      });
      const shown = times.slice(0, -1); // the last comes with the report
      const gaps = shown.slice(1).map((time, i) => time - (shown[i] as number));
      expect(new Set(gaps)).to.deep.equal(new Set([24])); // a frame is over at every second turn for others
      expect(fractions).to.deep.equal([...fractions].sort((a, b) => a - b));
      expect(fractions.at(-1)).to.equal(1);
      network.dispose();
    }));

  it('needs neither animation frames nor timers, which stand still in a hidden tab', async () => {
    const { requestAnimationFrame, setTimeout, setInterval } = window;
    const network = networkOf([hidden, outputs(2)]);
    try {
      Object.assign(window, { requestAnimationFrame: () => 0, setTimeout: () => 0, setInterval: () => 0 });
      const end = await train(network, exclusiveOr(200), { ...options, batchSize: 2 }, new RunControl());
      expect(end.reason).to.equal('finished');
    } finally {
      Object.assign(window, { requestAnimationFrame, setTimeout, setInterval });
    }
    network.dispose();
  });
});
