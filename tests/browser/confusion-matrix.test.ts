import { expect, fixture, html } from '@open-wc/testing';
import type { SelectRequest } from '../../src/contract/events.js';
import { PlaygroundError } from '../../src/contract/playground-error.js';
import type { RunSnapshot } from '../../src/contract/snapshot.js';
import { ConfusionMatrix } from '../../src/elements/confusion-matrix.js';
import { dataset, type FakeSession, network, record, stopRecording, useFake, usePage } from './fake-session.js';
import { until } from '../waiting.js';

const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const one = (element: Element, selector: string) => all(element, selector)[0]!;
const words = (element: Element) => element.shadowRoot!.textContent!.replace(/\s+/g, ' ');
const cell = (element: Element, truth: number, said: number) => one(element, `[data-cell="${truth},${said}"]`);
const numbers = (element: Element) =>
  all(element, 'tbody tr').map((row) => [...row.querySelectorAll('button')].map((b) => b.textContent!.trim()));
const asks = (fake: FakeSession) => fake.calls.filter((call) => call.startsWith('predictions'));

async function shown(fake: FakeSession, of = 'test'): Promise<ConfusionMatrix> {
  fake.load({ network: true });
  const element = await fixture<ConfusionMatrix>(html`<confusion-matrix of=${of}></confusion-matrix>`);
  await until(() => one(element, 'table'));
  return element;
}

const running = (epochs: number): RunSnapshot => ({
  id: 'r1',
  number: 1,
  state: 'running',
  options: { optimizer: 'sgd', learningRate: 1, batchSize: 1, loss: 'squared-error' },
  network: 'small',
  step: null,
  history: Array.from({ length: epochs }, (_, i) => ({ epoch: i + 1 }) as RunSnapshot['history'][number]),
  losses: [],
});

