import { expect, fixture, html } from '@open-wc/testing';
import type { NetworkRequest, RunRequest, TrainRequest } from '../../src/contract/events.js';
import type { NetworkInfo } from '../../src/contract/network.js';
import { PlaygroundError } from '../../src/contract/playground-error.js';
import { TrainPanel } from '../../src/elements/train-panel.js';
import { duration } from '../../src/elements/train-panel/words.js';
import { backends, catalogue, fakeRun } from './fake-catalogue.js';
import { type FakeSession, network, record, stopRecording, useFake, usePage } from './fake-session.js';
import { until } from '../waiting.js';

const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const one = (element: Element, selector: string) => all(element, selector)[0]!;
const words = (element: Element) => element.shadowRoot!.textContent!.replace(/\s+/g, ' ');
const button = (element: Element, name: string) =>
  all(element, 'button').find((b) => b.textContent!.replace(/\s+/g, ' ').trim() === name) as HTMLButtonElement;
const press = (target: Element, key: string) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
const named = (name: string): NetworkInfo => ({ ...network, name });

async function open(fake: FakeSession, attributes: Record<string, string> = {}): Promise<TrainPanel> {
  fake.load({ network: true });
  fake.set({ catalogue });
  const element = document.createElement('train-panel') as TrainPanel;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  await fixture(html`${element}`);
  return element;
}

async function field(element: Element, id: string, value: string): Promise<void> {
  one(element, 'details').setAttribute('open', '');
  const input = one(element, `#${id}`) as HTMLInputElement;
  input.value = value;
  input.dispatchEvent(new Event('change'));
  await (element as TrainPanel).updateComplete;
}

