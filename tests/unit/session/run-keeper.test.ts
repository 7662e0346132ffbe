import { expect } from '@open-wc/testing';
import type { TellEvent } from '../../../src/contract/events.js';
import type { SessionSnapshot } from '../../../src/contract/snapshot.js';
import type { EpochReport, StepReport } from '../../../src/contract/training.js';
import { RunKeeper } from '../../../src/session/run-keeper.js';
import { Store } from '../../../src/session/store.js';

const options = { optimizer: 'sgd', learningRate: 0.1, batchSize: 1, epochs: 3, loss: 'squared-error' } as const;
const epoch = (n: number) => ({ run: 's-1', epoch: n, step: n }) as EpochReport;

const nothing = () => undefined;

describe('the keeper of runs', () => {
  it('tells every epoch once and before the end, also those whose report is still on its way', async () => {
    const told: string[] = [];
    const store = new Store({ run: null, runs: [], network: null, weightsVersion: 0, tasks: [] } as unknown as SessionSnapshot);
    const tell = (event: TellEvent<{ session: string }>) => {
      const { epoch: number } = event.detail as Partial<EpochReport>;
      told.push(`${event.type} ${number ?? ''}`.trim());
    };
    const keeper = new RunKeeper('s', store, tell);
    const run = keeper.start(options, nothing, nothing);
    keeper.onEpoch(epoch(1));
    keeper.end(run, { run: run.id, reason: 'finished', history: [epoch(1), epoch(2), epoch(3)] });
    keeper.onEpoch(epoch(3)); // the late one
    expect(told).to.deep.equal(['gp-run-start', 'gp-epoch 1', 'gp-epoch 2', 'gp-epoch 3', 'gp-run-end']);
    expect(store.state.run?.history.map((report) => report.epoch)).to.deep.equal([1, 2, 3]);
    const read: number[] = [];
    for await (const report of run) read.push(report.epoch);
    expect(read).to.deep.equal([1, 2, 3]);
  });

  it('tells a step once, however often the engine shows it', () => {
    const told: number[] = [];
    const store = new Store({ run: null, runs: [], network: null, weightsVersion: 0, tasks: [] } as unknown as SessionSnapshot);
    const keeper = new RunKeeper(
      's',
      store,
      (event) => event.type === 'gp-step' && told.push((event.detail as unknown as StepReport).step),
    );
    keeper.start(options, nothing, nothing);
    for (const n of [1, 2]) {
      for (let time = 0; time < 2; time++) {
        keeper.onStep({ run: 's-1', step: n, epoch: 1, loss: 1 / n, fraction: n / 3 });
        keeper.onEpoch(epoch(n)); // shows the step before it
      }
    }
    expect(told).to.deep.equal([1, 2]);
    expect(store.state.run?.losses).to.deep.equal([
      [1, 1],
      [2, 0.5],
    ]);
  });
});
