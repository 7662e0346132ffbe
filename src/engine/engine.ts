/** The engine: datasets, networks and runs of every session on the page behind one flat object. Lives in a worker; tests call it without one. */
import { sampleStore } from '../backend/samples/store.js';
import { PlaygroundError } from '../contract/playground-error.js';
import { createDataset, type Dataset } from '../data/dataset.js';
import { makeSynthetic } from '../data/synthetic/synthetic.js';
import { evaluate } from '../model/evaluation/evaluate.js';
import { predict, predictSplit } from '../model/evaluation/predict.js';
import { inspectNetwork } from '../model/inspect.js';
import { activationsOf, filtersOf } from '../model/inspection.js';
import { computeSaliency } from '../model/saliency/compute.js';
import { HostFeed } from '../model/training/feeds/host-feed.js';
import { withTransfer } from '../wire/expose.js';
import type { DatasetOutcome, EngineApi, EngineReport } from './api.js';
import { Backend, type BackendSettings } from './backend.js';
import { catalogue } from './catalogue.js';
import { fitted } from './fit.js';
import { Holdings, refuseIfReleased, refuseWhileRunning } from './holdings.js';
import { manyInputs, oneInput } from './input.js';
import { placeNetwork, refitNetwork } from './networks.js';
import { steerRun, trainSession } from './runs.js';

/** For a single look at the data, which is not worth handing all of it to the device. */
const feedOf = (dataset: Dataset): HostFeed => new HostFeed(dataset, sampleStore.fixedShapes());

/** An engine with nothing in it; its backend starts with the first call that computes. */
export function createEngine(settings?: BackendSettings): EngineApi {
  const holdings = new Holdings();
  const listeners: ((report: EngineReport) => void)[] = [];
  const report = (news: EngineReport): void => {
    for (const listener of listeners) listener(news);
  };
  const backend = new Backend(holdings, (name, backends) => report({ kind: 'backend', backend: name, backends }), settings);

  /** Places what `make` makes, unless other data have been asked for meanwhile: where that takes long, it asks `assertWanted` now and then. */
  async function load(session: string, make: (assertWanted: () => void) => Promise<Dataset>): Promise<DatasetOutcome> {
    const holding = holdings.of(session);
    refuseWhileRunning(holding, 'load other data');
    const turn = ++holding.loads;
    const assertWanted = (): void => {
      refuseIfReleased(holding);
      if (turn !== holding.loads) throw new PlaygroundError('busy', 'Another dataset was asked for meanwhile.');
    };
    const [dataset] = await Promise.all([make(assertWanted), backend.ready()]);
    await backend.ready(); // it may have begun to change meanwhile
    assertWanted();
    refuseWhileRunning(holding, 'load other data');
    const refit = refitNetwork(holding, dataset.info);
    holding.dataset = dataset;
    return { info: dataset.info, ...refit };
  }

  return {
    async listen(listener) {
      listeners.push(listener);
    },
    async catalogue() {
      return catalogue;
    },
    async engineInfo() {
      return backend.info();
    },
    async setBackend(name) {
      await backend.change(name);
      return backend.info();
    },

    async makeDataset(session, src, options) {
      return load(session, async (assertWanted) => {
        const progress = (fraction: number): void => {
          assertWanted();
          report({ kind: 'progress', session, progress: { task: 'dataset', label: 'Making galaxies', fraction } });
        };
        return createDataset(await makeSynthetic(src, progress), options);
      });
    },
    async takeSamples(session, raw, options) {
      return load(session, async () => createDataset(raw, options));
    },
    async samples(session, indices) {
      const samples = holdings.dataset(session).samples(indices);
      return withTransfer(samples, [samples.values.buffer, samples.labels.buffer]);
    },
    async labels(session) {
      const { labels, train, test } = holdings.dataset(session);
      return { labels, train, test };
    },

    async setNetwork(session, network, seed) {
      const holding = holdings.of(session);
      const turn = ++holding.builds;
      await backend.ready();
      refuseIfReleased(holding);
      if (turn !== holding.builds) throw new PlaygroundError('busy', 'Another network was asked for meanwhile.');
      refuseWhileRunning(holding, 'change the network');
      return placeNetwork(holding, network, seed, holding.dataset?.info ?? null);
    },
    async inspectNetwork(session, network) {
      return inspectNetwork(fitted(network, holdings.of(session).dataset?.info ?? null));
    },
    weights(session) {
      return backend.use(async () => {
        const weights = await holdings.network(session).weights();
        return withTransfer(
          weights,
          weights.map(({ values }) => values.buffer),
        );
      });
    },

    async train(session, run, options) {
      return trainSession(holdings, session, run, options, backend, report);
    },
    async steer(session, run, action) {
      steerRun(holdings, session, run, action);
    },

    evaluate(session, split) {
      return backend.use(async () => {
        const { network, dataset } = holdings.pair(session);
        return evaluate(network, dataset, split, holdings.of(session).objective ?? undefined, undefined, feedOf(dataset));
      });
    },
    predictions(session, split) {
      return backend.use(async () => {
        const { network, dataset } = holdings.pair(session);
        const answer = await predictSplit(network, dataset, split, undefined, feedOf(dataset));
        return withTransfer(answer, [answer.probabilities.buffer]);
      });
    },
    predict(session, input) {
      return backend.use(async () => {
        const network = holdings.network(session);
        const inputs = await manyInputs(holdings, session, input);
        return { probabilities: await predict(network, inputs, sampleStore.fixedShapes()) };
      });
    },
    filters(session, layer) {
      return backend.use(async () => {
        const answer = await filtersOf(holdings.network(session), layer);
        return withTransfer(answer, [answer.values.buffer]);
      });
    },
    activations(session, layer, input) {
      return backend.use(async () => {
        const answer = await activationsOf(holdings.network(session), layer, oneInput(holdings, session, input));
        return withTransfer(answer, [answer.values.buffer]);
      });
    },
    saliency(session, options) {
      return backend.use(async () => {
        if (typeof options !== 'object' || !options)
          throw new PlaygroundError('data-mismatch', 'Say what to explain: a method and an input.');
        const map = await computeSaliency(holdings.network(session), oneInput(holdings, session, options.input), options);
        return withTransfer(map, [map.values.buffer]);
      });
    },

    async dispose(session) {
      await holdings.release(session);
    },
  };
}