describe('train-panel', () => {
  let fake: FakeSession;
  // The fake session does not train: what is asked for is looked at and goes no further.
  const refuse = (event: Event) => event.preventDefault();
  beforeEach(() => {
    fake = useFake();
    window.addEventListener('gp-train-request', refuse, true);
  });
  afterEach(() => {
    stopRecording();
    window.removeEventListener('gp-train-request', refuse, true);
  });

  it('alone on a page says what it waits for and cannot be started', async () => {
    const element = await fixture<TrainPanel>(html`<train-panel autostart></train-panel>`);
    expect(customElements.get('train-panel')).to.equal(TrainPanel);
    expect(words(element)).to.contain('Waiting for galaxies and a network.');
    expect(button(element, 'Train').disabled).to.equal(true);
    fake.load();
    await until(() => words(element).includes('Waiting for a network.'));
  });

  it('says why an impossible network cannot be trained', async () => {
    const element = await open(fake);
    fake.set({ draft: { ...network, valid: false, problems: ['kernel 7 is larger than its input 5×5 at layer 4'] } });
    await until(() => button(element, 'Train').disabled);
    expect(words(element)).to.contain('cannot be built yet: kernel 7 is larger than its input 5×5 at layer 4.');
  });

  describe('what it asks for', () => {
    it('without attributes and without a course: Adam', async () => {
      const asked = record<TrainRequest>('gp-train-request');
      button(await open(fake), 'Train').click();
      expect(asked.map((event) => event.detail)).to.deep.equal([
        {
          session: 'main',
          options: { optimizer: 'adam', learningRate: 0.001, batchSize: 64, epochs: 10, loss: 'categorical-cross-entropy' },
        },
      ]);
    });

    it("the course's own settings, also of a network that was edited, with the attributes over them", async () => {
      const element = await open(fake, { 'batch-size': '8', augment: '', targets: '0.01 0.99' });
      fake.set({ network: named('phys467-fcn (edited)') });
      await element.updateComplete;
      expect(element.options).to.deep.equal({
        ...catalogue.presets[0]!.training,
        batchSize: 8,
        augment: true,
        targets: [0.01, 0.99],
      });
    });

    it('targets that stand on a line of their own', async () => {
      const element = await open(fake, { targets: '\n  0.01\n  0.99 ' });
      expect(element.options.targets).to.deep.equal([0.01, 0.99]);
    });

    it('a length in epochs instead of the steps of the course', async () => {
      const element = await open(fake, { epochs: '3' });
      fake.set({ network: named('phys246') });
      await until(() => element.options.optimizer === 'sgd');
      expect(element.options.epochs).to.equal(3);
      expect(element.options.steps).to.equal(undefined);
    });

    it('what the reader set, until the page or the reader takes it back', async () => {
      const element = await open(fake, { 'learning-rate': '0.5' });
      await field(element, 'optimizer-learningRate', '0.01');
      await field(element, 'run-batchSize', '7');
      expect(element.options).to.include({ learningRate: 0.01, batchSize: 7 });
      element.learningRate = 0.25;
      await element.updateComplete;
      expect(element.options).to.include({ learningRate: 0.25, batchSize: 7 });
      button(element, 'Back to the course’s settings').click();
      await element.updateComplete;
      expect(element.options).to.include({ learningRate: 0.25, batchSize: 64 });
    });

    it('what the fields say, however often they are told too much or nothing', async () => {
      const element = await open(fake);
      const batch = () => (one(element, '#run-batchSize') as HTMLInputElement).value;
      for (const typed of ['1000', '1000', '', '600']) {
        await field(element, 'run-batchSize', typed);
        expect([typed, batch(), element.options.batchSize]).to.deep.equal([typed, '512', 512]);
      }
    });

    it('a rate that suits a newly chosen optimizer, whose options appear with their sentences', async () => {
      const element = await open(fake);
      await field(element, 'optimizer', 'ema-momentum');
      expect(element.options).to.include({ optimizer: 'ema-momentum', learningRate: 0.2, momentum: 0.9 });
      expect(words(element)).to.contain('Follows the mean of the gradients.').and.to.contain('How much is kept.');
    });

    it('nothing that is no number', async () => {
      const element = await open(fake, { seed: 'moon', epochs: '' });
      expect(element.options).to.deep.equal({ ...element.options, epochs: 10 });
      expect(element.options).not.to.have.property('seed');
    });
  });

  it('starts by itself once, when there is something to train', async () => {
    const asked = record<TrainRequest>('gp-train-request');
    const element = await fixture<TrainPanel>(html`<train-panel autostart></train-panel>`);
    expect(asked).to.have.length(0);
    fake.load({ network: true });
    await until(() => asked.length === 1);
    fake.set({ run: fakeRun(1, 'finished') });
    await element.updateComplete;
    fake.set({ weightsVersion: 9 });
    await element.updateComplete;
    expect(asked).to.have.length(1);
  });

  it('pauses, resumes, steps and stops, by button and by the space key', async () => {
    const asked = record<RunRequest>('gp-run-request');
    const element = await open(fake);
    fake.set({ run: fakeRun(2) });
    await until(() => button(element, 'Pause'));
    button(element, 'Pause').click();
    fake.set({ run: fakeRun(2, 'paused') });
    await until(() => button(element, 'Resume'));
    press(one(element, '.plots'), ' ');
    button(element, 'Step').click();
    button(element, 'Stop').click();
    expect(asked.map(({ detail }) => detail.action)).to.deep.equal(['pause', 'resume', 'step', 'stop']);
    const typed = asked.length;
    press(one(element, '#run-batchSize') ?? one(element, 'summary'), ' ');
    expect(asked).to.have.length(typed);
  });

  it('steps from the very beginning by starting and holding', async () => {
    const seen: string[] = [];
    const note = (event: Event) => void seen.push(event.type);
    document.addEventListener('gp-train-request', note, { once: true });
    document.addEventListener('gp-run-request', note, { once: true });
    button(await open(fake), 'Step').click();
    expect(seen).to.deep.equal(['gp-train-request', 'gp-run-request']);
  });

  it('gives new random weights on request, others each time and says which: the course anew, or the network as it is', async () => {
    const asked = record<NetworkRequest>('gp-network-request');
    const element = await open(fake);
    fake.set({ run: fakeRun(20, 'finished') });
    await until(() => button(element, 'Start afresh from seed 2'));
    button(element, 'Start afresh from seed 2').click();
    fake.set({ network: named('phys246') });
    await until(() => button(element, 'Start afresh from seed 3'));
    button(element, 'Start afresh from seed 3').click();
    expect(asked.map(({ detail }) => detail)).to.deep.equal([
      { session: 'main', network: network.spec, seed: 2 },
      { session: 'main', network: 'phys246', seed: 3 },
    ]);
  });

  it('shows where the run is, and what is left of it', async () => {
    const element = await open(fake);
    fake.set({ run: fakeRun(1) });
    await until(() => one(element, 'progress'));
    await new Promise((go) => setTimeout(go, 600));
    fake.set({ run: fakeRun(5) });
    await until(() => words(element).includes('left'));
    expect(words(element))
      .to.contain('Epoch6 of 20')
      .and.to.contain('0.432')
      .and.to.contain('0.860 test')
      .and.to.contain('1,234 galaxies a second')
      .and.to.contain('25 %');
  });

  it('says in words that a run diverged or failed', async () => {
    const element = await open(fake);
    fake.set({ run: fakeRun(2, 'diverged') });
    await until(() => words(element).includes('Try a smaller learning rate.'));
    fake.set({ run: { ...fakeRun(2, 'diverged'), message: 'The loss became infinite at step 8.' } });
    await until(() => one(element, '[role=alert]').textContent!.includes('infinite at step 8.'));
    fake.set({ run: { ...fakeRun(2, 'failed', 'r2', 2), message: 'The graphics device went away.' } });
    await until(() => one(element, '[role=alert]').textContent!.includes('The graphics device went away.'));
    expect(button(element, 'Train').disabled).to.equal(false);
  });

  it('leaves the reason of a bad end to its alert, and tells only the last figures', async () => {
    const element = await open(fake);
    const status = () => one(element, '[role=status]').textContent!;
    for (const [run, end] of [
      ['r1', 'diverged'],
      ['r2', 'failed'],
    ] as const) {
      fake.set({ run: fakeRun(1, 'running', run) });
      await until(() => status() === 'Learning.');
      fake.set({ run: { ...fakeRun(1, end, run), message: 'It went wrong.' } });
      await until(() => one(element, '[role=alert]').textContent!.includes('It went wrong.'));
      expect(status()).to.equal('Epoch 1: training loss 2.000, test accuracy 0.300.');
    }
  });

  it('says why a run was refused before it began, and leaves what is refused of data and networks to others', async () => {
    const element = await open(fake);
    fake.set({ error: new PlaygroundError('data-mismatch', 'The batch is larger than the training set.'), refused: 'run' });
    await until(() => one(element, '[role=alert]').textContent!.includes('The batch is larger'));
    fake.set({ error: new PlaygroundError('data-mismatch', 'No such class.'), refused: 'dataset' });
    await until(() => one(element, '[role=alert]').hidden);
  });

  it('draws training solid, test dashed, steps faint and the baseline, each once', async () => {
    const element = await open(fake);
    fake.set({ run: fakeRun(6) });
    await until(() => all(element, '.curve.train').length === 2);
    expect(all(element, '.curve.test').length).to.equal(2);
    expect(all(element, '.curve.steps').length).to.equal(1);
    expect(getComputedStyle(one(element, '.curve.test')).strokeDasharray).not.to.equal('none');
    expect(getComputedStyle(one(element, '.curve.train')).strokeDasharray).to.equal('none');
    expect(words(element)).to.contain('always the commonest class: 0.60');
  });

  it('keeps earlier runs as faint lines that can be picked, named and put away', async () => {
    const element = await open(fake);
    fake.set({ run: fakeRun(6, 'finished', 'b', 2), runs: [fakeRun(20, 'stopped', 'a', 1, { learningRate: 0.5 })] });
    await until(() => all(element, '.chip.run').length === 2);
    expect(all(element, '.curve.earlier').length).to.equal(4);
    all(element, '.chip.run')[0]!.click();
    await element.updateComplete;
    expect(words(element)).to.contain('adam 0.5, batches of 10, 20 epochs, seed 1. Stopped after 20 epochs');
    const name = one(element, '.run-name') as HTMLInputElement;
    name.value = 'Too fast';
    name.dispatchEvent(new Event('change'));
    await element.updateComplete;
    expect(all(element, '.chip.run')[0]!.textContent).to.contain('Too fast');
    for (const typed of ['', ' ']) {
      name.value = typed;
      name.dispatchEvent(new Event('change'));
      await element.updateComplete;
      expect(name.value, 'without a name its number').to.equal('Run 1');
    }
    (one(element, '.run-details input[type=checkbox]') as HTMLInputElement).click();
    all(element, '.chip.run')[1]!.click();
    await element.updateComplete;
    expect(all(element, '.curve.earlier').length).to.equal(0);
    fake.set({ run: fakeRun(1, 'running', 'c', 3) });
    await until(() => all(element, '.chip.run').at(-1)!.getAttribute('aria-pressed') === 'true');
  });

  it('reads its curves by arrow keys and by pointing, in both plots at once', async () => {
    const element = await open(fake);
    fake.set({ run: fakeRun(6, 'finished') });
    await until(() => one(element, '[role=slider]'));
    const plots = one(element, '[role=slider]');
    press(plots, 'Home');
    press(plots, 'ArrowRight');
    await element.updateComplete;
    expect(plots.getAttribute('aria-valuenow')).to.equal('2');
    expect(plots.getAttribute('aria-valuetext')).to.equal(
      'Epoch 2 · loss 1.000 training, 1.100 test · accuracy 0.700 training, 0.650 test',
    );
    expect(all(element, '.cursor').length).to.equal(2);
    const { right, top } = one(element, 'figure').getBoundingClientRect();
    one(element, 'figure').dispatchEvent(new PointerEvent('pointermove', { clientX: right, clientY: top, bubbles: true }));
    await element.updateComplete;
    expect(one(element, '.reading').textContent).to.contain('Epoch 6');
    plots.dispatchEvent(new PointerEvent('pointerleave'));
    await element.updateComplete;
    expect(one(element, '.reading').textContent).to.equal('');
  });

  it('has a table behind the plots, built when it is opened', async () => {
    const element = await open(fake);
    fake.set({ run: fakeRun(3, 'finished') });
    await until(() => one(element, '[part=table]'));
    expect(all(element, 'tbody tr').length).to.equal(0);
    one(element, '[part=table]').setAttribute('open', '');
    await until(() => all(element, 'tbody tr').length === 3);
    expect(one(element, 'tbody tr').textContent!.replace(/\s+/g, ' ').trim()).to.equal('3 0.667 0.733 0.800 0.767 0.5 1,234');
  });

  it('says what it runs on, how fast, and why on nothing else', async () => {
    const element = await open(fake);
    fake.set({ run: fakeRun(0), backend: null });
    await until(() => words(element).includes('Runs on–'));
    expect(one(element, '[part=backends]'), 'before the engine has said anything').to.equal(undefined);
    fake.set({ backend: 'wasm', backends });
    await until(() => one(element, '[part=backends]'));
    expect(words(element)).to.contain('Runs onWASM 24.8 ms a step');
    expect(one(element, '[part=backends] summary').textContent!.replace(/\s+/g, ' ')).to.contain('WASM, 24.8 ms a step');
    const rows = all(element, '.backends tbody tr').map((row) => [...row.children].slice(0, 3).map((cell) => cell.textContent));
    expect(rows).to.deep.equal([
      ['WebGPU', 'ready', '132 ms a step'],
      ['WebGL', 'not trusted', '–'],
      ['WASM', 'in use', '24.8 ms a step'],
      ['JavaScript', 'not tried', '–'],
    ]);
    expect(all(element, 'td.reason').map((cell) => cell.textContent)).to.deep.equal(backends.map(({ why }) => why));
    fake.set({ backends: backends.map((report) => ({ ...report, available: report.name !== 'webgl' })) });
    await until(() => all(element, '.backends tbody tr')[1]!.children[1]!.textContent === 'not here');
  });

  it('says that it measures before the run begins, and counts no time left meanwhile', async () => {
    const element = await open(fake);
    fake.set({ run: { ...fakeRun(0), measuring: 'webgpu' } });
    await until(() => words(element).includes('Finding the fastest back end: WebGPU …'));
    expect((one(element, 'progress') as HTMLProgressElement).position, 'indeterminate').to.equal(-1);
    expect(one(element, '[aria-live=polite]').textContent).to.equal('Finding the fastest back end.');
    expect(button(element, 'Stop').ariaDisabled).to.equal('false');
    fake.set({ run: fakeRun(0) });
    await until(() => one(element, '[aria-live=polite]').textContent === 'Learning.');
    expect(words(element)).to.contain('Under way');
  });

  it('keeps the focus on Stop and Step while they have nothing to do', async () => {
    const element = await open(fake);
    const asked = record<RunRequest>('gp-run-request');
    fake.set({ run: fakeRun(1) });
    await until(() => button(element, 'Stop').ariaDisabled === 'false');
    const still = () => element.shadowRoot!.activeElement?.textContent?.trim();
    button(element, 'Stop').focus();
    button(element, 'Stop').click();
    fake.set({ run: fakeRun(1, 'stopped') });
    await until(() => button(element, 'Stop').ariaDisabled === 'true');
    expect(still()).to.equal('Stop');
    button(element, 'Stop').click();
    button(element, 'Step').focus();
    fake.set({ run: fakeRun(1) });
    await until(() => button(element, 'Step').ariaDisabled === 'true');
    expect(still()).to.equal('Step');
    button(element, 'Step').click();
    expect(asked.map(({ detail }) => detail.action)).to.deep.equal(['stop']);
  });

  it('rounds a duration before it is cut into hours, minutes and seconds', () => {
    const told = [0.4, 59.4, 59.6, 83, 119.6, 3599.6, 7190].map(duration);
    expect(told).to.deep.equal(['less than 1 s', '59 s', '1 min 0 s', '1 min 23 s', '2 min 0 s', '1 h 0 min', '2 h 0 min']);
  });

  it('tells each epoch politely, and the end', async () => {
    const element = await open(fake);
    fake.set({ run: fakeRun(0) });
    await until(() => one(element, '[aria-live=polite]').textContent === 'Learning.');
    fake.set({ run: fakeRun(1) });
    await until(() => one(element, '[aria-live=polite]').textContent === 'Epoch 1: training loss 2.000, test accuracy 0.300.');
    fake.set({ run: fakeRun(2, 'finished') });
    await until(
      () =>
        one(element, '[aria-live=polite]').textContent === 'Finished after 2 epochs. Epoch 2: training loss 1.000, test accuracy 0.650.',
    );
  });

  it('redraws a long run in well under a frame', async () => {
    const element = await open(fake);
    const long = { ...fakeRun(1000), losses: Array.from({ length: 1000 }, (_, i) => [i, Math.abs(Math.sin(i))] as const) };
    fake.set({ run: long });
    await until(() => one(element, '.curve.train'));
    const times: number[] = [];
    for (let i = 0; i < 40; i++) {
      const losses = long.losses.map(([step, loss]) => [step, loss * (1 + i / 1000)] as const);
      fake.set({ run: { ...long, losses, step: { ...long.step!, step: 4000 + i } } });
      const start = performance.now();
      element.requestUpdate();
      await element.updateComplete;
      times.push(performance.now() - start);
    }
    // The fastest of many: a busy machine only ever adds time.
    expect(Math.min(...times)).to.be.below(8);
  });

  it('fits into 320 pixels', async () => {
    const element = await open(fake);
    element.style.width = '320px';
    fake.set({ run: fakeRun(6), runs: [fakeRun(20, 'finished', 'a', 1)], backend: 'wasm', backends });
    await until(() => all(element, '.chip.run').length === 2);
    for (const details of all(element, 'details')) details.setAttribute('open', '');
    await until(() => one(element, 'svg.plot').getBoundingClientRect().width <= 288);
    expect(element.scrollWidth).to.be.at.most(320);
    const { scrollHeight, clientHeight } = one(element, '[part=backends] .table');
    expect(scrollHeight, 'every back end is seen without scrolling').to.equal(clientHeight);
  });

  it('lets its session go when it leaves', async () => {
    const element = await open(fake);
    expect(fake.followers).to.deep.equal({ listeners: 1, attached: 1 });
    element.remove();
    await until(() => fake.followers.listeners === 0);
    expect(fake.followers.attached).to.equal(0);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, empty, running and with everything open, ${scheme}`, async () => {
      usePage(scheme);
      await expect(await fixture(html`<train-panel session="other"></train-panel>`)).to.be.accessible();
      const element = await open(fake);
      fake.set({ run: fakeRun(6), runs: [fakeRun(20, 'finished', 'a', 1)], backend: 'wasm', backends });
      await until(() => all(element, '.chip.run').length === 2);
      for (const details of all(element, 'details')) details.setAttribute('open', '');
      await until(() => all(element, '[part=table] tbody tr').length === 6);
      await expect(element).to.be.accessible();
    });
  }
});
