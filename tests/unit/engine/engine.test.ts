/** The engine called directly, without a worker: the contract between the threads, on the WASM backend. */
import { memory, zeros } from '@tensorflow/tfjs-core';
import { expect } from '@open-wc/testing';
import type { NetworkSpec } from '../../../src/contract/network.js';
import { PlaygroundError } from '../../../src/contract/playground-error.js';
import type { EpochReport, TrainOptions } from '../../../src/contract/training.js';
import type { EngineApi, EngineReport } from '../../../src/engine/api.js';
import { createEngine } from '../../../src/engine/engine.js';
import { until } from '../../waiting.js';

const src = 'synthetic:galaxies?n=120&seed=3';
const training: TrainOptions = {
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 32,
  epochs: 2,
  loss: 'categorical-cross-entropy',
  seed: 5,
};
const small: NetworkSpec = {
  name: 'small',
  layers: [
    { type: 'Conv2D', filters: 3, kernelSize: 5, strides: 3, activation: 'relu', name: 'conv' },
    { type: 'MaxPooling2D', poolSize: 2 },
    { type: 'Flatten' },
    { type: 'Dense', units: 10, name: 'out' },
  ],
};

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof PlaygroundError)) throw error;
  expect(error.message).to.match(/\.$/);
  return error.code;
}