describe('confusion-matrix', () => {
  let fake: FakeSession;
  beforeEach(() => void (fake = useFake()));
  afterEach(stopRecording);

  it('alone on a page says what it waits for, with galaxies that it waits for a network', async () => {
    const element = await fixture<ConfusionMatrix>(html`<confusion-matrix></confusion-matrix>`);
    expect(customElements.get('confusion-matrix')).to.equal(ConfusionMatrix);
    expect(words(element)).to.contain('Waiting for galaxies');
    fake.load();
    await until(() => words(element).includes('No network yet'));
    expect(asks(fake)).to.deep.equal([]);
  });

  // Samples 40 to 59; every index divisible by three is taken for the next class.
  it('counts truth in rows and prediction in columns, with margins, accuracy and the majority baseline', async () => {
    const element = await shown(fake);
    expect(numbers(element)).to.deep.equal([
      ['8', '4', '·'],
      ['·', '4', '2'],
      ['·', '·', '2'],
    ]);
    expect(all(element, 'tbody td.total').map((total) => total.textContent)).to.deep.equal(['12', '6', '2']);
    expect(all(element, 'tfoot td').map((total) => total.textContent)).to.deep.equal(['8', '8', '4', '20']);
    expect(words(element)).to.contain('Accuracy 0.700').and.to.contain('Always saying “Smooth, round” 0.600');
    expect(
      all(element, 'th[scope=row]')
        .slice(0, 3)
        .map((th) => th.textContent!.trim()),
    ).to.deep.equal(['0Smooth, round', '1Edge-on disk', '2Spiral']);
  });

  it('shows per cent of each row when asked, and the training galaxies', async () => {
    const element = await shown(fake);
    all(element, 'header .chip').at(-1)!.click();
    await element.updateComplete;
    expect(element.hasAttribute('normalise')).to.equal(true);
    expect(numbers(element)[0]).to.deep.equal(['67', '33', '·']);
    all(element, 'header .chip')[1]!.click();
    await until(() => one(element, 'tfoot')?.textContent?.includes('40'));
    expect(element.of).to.equal('train');
    expect(asks(fake)).to.deep.equal(['predictions test', 'predictions train']);
  });

  it('opens the galaxies of a cell; picking one selects it; Escape closes and gives the focus back', async () => {
    const element = await shown(fake);
    const asked = record<SelectRequest>('gp-select-request');
    cell(element, 0, 1).click();
    await until(() => all(element, '.galaxies .pick').length === 4);
    expect(words(element)).to.contain('4 galaxies of class “Smooth, round” taken for “Edge-on disk”');
    expect(all(element, '.galaxies .pick').map((pick) => pick.textContent!.match(/\d+/)![0])).to.deep.equal(['42', '45', '51', '54']);
    all(element, '.galaxies .pick')[1]!.click();
    expect(asked.map(({ detail }) => detail.index)).to.deep.equal([45]);
    one(element, '.galaxies').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await until(() => !one(element, '.galaxies'));
    expect(element.shadowRoot!.activeElement).to.equal(cell(element, 0, 1));
  });

  it('says aloud which cell was chosen, and nothing while training changes what it holds', async () => {
    const element = await shown(fake);
    const status = () => one(element, '[role=status]').textContent;
    expect(status()).to.equal('');
    cell(element, 0, 1).click();
    await element.updateComplete;
    expect(status()).to.equal('4 galaxies of class “Smooth, round” taken for “Edge-on disk”');
    const answer = await fake.predictions();
    fake.predictions = async () => ({ ...answer, labels: answer.labels.map(() => 0) });
    fake.set({ weightsVersion: 2 });
    await until(() => !one(element, '.galaxies h3').textContent!.includes('4 galaxies'));
    expect(status()).to.contain('4 galaxies');
    expect(one(element, '.galaxies').querySelectorAll('[aria-live]').length).to.equal(0);
    cell(element, 0, 1).click();
    await element.updateComplete;
    expect(status()).to.equal('');
  });

  it('is busy until there is something to show, not whenever it asks again', async () => {
    fake.delay = Number.POSITIVE_INFINITY;
    fake.load({ network: true });
    const element = await fixture<ConfusionMatrix>(html`<confusion-matrix></confusion-matrix>`);
    const busy = () => one(element, '.card').getAttribute('aria-busy');
    await until(() => fake.held === 1);
    expect(busy()).to.equal('true');
    fake.answer();
    await until(() => one(element, 'table'));
    fake.set({ weightsVersion: 2 });
    await until(() => fake.held === 1);
    await element.updateComplete;
    expect(busy()).to.equal('false');
    fake.answer();
  });

  it('reads the galaxies of a cell again that could not be read', async () => {
    const element = await shown(fake);
    const { samples } = fake;
    fake.samples = () => Promise.reject(new Error('The worker was busy.'));
    one(element, '[data-cell="0,0"]').click();
    await until(() => one(element, '.galaxies .error')?.textContent?.includes('busy'));
    fake.samples = samples;
    one(element, '.galaxies .error button').click();
    await until(() => one(element, '.galaxies .error').hidden);
  });

  it('leafs through a cell with more galaxies than fit', async () => {
    const element = await shown(fake, 'train');
    element.parentElement!.style.width = '320px';
    cell(element, 0, 0).click();
    await until(() => /Page 1 of [34]/.test(words(element)));
    const seen = all(element, '.galaxies .pick').map((pick) => pick.title);
    one(element, '[aria-label="Next page"]').click();
    await until(() => /Page 2 of [34]/.test(words(element)));
    const next = all(element, '.galaxies .pick').map((pick) => pick.title);
    expect(next.length).to.be.greaterThan(1);
    expect(next.filter((title) => seen.includes(title))).to.deep.equal([]);
  });

  it('is one stop of the Tab key; arrow keys walk from cell to cell', async () => {
    const element = await shown(fake);
    expect(all(element, 'tbody button[tabindex="0"]')).to.have.length(1);
    const table = one(element, 'table');
    const walk = async (key: string) => {
      table.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      await element.updateComplete;
      return (element.shadowRoot!.activeElement as HTMLElement).dataset.cell;
    };
    cell(element, 0, 0).focus();
    expect([
      await walk('ArrowRight'),
      await walk('ArrowDown'),
      await walk('End'),
      await walk('ArrowDown'),
      await walk('ArrowDown'),
    ]).to.deep.equal(['0,1', '1,1', '1,2', '2,2', '2,2']);
    expect(cell(element, 2, 2).tabIndex).to.equal(0);
    expect(all(element, 'tbody button[tabindex="0"]')).to.have.length(1);
  });

  it('while training asks again when an epoch has ended, not at every step, and never twice at once', async () => {
    const element = await shown(fake);
    fake.delay = Number.POSITIVE_INFINITY;
    fake.set({ run: running(0) });
    await until(() => fake.held === 1);
    for (let step = 2; step < 40; step++) fake.set({ weightsVersion: step });
    fake.set({ run: running(1) });
    fake.set({ run: running(2) });
    await element.updateComplete;
    expect(fake.held).to.equal(1);
    fake.delay = 0;
    fake.answer();
    await until(() => asks(fake).length === 3, 'the reading after the second epoch');
    expect(words(element)).to.contain('Accuracy');
  });

  it('says that a network guesses until it is trained, also a new one after an earlier run, and not one that other data kept', async () => {
    const element = await shown(fake);
    const guesses = () => words(element).includes('Not trained yet');
    expect(guesses()).to.equal(true);
    fake.set({
      run: { ...running(1), state: 'finished', step: { run: 'r1', epoch: 1, step: 40, loss: 1, fraction: 1 } },
      weightsVersion: 2,
    });
    await until(() => !guesses());
    fake.set({ network: { ...network }, weightsVersion: 3 });
    await until(guesses);
    fake.set({ run: { ...running(1), id: 'r2', step: { run: 'r2', epoch: 1, step: 1, loss: 1, fraction: 0.1 } }, weightsVersion: 4 });
    await until(() => !guesses());
    fake.set({ dataset: { ...dataset }, network: { ...network }, weightsVersion: 5 });
    element.requestUpdate();
    await element.updateComplete;
    await until(() => one(element, 'table'));
    expect(guesses()).to.equal(false);
  });

  it('drops a late answer for another split', async () => {
    const element = await shown(fake);
    fake.delay = Number.POSITIVE_INFINITY;
    element.of = 'train';
    await until(() => fake.held === 1);
    element.of = 'test';
    await element.updateComplete;
    fake.delay = 0;
    fake.answer();
    await until(() => asks(fake).length === 3);
    await until(() => one(element, 'tfoot')?.textContent?.includes('20'));
  });

  it('keeps the matrix and says so when the network cannot be asked; "Try again" asks again', async () => {
    const element = await shown(fake);
    fake.failure = new PlaygroundError('gpu-lost', 'The graphics device went away. Try again.');
    fake.set({ weightsVersion: 2 });
    await until(() => one(element, '[role=alert]').textContent!.includes('went away'));
    expect(one(element, 'table')).to.exist;
    fake.failure = null;
    one(element, '[role=alert] button').click();
    await until(() => one(element, '[role=alert]').hidden);
  });

  it('follows only while it is in the document', async () => {
    const element = await shown(fake);
    element.remove();
    await Promise.resolve();
    expect(fake.followers).to.deep.equal({ listeners: 0, attached: 0 });
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, empty and with a cell open, ${scheme}`, async () => {
      usePage(scheme);
      await expect(await fixture(html`<confusion-matrix></confusion-matrix>`)).to.be.accessible();
      const element = await shown(fake);
      cell(element, 0, 1).click();
      await until(() => all(element, '.galaxies .pick').length === 4);
      await expect(element).to.be.accessible();
    });
  }
});
