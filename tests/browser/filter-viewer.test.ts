import { expect, fixture, html } from '@open-wc/testing';
import type { NetworkInfo } from '../../src/contract/network.js';
import { PlaygroundError } from '../../src/contract/playground-error.js';
import { FilterViewer } from '../../src/elements/filter-viewer.js';
import { viewableLayers } from '../../src/elements/filter-viewer/viewable-layers.js';
import { dataset, type FakeSession, network, turned, useFake, usePage } from './fake-session.js';
import { until } from '../waiting.js';

const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const one = (element: Element, selector: string) => all(element, selector)[0]!;
const words = (element: Element) => element.shadowRoot!.textContent!.replace(/\s+/g, ' ');
const asks = (fake: FakeSession, what: string) => fake.calls.filter((call) => call.startsWith(what));
const chip = (element: Element, name: string) => all(element, '.chip').find((b) => b.textContent!.trim() === name)!;

async function shown(fake: FakeSession, attributes: Record<string, string> = {}): Promise<FilterViewer> {
  fake.load({ network: true });
  const element = document.createElement('filter-viewer') as FilterViewer;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  await fixture(html`${element}`);
  await until(() => all(element, '.cell').length > 0);
  return element;
}
const key = async (element: FilterViewer, name: string) => {
  one(element, '.cell[tabindex="0"]').dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }),
  );
  await element.updateComplete;
};

describe('viewable layers', () => {
  const of = (layers: [NetworkInfo['layers'][number]['type'], number[], number][], inputShape = [12, 12, 3]) =>
    viewableLayers({
      ...network,
      inputShape,
      layers: layers.map(([type, outputShape, parameters], i) => ({ name: `${type}${i}`, type, outputShape, parameters, trainable: true })),
    }).map(({ info, filters }) => `${info.name}${filters ? '*' : ''}`);

  it('are those that change what they get; rows of Dense are pictures only of pictures', () => {
    expect(
      of([
        ['Conv2D', [10, 10, 4], 112],
        ['MaxPooling2D', [5, 5, 4], 0],
        ['Dropout', [5, 5, 4], 0],
        ['Flatten', [100], 0],
        ['Dense', [3], 303],
      ]),
    ).to.deep.equal(['Conv2D0*', 'MaxPooling2D1', 'Dense4']);
    expect(
      of([
        ['Flatten', [432], 0],
        ['Dense', [100], 43300],
        ['Activation', [100], 0],
        ['Dense', [3], 303],
      ]),
    ).to.deep.equal(['Dense1*', 'Activation2', 'Dense3']);
    expect(of([['Dense', [3], 303]], [100])).to.deep.equal(['Dense0']);
  });
});

