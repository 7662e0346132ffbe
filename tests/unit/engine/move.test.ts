/** Sessions that end while their networks move to another back end. */
import { memory } from '@tensorflow/tfjs-core';
import { expect } from '@open-wc/testing';
import type { NetworkSpec } from '../../../src/contract/network.js';
import { Holdings } from '../../../src/engine/holdings.js';
import { moveNetworks } from '../../../src/engine/move.js';
import { placeNetwork } from '../../../src/engine/networks.js';
import { RunControl } from '../../../src/model/training/run-control.js';
import { useCpu } from '../model/training/cpu.js';

const spec: NetworkSpec = { inputShape: [4], layers: [{ type: 'Dense', units: 3, name: 'out' }] };

describe('networks that move', () => {
  before(useCpu);

  /** Moves two sessions' networks, one of which ends when `when` says so; the tensors left, and what the other one has. */
  async function moved(when: (release: () => Promise<void>) => unknown) {
    const holdings = new Holdings();
    const before = memory().numTensors;
    for (const session of ['stays', 'ends']) placeNetwork(holdings.of(session), spec, 7, null);
    const weights = await holdings.network('stays').weights();
    let ended: unknown;
    await moveNetworks(holdings, 'cpu', 10_000, async () => {
      ended = when(() => holdings.release('ends'));
      return 'cpu';
    });
    await ended;
    expect(await holdings.network('stays').weights()).to.deep.equal(weights);
    for (const session of ['stays', 'ends']) await holdings.release(session);
    return memory().numTensors - before;
  }

  it('leave nothing where their session ends before they are built anew', async () => {
    expect(await moved((release) => release())).to.equal(0);
  });

  it('leave nothing where their session ends after they were built anew', async () => {
    const built = async (release: () => Promise<void>) => {
      const tensors = memory().numTensors;
      for (let turn = 0; turn < 1000 && memory().numTensors === tensors; turn++) await null; // the move waits for some turns only
      expect(memory().numTensors, 'both networks, twice').to.equal(2 * tensors);
      await release();
    };
    expect(await moved(built)).to.equal(0);
  });

  it('are still there for a run whose end the session waits for, and nothing is left then', async () => {
    const holdings = new Holdings();
    const before = memory().numTensors;
    placeNetwork(holdings.of('ends'), spec, 7, null);
    const holding = holdings.of('ends');
    const { network } = holding;
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    holding.run = { id: 'r', control: new RunControl(), ended };
    let released: Promise<void> | undefined;
    await moveNetworks(holdings, 'cpu', 10_000, async () => {
      released = holdings.release('ends');
      return 'cpu';
    });
    expect(network?.disposed, 'the one that stood before').to.equal(true);
    expect(holding.network?.disposed, 'the one built anew').to.equal(false);
    end();
    await released;
    expect(memory().numTensors).to.equal(before);
  });

  it('leave nothing where no session ends', async () => {
    expect(await moved(() => undefined)).to.equal(0);
  });
});
