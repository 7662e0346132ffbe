import { expect } from '@open-wc/testing';
import { openDenseChain } from '../../../../src/backend/dense-chain.js';
import { isShared } from '../../../../src/backend/threads/shared-memory.js';
import type { TrainOptions } from '../../../../src/contract/training.js';
import type { TrainingHooks } from '../../../../src/model/training/progress.js';
import { RunControl } from '../../../../src/model/training/run-control.js';
import { train } from '../../../../src/model/training/train.js';
import { relativeDifference } from '../../backend/gradients.js';
import { useBuild, wasm } from '../../backend/simd/builds.js';
import { exclusiveOr, hidden, networkOf, outputs, weightValues } from './problems.js';

const options: TrainOptions = { optimizer: 'sgd', learningRate: 0.05, batchSize: 1, steps: 100, loss: 'binary-cross-entropy', seed: 5 };

async function weightsAfter(hooks: TrainingHooks): Promise<number[]> {
  const network = networkOf([hidden, outputs(2, 'sigmoid')]);
  await train(network, exclusiveOr(50), options, new RunControl(), hooks);
  const weights = await weightValues(network);
  network.dispose();
  return weights;
}

describe('one sample a step on memory that threads share', () => {
  before(() => useBuild('relaxed'));

  it('trains as the ordinary path does', async () => {
    expect(isShared((wasm().wasm as unknown as { asm: { memory: WebAssembly.Memory } }).asm.memory)).to.equal(true);
    let opened = 0;
    const fast = await weightsAfter({
      denseChain: (...given) => {
        opened++;
        return openDenseChain(...given);
      },
    });
    expect(opened).to.equal(1);
    expect(relativeDifference(fast, await weightsAfter({}))).to.be.below(3e-6);
  });
});