describe('filter-viewer', () => {
  let fake: FakeSession;
  beforeEach(() => void (fake = useFake()));

  it('alone on a page says what it waits for', async () => {
    const element = await fixture<FilterViewer>(html`<filter-viewer></filter-viewer>`);
    expect(customElements.get('filter-viewer')).to.equal(FilterViewer);
    expect(words(element)).to.contain('They appear as soon as there is a network.');
    expect(fake.calls).to.deep.equal([]);
  });

  it('shows the first layer with filters, each with what it answers to the picked galaxy', async () => {
    const element = await shown(fake);
    await until(() => all(element, '.cell .frame').length === 8);
    expect(asks(fake, 'filters')).to.deep.equal(['filters conv']);
    expect(asks(fake, 'activations')).to.deep.equal(['activations conv 0']);
    expect(one(element, '.cell .visually-hidden').textContent).to.match(
      /^Filter 0, weights from −[\d.]+ to [\d.]+, answers from −[\d.]+ to [\d.]+$/,
    );
    await until(() => one(element, '.galaxy canvas').getAttribute('aria-label') === 'Galaxy 0: Smooth, round');
    expect(words(element)).to.contain('Smooth, round, synthetic (0)');
    fake.set({ dataset: { ...dataset, source: 'mine.h5', synthetic: false } });
    await until(() => words(element).includes('Smooth, round, from a file (0)'));
  });

  it('draws three-channel filters in colour about grey, on one symmetric scale', async () => {
    const element = await shown(fake);
    await until(() => (one(element, '.cell canvas') as HTMLCanvasElement).width === 3);
    const { values } = await fake.filters('conv');
    const most = Math.max(...values.map(Math.abs));
    const pixel = (one(element, '.cell canvas') as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 1, 1).data;
    for (let c = 0; c < 3; c++) expect(pixel[c]).to.be.closeTo(127.5 * (1 + values[c]! / most), 2);
    expect(one(element, '.scale').getAttribute('aria-label')).to.match(/^Weights: from −(\S+) to \1$/);
  });

  it('shows filters only, answers only, or both', async () => {
    const element = await shown(fake, { show: 'filters' });
    await until(() => all(element, '.cell .frame').length === 4);
    expect(asks(fake, 'activations')).to.deep.equal([]);
    chip(element, 'Answers').click();
    await until(() => asks(fake, 'activations').length === 1);
    expect(element.getAttribute('show')).to.equal('activations');
    await until(() => all(element, '.cell .frame').length === 4);
  });

  it('follows the layer asked for, and the unit answers as number and colour', async () => {
    const element = await shown(fake);
    const layers = one(element, 'select') as HTMLSelectElement;
    expect([...layers.options].map((option) => option.textContent!.trim())).to.deep.equal(['1: Conv2D, 10×10×4', '3: Dense, 3']);
    layers.value = 'dense';
    layers.dispatchEvent(new Event('change'));
    await until(() => all(element, '.single').length === 3);
    expect(element.layer).to.equal('dense');
    expect(asks(fake, 'filters')).to.deep.equal(['filters conv']);
    expect(words(element)).to.contain('Unit 0, answers from');
    element.layer = 'no such layer';
    await until(() => all(element, '.cell .frame').length === 8);
  });

  it('follows the picked galaxy and drops answers for the one before', async () => {
    const element = await shown(fake);
    fake.delay = Number.POSITIVE_INFINITY;
    fake.set({ selected: 5 });
    await until(() => fake.held > 0);
    fake.set({ selected: 6 });
    await element.updateComplete;
    fake.delay = 0;
    fake.answer();
    await until(() => asks(fake, 'activations').includes('activations conv 6'));
    await until(() => one(element, '.galaxy canvas')?.getAttribute('aria-label')?.startsWith('Galaxy 6'));
    const { values } = await fake.activations('conv', 6);
    const first = Math.max(...values.filter((_, i) => i % 4 === 0));
    await until(() => one(element, '.cell .visually-hidden').textContent!.endsWith(` to ${Number(first.toPrecision(2))}`));
  });

  it('looks again while the network trains, but never twice at once nor sooner than a sixth of a second', async () => {
    const element = await shown(fake);
    const reads: number[] = [];
    let open = 0;
    let most = 0;
    const answer = fake.filters.bind(fake);
    const start = performance.now();
    fake.filters = async (layer) => {
      reads.push(performance.now());
      most = Math.max(most, ++open);
      const filters = await answer(layer);
      open--;
      return filters;
    };
    fake.delay = 20;
    await until(() => {
      fake.set({ weightsVersion: fake.snapshot.weightsVersion + 1 });
      return reads.length >= 4;
    }, 'four reads');
    // From before the first to the fourth: a busy machine only adds time, while one that is noted late brings the next nearer.
    expect(reads[3]! - start).to.be.at.least(3 * 149); // the timer's clock may round off a millisecond
    expect(most).to.equal(1);
    expect(all(element, '.cell').length).to.equal(4);
  });

  it('walks by arrow keys and enlarges, the large one walking along', async () => {
    const element = await shown(fake);
    await key(element, 'ArrowRight');
    await key(element, 'Enter');
    expect(one(element, '.closer h3').textContent).to.equal('Filter 1');
    await key(element, 'End');
    expect(one(element, '.closer h3').textContent).to.equal('Filter 3');
    expect(element.shadowRoot!.activeElement!.id).to.equal('unit-3');
    await until(() => all(element, '.channels li').length === 3);
    expect(all(element, '.channels li').map((li) => li.textContent!.trim())).to.deep.equal(['g', 'r', 'i']);
    await key(element, 'ArrowRight');
    expect(element.shadowRoot!.activeElement!.id).to.equal('unit-3');
    await key(element, 'Escape');
    expect(one(element, '.closer')).to.equal(undefined);
    await key(element, 'Home');
    expect(element.shadowRoot!.activeElement!.id).to.equal('unit-0');
  });

  it('redraws weights that stand on a ground that has become dark or light', async () => {
    usePage('light');
    const element = await shown(fake, { show: 'filters' });
    fake.filters = async () => ({
      layer: 'conv',
      shape: [4, 3, 3, 1],
      values: Float32Array.from({ length: 36 }, (_, i) => (i === 4 ? 0 : 1)),
    });
    fake.set({ weightsVersion: 2 });
    const zero = () => [...(one(element, '.cell canvas') as HTMLCanvasElement).getContext('2d')!.getImageData(1, 1, 1, 1).data].join();
    const bar = () => one(element, '.scale-bar').style.getPropertyValue('--map');
    await until(() => zero() === '247,247,247,255');
    expect(bar()).to.contain('rgb(247 247 247)');
    usePage('dark');
    await turned(element);
    await until(() => zero() === '39,46,60,255');
    expect(bar()).to.contain('rgb(39 46 60)');
    usePage('light');
    await turned(element);
    await until(() => zero() === '247,247,247,255');
  });

  it('tells the values under the pointer', async () => {
    const element = await shown(fake);
    all(element, '.cell')[2]!.click();
    await until(() => (one(element, '.large canvas') as HTMLCanvasElement)?.width === 3);
    const canvas = one(element, '.large canvas');
    const { left, top } = canvas.getBoundingClientRect();
    canvas.dispatchEvent(new PointerEvent('pointermove', { clientX: left + 1, clientY: top + 1, bubbles: true, composed: true }));
    await element.updateComplete;
    const { values } = await fake.filters('conv');
    expect(one(element, '.large output').textContent).to.contain(`row 0, column 0: g ${values[54]!.toPrecision(3)}`);
  });

  it('says what failed and tries again', async () => {
    fake.failure = new PlaygroundError('gpu-lost', 'The graphics device went away.');
    fake.load({ network: true });
    const element = await fixture<FilterViewer>(html`<filter-viewer></filter-viewer>`);
    await until(() => one(element, '[role=alert]').textContent!.includes('The graphics device went away.'));
    fake.failure = null;
    all(element, '[role=alert] button')[0]!.click();
    await until(() => all(element, '.cell').length === 4);
    expect(one(element, '[role=alert]').hidden).to.equal(true);
  });

  it('shows what it is doing while the first answer is awaited', async () => {
    fake.delay = Number.POSITIVE_INFINITY;
    fake.load({ network: true });
    const element = await fixture<FilterViewer>(html`<filter-viewer></filter-viewer>`);
    await until(() => one(element, 'progress'));
    expect(words(element)).to.contain('Reading the layer');
  });

  it('lets its session go when it leaves', async () => {
    const element = await shown(fake);
    element.remove();
    await until(() => fake.followers.listeners === 0 && fake.followers.attached === 0);
  });

  it('fits into 320 pixels', async () => {
    const element = await shown(fake);
    element.style.width = '320px';
    all(element, '.cell')[0]!.click();
    await until(() => one(element, '.closer'));
    expect(element.scrollWidth).to.be.at.most(320);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, empty and with a filter enlarged, ${scheme}`, async () => {
      usePage(scheme);
      await expect(await fixture(html`<filter-viewer session="other"></filter-viewer>`)).to.be.accessible();
      const element = await shown(fake);
      all(element, '.cell')[0]!.click();
      await until(() => one(element, '.closer') && one(element, '.galaxy'));
      await expect(element).to.be.accessible();
    });
  }
});