describe('the engine', () => {
  let engine: EngineApi;
  let reports: EngineReport[];
  before(async () => {
    engine = createEngine();
    reports = [];
    await engine.listen((report) => reports.push(report));
  });
  beforeEach(() => reports.splice(0));
  afterEach(() => engine.dispose('main'));

  it('goes from a source to a trained network and what it sees', async () => {
    const { info, network } = await engine.makeDataset('main', src, { crop: 48, normalise: true });
    expect(network).to.equal(null);
    expect(info.count).to.equal(120);
    expect(info.sampleShape).to.deep.equal([48, 48, 3]);
    expect(info.synthetic).to.equal(true);

    const built = await engine.setNetwork('main', small, 1);
    expect(built.layers.map(({ outputShape }) => outputShape.join('×'))).to.deep.equal(['15×15×3', '7×7×3', '147', '10']);

    const end = await engine.train('main', 'r1', training);
    expect(end.reason).to.equal('finished');
    expect(end.history).to.have.length(2);
    const epochs = reports.flatMap((report) => (report.kind === 'epoch' ? [report.report] : []));
    expect(epochs).to.deep.equal(end.history);
    const last = end.history.at(-1) as EpochReport;
    expect(last.step).to.equal(2 * Math.ceil(info.train / 32));
    expect(last.backend).to.equal('wasm');

    const evaluation = await engine.evaluate('main', 'test');
    expect(evaluation.loss).to.be.closeTo(last.testLoss, 1e-5);
    expect(evaluation.accuracy).to.be.closeTo(last.testAccuracy, 1e-9);
    expect(evaluation.confusion.flat().reduce((sum, n) => sum + n, 0)).to.equal(info.test);

    const { probabilities } = await engine.predict('main', [0, 1, 2]);
    for (const row of probabilities) expect(row.reduce((sum, p) => sum + p, 0)).to.be.closeTo(1, 1e-5);
    expect((await engine.filters('main', 'conv')).shape).to.deep.equal([3, 5, 5, 3]);
    expect((await engine.activations('main', 'conv', 7)).shape).to.deep.equal([15, 15, 3]);
    const map = await engine.saliency('main', { method: 'gradient', input: 7 });
    expect(map.input.shape).to.deep.equal([48, 48, 3]);
    expect(map.values.some((value) => value !== 0)).to.equal(true);
  });

  it('fits a preset to data that come later, and again to other data', async () => {
    const native = await engine.setNetwork('main', 'phys467-fcn', 1);
    expect(native.inputShape).to.deep.equal([48, 48, 3]);
    const first = await engine.makeDataset('main', src, { coarsen: 3, bands: ['g'] });
    expect(first.rebuilt).to.equal(true);
    expect(first.network?.inputShape).to.deep.equal([23, 23, 1]);
    const second = await engine.makeDataset('main', src, { coarsen: 3, bands: ['g'], classes: [1, 2, 4] });
    expect(second.network?.layers.at(-1)?.outputShape).to.deep.equal([3]);
    const third = await engine.makeDataset('main', src, { coarsen: 3, bands: ['g'], classes: [1, 2, 4], seed: 9 });
    expect(third.rebuilt, 'the same shapes keep the weights').to.equal(false);
  });

  it('keeps the network before when it cannot be fitted to new data, and says why in a draft', async () => {
    await engine.makeDataset('main', src, { crop: 48 });
    const { spec } = await engine.setNetwork('main', small, 1);
    await engine.setNetwork('main', spec, 1);
    const outcome = await engine.makeDataset('main', src, { coarsen: 17 });
    expect(outcome.network?.inputShape).to.deep.equal([48, 48, 3]);
    expect(outcome.draft?.valid).to.equal(false);
    expect(outcome.draft?.problems.join()).to.contain('larger than its input');
    expect(await codeOf(engine.train('main', 'r', training))).to.equal('data-mismatch');
  });

  it('goes on making no galaxies that nobody waits for any more', async () => {
    const fractions = () => reports.flatMap((report) => (report.kind === 'progress' ? [report.progress.fraction ?? 0] : []));
    const many = async (then: () => Promise<unknown>) => {
      reports.splice(0);
      const code = codeOf(engine.makeDataset('main', 'synthetic:galaxies?n=3000&size=32', {}));
      await until(() => fractions().length > 0, 'the first galaxies');
      expect(fractions(), 'not all of them yet').not.to.include(1);
      await then();
      return code;
    };
    expect(await many(() => engine.makeDataset('main', 'synthetic:galaxies?n=20&size=32', {}))).to.equal('busy');
    expect(fractions().filter((fraction) => fraction === 1)).to.have.length(1);
    expect(await many(() => engine.dispose('main'))).to.equal('disposed');
    expect(fractions()).not.to.include(1);
  });

  it('refuses an impossible network and keeps the one that stands', async () => {
    await engine.makeDataset('main', src, { crop: 48 });
    await engine.setNetwork('main', small, 1);
    const before = await engine.weights('main');
    const impossible: NetworkSpec = { layers: [...small.layers.slice(0, 2), { type: 'Conv2D', filters: 2, kernelSize: 9 }] };
    expect(await codeOf(engine.setNetwork('main', impossible, 1))).to.equal('network-invalid');
    expect(await engine.weights('main')).to.deep.equal(before);
    expect((await engine.inspectNetwork('main', impossible)).layers[2]?.problem).to.contain('kernel 9');
  });

  it('refuses what would change the ground under a run, and stops it when the session ends', async () => {
    await engine.makeDataset('main', src, { crop: 48 });
    await engine.setNetwork('main', small, 1);
    const run = engine.train('main', 'r', { ...training, epochs: 10_000 });
    expect(await codeOf(engine.setNetwork('main', small, 1))).to.equal('busy');
    expect(await codeOf(engine.makeDataset('main', src, {}))).to.equal('busy');
    expect(await codeOf(engine.train('main', 'r2', training))).to.equal('busy');
    expect(await codeOf(engine.setBackend('cpu'))).to.equal('busy');
    expect(await codeOf(engine.steer('main', 'another', 'stop'))).to.equal('disposed');
    expect((await engine.filters('main', 'conv')).values.length, 'questions are answered meanwhile').to.equal(225);
    await engine.dispose('main');
    expect((await run).reason).to.equal('stopped');
  });

  it('asks for data and a network in words', async () => {
    expect(await codeOf(engine.train('main', 'r', training))).to.equal('network-invalid');
    expect(await codeOf(engine.samples('main', [0]))).to.equal('data-mismatch');
    await engine.makeDataset('main', src, { coarsen: 3 });
    expect(await codeOf(engine.evaluate('main', 'test'))).to.equal('network-invalid');
    await engine.setNetwork('main', 'phys467-fcn', 1);
    expect(await codeOf(engine.predict('main', [120]))).to.equal('data-mismatch');
    expect(await codeOf(engine.predict('main', new Float32Array(7)))).to.equal('data-mismatch');
    expect(await codeOf(engine.predict('main', new Blob(['no picture'])))).to.equal('file-unreadable');
  });

  it('repeats a run to the bit', async () => {
    const weightsAfterRun = async () => {
      await engine.makeDataset('main', src, { crop: 48 });
      await engine.setNetwork('main', small, 4);
      await engine.train('main', 'r', training);
      return engine.weights('main');
    };
    expect(await weightsAfterRun()).to.deep.equal(await weightsAfterRun());
  });

  it('keeps sessions apart', async () => {
    await engine.makeDataset('main', src, { coarsen: 3 });
    await engine.setNetwork('main', 'phys467-fcn', 1);
    await engine.makeDataset('other', src, { bands: ['r'], coarsen: 3 });
    await engine.setNetwork('other', 'phys467-fcn', 1);
    const before = await engine.weights('main');
    await engine.train('other', 'r', training);
    expect(await engine.weights('main')).to.deep.equal(before);
    await engine.dispose('other');
    expect(await engine.weights('main')).to.deep.equal(before);
  });

  it('changes the backend and keeps the weights', async () => {
    await engine.makeDataset('main', src, { coarsen: 3 });
    await engine.setNetwork('main', 'phys467-fcn', 1);
    const before = await engine.weights('main');
    const { probabilities } = await engine.predict('main', [3]);
    expect((await engine.setBackend('cpu')).backend).to.equal('cpu');
    expect(await engine.weights('main')).to.deep.equal(before);
    const there = await engine.predict('main', [3]);
    for (const [i, p] of there.probabilities[0]?.entries() ?? []) expect(p).to.be.closeTo(probabilities[0]?.[i] ?? Number.NaN, 1e-5);
    await engine.setBackend('wasm');
    expect(await engine.weights('main')).to.deep.equal(before);
  });

  const learners: Record<string, NetworkSpec['layers']> = {
    Conv2D: [{ type: 'Conv2D', filters: 4, kernelSize: 3 }],
    SeparableConv2D: [{ type: 'SeparableConv2D', filters: 4, kernelSize: 3 }],
    'SeparableConv2D with a filter smaller than its stride': [
      { type: 'SeparableConv2D', filters: 4, kernelSize: 2, strides: 3, padding: 'same' },
    ],
    Conv1D: [
      { type: 'Reshape', targetShape: [12, 36] },
      { type: 'Conv1D', filters: 4, kernelSize: 3 },
    ],
    Conv3D: [
      { type: 'Reshape', targetShape: [12, 12, 3, 1] },
      { type: 'Conv3D', filters: 4, kernelSize: 2 },
    ],
    BatchNormalization: [{ type: 'Conv2D', filters: 4, kernelSize: 3 }, { type: 'BatchNormalization' }],
  };
  for (const [name, layers] of Object.entries(learners)) {
    it(`sees the weights it has trained: ${name}`, async () => {
      await engine.makeDataset('main', src, { coarsen: 5, crop: 12 });
      await engine.setNetwork('main', { layers: [...layers, { type: 'Flatten' }, { type: 'Dense', units: 10 }] }, 1);
      for (const optimizer of ['sgd', 'momentum', 'ema-momentum', 'adam'] as const) {
        await engine.train('main', optimizer, { ...training, optimizer, learningRate: 0.05, epochs: 1 });
      }
      const wasm = await engine.predict('main', [0, 50, 100]);
      await engine.setBackend('cpu'); // the same weights, by the reference
      const cpu = await engine.predict('main', [0, 50, 100]);
      await engine.setBackend('wasm');
      for (const [i, p] of wasm.probabilities.flat().entries()) expect(p).to.be.closeTo(cpu.probabilities.flat()[i] ?? Number.NaN, 1e-4);
    });
  }

  it('changes the backend twice at once, and lets whoever computes wait for it', async () => {
    await engine.makeDataset('main', src, { coarsen: 3 });
    await engine.setNetwork('main', 'phys467-fcn', 1);
    const { tensors } = await engine.engineInfo();
    const changes = [engine.setBackend('cpu'), engine.setBackend('wasm')];
    const run = engine.train('main', 'r', { ...training, epochs: 1 });
    const prediction = engine.predict('main', [3]);
    await Promise.all(changes);
    expect((await run).reason).to.equal('finished');
    expect((await prediction).probabilities).to.have.length(1);
    const info = await engine.engineInfo();
    expect(info.backend).to.equal('wasm');
    expect(info.tensors).to.equal(tensors);
  });

  it('fits an edited network to other data, its last layer to their classes', async () => {
    await engine.makeDataset('main', src, { coarsen: 3 });
    await engine.setNetwork('main', { layers: [{ type: 'Flatten' }, { type: 'Dense', units: 10 }] }, 1);
    const outcome = await engine.makeDataset('main', src, { coarsen: 4, classes: [1, 2, 4] });
    expect(outcome.network?.inputShape).to.deep.equal([17, 17, 3]);
    expect(outcome.network?.layers.at(-1)?.outputShape).to.deep.equal([3]);
  });

  it('keeps the draft when data it does not fit are loaded again', async () => {
    await engine.makeDataset('main', src, { crop: 48 });
    await engine.setNetwork('main', small, 1);
    await engine.makeDataset('main', src, { coarsen: 17 });
    const again = await engine.makeDataset('main', src, { coarsen: 17 });
    expect(again.draft?.valid).to.equal(false);
  });

  it('fits an edited network to other data after some that it could not be fitted to', async () => {
    await engine.makeDataset('main', src, { crop: 48 });
    await engine.setNetwork('main', small, 1);
    expect((await engine.makeDataset('main', src, { coarsen: 17, classes: [0, 1, 2, 4, 7] })).draft?.valid).to.equal(false);
    const { network, draft } = await engine.makeDataset('main', src, { crop: 40, classes: [0, 1, 2, 4, 7] });
    expect(draft).to.equal(null);
    expect(network?.inputShape).to.deep.equal([40, 40, 3]);
    expect(network?.layers.at(-1)?.outputShape).to.deep.equal([5]);
    expect((await engine.train('main', 'r', { ...training, epochs: 1 })).reason).to.equal('finished');
  });

  it('fits a network that came before all data to those after the first that it reads', async () => {
    await engine.setNetwork('main', { ...small, inputShape: [48, 48, 3] }, 1);
    expect((await engine.makeDataset('main', src, { crop: 48 })).rebuilt).to.equal(false);
    const { network } = await engine.makeDataset('main', src, { crop: 40, classes: [1, 2, 4] });
    expect(network?.inputShape).to.deep.equal([40, 40, 3]);
    expect(network?.layers.at(-1)?.outputShape).to.deep.equal([3]);
  });

  it('evaluates with the loss of the last run that began, not of one that was refused', async () => {
    await engine.makeDataset('main', src, { coarsen: 3 });
    await engine.setNetwork('main', 'phys467-fcn', 1);
    expect(await codeOf(engine.train('main', 'r', { ...training, loss: 'nonsense' as TrainOptions['loss'] }))).to.equal('data-mismatch');
    expect((await engine.evaluate('main', 'test')).loss).to.be.a('number');
  });

  it('returns every tensor over 50 rounds of build, train and dispose', async () => {
    const round = async () => {
      await engine.makeDataset('main', 'synthetic:galaxies?n=20&seed=1', { coarsen: 4 });
      await engine.setNetwork('main', { layers: [{ type: 'Flatten' }, { type: 'Dense', units: 10 }] }, 1);
      await engine.train('main', 'r', { ...training, epochs: 1 });
      await engine.dispose('main');
    };
    await round();
    const { tensors } = await engine.engineInfo();
    for (let i = 0; i < 50; i++) await round();
    expect((await engine.engineInfo()).tensors).to.equal(tensors);
    const leak = zeros([1]);
    expect((await engine.engineInfo()).tensors, 'a planted leak is seen').to.equal(tensors + 1);
    leak.dispose();
    expect(memory().numTensors).to.equal(tensors);
  });
});
