import { expect, fixture, html } from '@open-wc/testing';
import type { DatasetRequest, SelectRequest } from '../../src/contract/events.js';
import { PlaygroundError } from '../../src/contract/playground-error.js';
import { GalaxyDataset } from '../../src/elements/galaxy-dataset.js';
import { dataset, type FakeSession, record, stopRecording, useFake, usePage } from './fake-session.js';
import { until } from '../waiting.js';

const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const one = (element: Element, selector: string) => all(element, selector)[0]!;
const words = (element: Element) => element.shadowRoot!.textContent!.replace(/\s+/g, ' ');
const press = (target: Element, key: string) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

async function loaded(fake: FakeSession): Promise<GalaxyDataset> {
  fake.load();
  const element = await fixture<GalaxyDataset>(html`<galaxy-dataset></galaxy-dataset>`);
  await until(() => one(element, '.close strong')?.textContent);
  return element;
}

describe('galaxy-dataset', () => {
  let fake: FakeSession;
  beforeEach(() => void (fake = useFake()));
  afterEach(stopRecording);

  it('is the definition of its tag', () => {
    expect(customElements.get('galaxy-dataset')).to.equal(GalaxyDataset);
  });

  it('alone on a page says what it waits for, and its button asks for the built-in galaxies as the tag prepares them', async () => {
    const asked = record<DatasetRequest>('gp-dataset-request');
    const element = await fixture<GalaxyDataset>(html`<galaxy-dataset crop="48" bands="g"></galaxy-dataset>`);
    expect(words(element)).to.contain('No galaxies yet');
    expect(asked).to.have.length(0);
    one(element, 'button.primary').click();
    expect(asked.map(({ detail }) => detail)).to.deep.equal([
      { session: 'main', options: { src: 'synthetic:galaxies', crop: 48, bands: ['g'] } },
    ]);
  });

  it('hands the focus of its start button to the galaxies that come, and back to it where none do', async () => {
    const element = await fixture<GalaxyDataset>(html`<galaxy-dataset></galaxy-dataset>`);
    const work = { task: 'dataset', label: 'Making galaxies', fraction: null } as const;
    fake.loadDataset = async () => {
      fake.set({ tasks: [work] });
      return dataset;
    };
    const begin = async () => {
      one(element, '.start').click();
      await until(() => words(element).includes('on their way'));
    };
    const focused = () => element.shadowRoot!.activeElement?.className;
    one(element, '.start').focus();
    await begin();
    fake.set({ tasks: [], refused: 'dataset', error: new PlaygroundError('out-of-memory', 'Too many galaxies.') });
    await until(() => focused() === 'primary start');
    await begin();
    fake.load().set({ tasks: [] });
    await until(() => focused() === 'pick');
  });

  it('asks for its source once with all its attributes, again when one changes, and not when it is moved', async () => {
    const asked = record<DatasetRequest>('gp-dataset-request');
    const element = await fixture<GalaxyDataset>(html`<galaxy-dataset
      src="a.h5" classes="0, 1,2,4,7" bands="g,2" coarsen="2" crop="24" scale="x/256" normalise split="0.9" seed="3" limit="100"
    ></galaxy-dataset>`);
    expect(asked.map(({ detail }) => detail.options)).to.deep.equal([
      {
        src: 'a.h5',
        classes: [0, 1, 2, 4, 7],
        bands: ['g', 2],
        coarsen: 2,
        crop: 24,
        scale: 'x/256',
        normalise: true,
        split: 0.9,
        seed: 3,
        limit: 100,
      },
    ]);
    element.setAttribute('seed', '4');
    element.setAttribute('limit', '50');
    await element.updateComplete;
    expect(asked.map(({ detail }) => [detail.options.seed, detail.options.limit]).slice(1)).to.deep.equal([[4, 50]]);
    element.parentElement!.prepend(element);
    fake.set({ weightsVersion: 2 });
    await element.updateComplete;
    expect(asked).to.have.length(2);
  });

  it('lets the reader ask again for what the tag asked for in vain, and only for that', async () => {
    const asked = record<DatasetRequest>('gp-dataset-request');
    const work = { tasks: [{ task: 'dataset', label: 'Reading', fraction: null }] } as const;
    const refused = { tasks: [], refused: 'dataset', error: new PlaygroundError('file-unreadable', 'It broke off. Try again.') } as const;
    fake.loadDataset = async () => {
      fake.set(work);
      return dataset;
    };
    const element = await fixture<GalaxyDataset>(html`<galaxy-dataset src="a.h5"></galaxy-dataset>`);
    const again = () => one(element, '.error button');
    fake.set(refused);
    await until(again);
    again().click();
    expect(asked.map(({ detail }) => detail.options.src)).to.deep.equal(['a.h5', 'a.h5']);
    await until(() => again().ariaDisabled === 'true');
    again().click();
    expect(asked.length, 'one at a time').to.equal(2);
    fake.set({ error: null, refused: null, tasks: [], dataset });
    await until(() => one(element, '.error').hidden);
    fake.set(refused);
    await until(() => !one(element, '.error').hidden);
    expect(all(element, '.error button').length).to.equal(0);
  });

  it('reads the pictures again that could not be read', async () => {
    const { samples } = fake;
    fake.samples = () => Promise.reject(new Error('The worker was busy.'));
    fake.load();
    const element = await fixture<GalaxyDataset>(html`<galaxy-dataset></galaxy-dataset>`);
    await until(() => one(element, '.error').textContent!.includes('busy'));
    fake.samples = samples;
    one(element, '.error button').click();
    await until(() => one(element, '.error').hidden && one(element, '.close strong').textContent === 'Smooth, round');
  });

  it('asks for its source again where the page has ended the session', async () => {
    const asked = record<DatasetRequest>('gp-dataset-request');
    await fixture<GalaxyDataset>(html`<galaxy-dataset src="a.h5"></galaxy-dataset>`);
    useFake();
    fake.set({ dataset: null });
    await until(() => asked.length === 2);
  });

  it('shows one galaxy of each class with its name, place and share, and where the data come from', async () => {
    const element = await loaded(fake);
    expect(all(element, '.class .name').map((name) => name.textContent)).to.deep.equal(dataset.classNames);
    expect(all(element, '.share').map((share) => share.textContent!.trim())).to.deep.equal(['60 %', '30 %', '10 %']);
    expect(all(element, '.turn').map((turn) => turn.textContent!.trim())).to.deep.equal(['1 of 36', '1 of 18', '1 of 6']);
    expect(words(element)).to.contain('60 pictures of 12×12×3 in 3 classes');
    expect(one(element, '.badge').textContent).to.equal('synthetic');
    expect(words(element)).to.contain('40 to learn from').and.to.contain('20 kept back to test');
  });

  it('draws the pictures it was given', async () => {
    const element = await loaded(fake);
    const canvas = one(element, '.class canvas') as HTMLCanvasElement;
    const { values } = await fake.sample(0);
    expect([canvas.width, canvas.height]).to.deep.equal([12, 12]);
    const middle = (6 * 12 + 6) * 3;
    const [r, g, b] = canvas.getContext('2d')!.getImageData(6, 6, 1, 1).data;
    expect([r, g, b]).to.deep.equal([...values.subarray(middle, middle + 3)]);
    expect(canvas.getBoundingClientRect().width % 12, 'a whole factor').to.equal(0);
  });

  it('selects by click, and leafs through a class with the arrow keys, round and round', async () => {
    const element = await loaded(fake);
    const asked = record<SelectRequest>('gp-select-request');
    const second = all(element, '.pick')[1]!;
    second.click();
    press(second, 'ArrowRight');
    press(second, 'ArrowLeft');
    // Labels repeat 0 0 0 0 0 0 1 1 1 2: class 1 is 6, 7, 8, 16, …, 58.
    expect(asked.map(({ detail }) => detail.index)).to.deep.equal([6, 7, 58]);
  });

  it('enlarges the galaxy that the arrow keys leaf to', async () => {
    const element = await loaded(fake);
    const second = all(element, '.pick')[1]!;
    second.dispatchEvent(new Event('focus'));
    await until(() => one(element, '.close strong').textContent === 'Edge-on disk');
    press(second, 'ArrowRight');
    await until(() => all(element, '.turn')[1]!.textContent!.includes('2 of 18'));
    await until(() => one(element, '.lens').getAttribute('aria-label')!.startsWith('Galaxy 7, Edge-on disk'));
  });

  it('shows what was selected elsewhere, in its class', async () => {
    const element = await loaded(fake);
    fake.set({ selected: 7 });
    await until(() => all(element, '.turn')[1]!.textContent!.includes('2 of 18'));
    expect(all(element, '.pick').map((pick) => pick.getAttribute('aria-pressed'))).to.deep.equal(['false', 'true', 'false']);
    await until(() => one(element, '.close strong').textContent === 'Edge-on disk');
  });

  it('asks for another split when the line is let go, not while it moves', async () => {
    const element = await loaded(fake);
    const asked = record<DatasetRequest>('gp-dataset-request');
    const line = one(element, 'input[type=range]') as HTMLInputElement;
    line.value = '50';
    line.dispatchEvent(new Event('input'));
    await element.updateComplete;
    expect(line.getAttribute('aria-valuetext')).to.equal('30 to learn from, 30 kept back to test');
    expect(asked).to.have.length(0);
    line.dispatchEvent(new Event('change'));
    await until(() => asked.length);
    expect(asked[0]!.detail.options).to.deep.equal({ src: 'synthetic:galaxies', split: 0.5, seed: 1 });
  });

  it('takes a dropped file, one or several, and can split it again', async () => {
    const element = await loaded(fake);
    const asked = record<DatasetRequest>('gp-dataset-request');
    const file = new File(['x'], 'mine.h5');
    const drop = (...files: File[]) => {
      const dataTransfer = new DataTransfer();
      for (const each of files) dataTransfer.items.add(each);
      const over = new DragEvent('dragover', { dataTransfer, cancelable: true });
      element.dispatchEvent(over);
      expect(over.defaultPrevented, 'the page does not open it').to.equal(true);
      element.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    };
    drop(file, new File(['y'], 'more.h5'));
    drop(file);
    expect((asked[0]!.detail.options.src as File[]).map(({ name }) => name)).to.deep.equal(['mine.h5', 'more.h5']);
    expect(asked[1]!.detail.options.src).to.have.property('name', 'mine.h5');
    fake.set({ dataset: { ...dataset, source: 'mine.h5', synthetic: false } });
    await element.updateComplete;
    expect(one(element, '.badge').textContent).to.equal('from a file');
    fake.set({ dataset: { ...dataset, source: 'mine.h5' } });
    await until(() => one(element, '.badge').textContent === 'synthetic');
    expect(one(element, '.badge').title).to.contain('a file of made galaxies');
    expect(one(element, 'input[type=range]')).to.have.property('disabled', false);
  });

  it('does not offer to split a file that another element read', async () => {
    const element = await loaded(fake);
    fake.set({ dataset: { ...dataset, source: 'theirs.h5', synthetic: false } });
    await until(() => (one(element, 'input[type=range]') as HTMLInputElement).disabled);
  });

  it('says in words what was refused of its data or by the engine, with the galaxies still there, and leaves the rest to others', async () => {
    const element = await loaded(fake);
    const note = one(element, '[role=alert]');
    for (const refused of ['network', 'run'] as const) {
      fake.set({ error: new PlaygroundError('data-mismatch', 'The loss needs ten outputs.'), refused });
      element.requestUpdate();
      await element.updateComplete;
      expect(note.hidden, refused).to.equal(true);
    }
    fake.set({ error: new PlaygroundError('file-unreadable', 'The file ends too early. Download it again.'), refused: 'dataset' });
    await until(() => note.textContent!.includes('The file ends too early.'));
    fake.set({ error: new PlaygroundError('gpu-lost', 'The graphics device went away.'), refused: 'engine' });
    await until(() => note.textContent!.includes('The graphics device went away.'));
    fake.set({ error: null, refused: null });
    await until(() => note.hidden);
    expect(all(element, '.class')).to.have.length(3);
  });

  it('waiting for its data, first shows the engine starting, with one bar; otherwise the engine is not its business', async () => {
    const element = await fixture<GalaxyDataset>(html`<galaxy-dataset></galaxy-dataset>`);
    const engine = { task: 'engine', label: 'Starting the engine', fraction: null } as const;
    const own = { task: 'dataset', label: 'Preparing the samples', fraction: 0.5 } as const;
    fake.set({ tasks: [engine] });
    element.requestUpdate();
    await element.updateComplete;
    expect(all(element, 'progress')).to.have.length(0);
    expect(words(element)).to.contain('No galaxies yet');
    fake.set({ tasks: [engine, own] });
    await until(() => words(element).includes('Starting the engine'));
    expect(all(element, 'progress')).to.have.length(1);
    fake.set({ tasks: [own] });
    await until(() => words(element).includes('Preparing the samples'));
    expect(all(element, 'progress')).to.have.length(1);
  });

  it('shows how far loading has come, and holds the data while a network trains', async () => {
    const element = await loaded(fake);
    fake.set({ tasks: [{ task: 'dataset', label: 'Reading pictures', fraction: 0.25 }] });
    await until(() => one(element, 'progress'));
    expect(one(element, 'progress')).to.have.property('value', 25);
    const run = { id: 'r', number: 1, state: 'running', network: 'small', step: null, history: [], losses: [] } as const;
    fake.set({ tasks: [], run: { ...run, options: { optimizer: 'sgd', learningRate: 1, batchSize: 1, loss: 'squared-error' } } });
    await until(() => words(element).includes('Stop training to change the data.'));
    expect(one(element, 'input[type=range]')).to.have.property('disabled', true);
  });

  it('tells the value of a pixel that the arrow keys walk to', async () => {
    const element = await loaded(fake);
    const lens = one(element, '.lens');
    press(lens, 'ArrowUp');
    press(lens, 'ArrowRight');
    await element.updateComplete;
    const { values } = await fake.sample(0);
    const at = (5 * 12 + 7) * 3;
    expect(one(element, 'output').textContent).to.equal(`row 5, column 7: g ${values[at]}, r ${values[at + 1]}, i ${values[at + 2]}`);
  });

  it('keeps a late answer for an earlier dataset away', async () => {
    const element = await fixture<GalaxyDataset>(html`<galaxy-dataset></galaxy-dataset>`);
    fake.delay = Number.POSITIVE_INFINITY;
    fake.load();
    await until(() => fake.held === 1);
    const other = useFake('other');
    other.set({ dataset: { ...dataset, classNames: ['A', 'B', 'C'] }, selected: 6 });
    element.session = 'other';
    await element.updateComplete;
    fake.answer();
    await until(() => one(element, '.close strong')?.textContent === 'B');
    expect(fake.calls, 'no pictures of the earlier session were read').to.deep.equal(['labels']);
  });

  it('follows only while it is in the document, and through a move', async () => {
    const element = await loaded(fake);
    expect(fake.followers).to.deep.equal({ listeners: 1, attached: 1 });
    const { parentElement } = element;
    parentElement!.append(element);
    await Promise.resolve();
    expect(fake.followers).to.deep.equal({ listeners: 1, attached: 1 });
    element.remove();
    await Promise.resolve();
    expect(fake.followers).to.deep.equal({ listeners: 0, attached: 0 });
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, empty and full, ${scheme}`, async () => {
      usePage(scheme);
      await expect(await fixture(html`<galaxy-dataset></galaxy-dataset>`)).to.be.accessible();
      const element = await loaded(fake);
      fake.set({ error: new PlaygroundError('file-unreadable', 'The file ends too early.'), refused: 'dataset' });
      await element.updateComplete;
      await expect(element).to.be.accessible();
    });
  }
});
