import { expect, fixture, html } from '@open-wc/testing';
import type { SelectRequest } from '../../src/contract/events.js';
import { PlaygroundError } from '../../src/contract/playground-error.js';
import { PredictionGallery } from '../../src/elements/prediction-gallery.js';
import { type FakeSession, record, stopRecording, useFake, usePage } from './fake-session.js';
import { until } from '../waiting.js';

const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const one = (element: Element, selector: string) => all(element, selector)[0]!;
const text = (element: Element) => element.textContent!.replace(/\s+/g, ' ').trim();
const words = (element: Element) => element.shadowRoot!.textContent!.replace(/\s+/g, ' ');
const shownIndices = (element: Element) => all(element, '.pick').map((pick) => Number(/Galaxy (\d+)/.exec(pick.title)![1]));

async function shown(fake: FakeSession, filter = 'all'): Promise<PredictionGallery> {
  fake.load({ network: true });
  const element = await fixture<PredictionGallery>(html`<prediction-gallery filter=${filter}></prediction-gallery>`);
  await until(() => one(element, '.pick') ?? words(element).includes('None here'));
  return element;
}

describe('prediction-gallery', () => {
  let fake: FakeSession;
  beforeEach(() => void (fake = useFake()));
  afterEach(stopRecording);

  it('alone on a page says what it waits for, with galaxies that it waits for a network', async () => {
    const element = await fixture<PredictionGallery>(html`<prediction-gallery></prediction-gallery>`);
    expect(customElements.get('prediction-gallery')).to.equal(PredictionGallery);
    expect(words(element)).to.contain('Waiting for galaxies');
    fake.load();
    await until(() => words(element).includes('No network yet'));
  });

  // Test samples 40 to 59; wrong are those divisible by three, of which the odd ones have the truth as their second choice.
  it('counts what each filter lets through, and says how often the second choice was right', async () => {
    const element = await shown(fake);
    expect(all(element, '[aria-label="Which predictions"] .chip').map(text)).to.deep.equal([
      'All 20',
      'Wrong 6',
      'Second choice right 3',
      'Uncertain 0',
    ]);
    expect(words(element)).to.contain('Second choice right: 50 % of the wrong.');
  });

  it('shows truth, first and second choice with a mark and words beside the colour', async () => {
    const element = await shown(fake, 'second-right');
    expect(shownIndices(element)).to.deep.equal([45, 51, 57]);
    const first = one(element, '.pick');
    expect(text(first.querySelector('.truth')!)).to.equal('Galaxy 45, in truthSmooth, round');
    expect([...first.querySelectorAll('.choice')].map(text)).to.deep.equal([
      'First choice, wrong: Edge-on disk 70 %',
      'Second choice, right: Smooth, round 22 %',
    ]);
    expect(first.querySelector('.choice .mark-wrong svg')).to.exist;
    expect(getComputedStyle(first.querySelector('.bar')!).backgroundSize).to.equal('70% 100%');
  });

  it('draws each galaxy once its picture is there', async () => {
    const element = await shown(fake, 'wrong');
    const canvas = one(element, '.pick canvas') as HTMLCanvasElement;
    await until(() => canvas.width === 12);
    const { values } = await fake.sample(shownIndices(element)[0]!);
    expect([...canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data.slice(0, 3)]).to.deep.equal([...values.subarray(0, 3)]);
  });

  it('changes the filter by its chips and says so where nothing fits; the surest mistakes and the closest calls come first', async () => {
    const element = await shown(fake);
    const chips = all(element, '[aria-label="Which predictions"] .chip');
    chips[3]!.click();
    await until(() => words(element).includes('None here'));
    expect(element.getAttribute('filter')).to.equal('uncertain');
    fake.certain = 0.45;
    fake.set({ weightsVersion: 2 });
    await until(() => text(chips[3]!) === 'Uncertain 20');
    expect(chips[3]!.getAttribute('aria-pressed')).to.equal('true');
  });

  it('selects the galaxy of a card, and shows what was selected elsewhere', async () => {
    const element = await shown(fake);
    const asked = record<SelectRequest>('gp-select-request');
    all(element, '.pick')[2]!.click();
    expect(asked.map(({ detail }) => detail)).to.deep.equal([{ session: 'main', index: 42 }]);
    fake.set({ selected: 41 });
    await until(() => one(element, '[aria-pressed=true].pick')?.title.startsWith('Galaxy 41,'));
  });

  it('leafs through the pages and starts a new filter at its first', async () => {
    const element = await shown(fake);
    element.parentElement!.style.width = '320px';
    await until(() => one(element, '[aria-label="Next page"]'));
    const before = shownIndices(element);
    one(element, '[aria-label="Next page"]').click();
    await element.updateComplete;
    expect(shownIndices(element).filter((index) => before.includes(index))).to.deep.equal([]);
    all(element, '[aria-label="Which predictions"] .chip')[1]!.click();
    await element.updateComplete;
    expect(shownIndices(element)[0]).to.equal(42);
  });

  it('says aloud which page was turned to, and nothing when their number changes by itself', async () => {
    const element = await shown(fake);
    element.parentElement!.style.width = '320px';
    await until(() => one(element, '[aria-label="Next page"]'));
    const status = () => one(element, '.pager [role=status]').textContent;
    const pages = () => one(element, '.pager span:not([role])').textContent;
    expect([status(), one(element, '.card').getAttribute('aria-busy')]).to.deep.equal(['', 'false']);
    one(element, '[aria-label="Previous page"]').click();
    expect(status()).to.equal('');
    one(element, '[aria-label="Next page"]').click();
    await element.updateComplete;
    const [said, before] = [status(), pages()];
    expect(said).to.match(/^Page 2 of \d/);
    const whole = await fake.predictions();
    const { indices, labels, probabilities } = whole;
    fake.predictions = async () => ({
      ...whole,
      indices: indices.slice(0, 10),
      labels: labels.slice(0, 10),
      probabilities: probabilities.slice(0, 30),
    });
    fake.set({ weightsVersion: 2 });
    await until(() => pages() !== before);
    expect(status()).to.equal(said);
    expect(all(element, '[aria-live]').length).to.equal(0);
  });

  it('takes an unknown filter for all', async () => {
    const element = await shown(fake, 'nonsense');
    expect(shownIndices(element).slice(0, 3)).to.deep.equal([40, 41, 42]);
  });

  it('keeps its cards and says so when the network cannot be asked', async () => {
    const element = await shown(fake);
    fake.failure = new PlaygroundError('out-of-memory', 'Not enough memory. Use fewer galaxies.');
    fake.set({ weightsVersion: 2 });
    await until(() => one(element, '[role=alert]').textContent!.includes('Use fewer galaxies'));
    expect(all(element, '.pick').length).to.be.greaterThan(0);
  });

  it('reads the pictures again that could not be read, not the answers that could', async () => {
    const { samples } = fake;
    fake.samples = () => Promise.reject(new Error('The worker was busy.'));
    const element = await shown(fake);
    await until(() => one(element, '.error').textContent!.includes('busy'));
    fake.samples = samples;
    one(element, '.error button').click();
    await until(() => one(element, '.error').hidden);
    expect(fake.calls).to.deep.equal(['predictions test', 'samples']);
  });

  it('drops an answer that comes after it has left, and leaves no listener', async () => {
    const element = await shown(fake);
    fake.delay = Number.POSITIVE_INFINITY;
    element.of = 'train';
    await until(() => fake.held === 1);
    element.remove();
    await Promise.resolve();
    fake.answer();
    await new Promise((go) => setTimeout(go, 20));
    expect(fake.followers).to.deep.equal({ listeners: 0, attached: 0 });
    expect(fake.calls.at(-1), 'no pictures were read for an element that is gone').to.equal('predictions train');
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, empty and full, ${scheme}`, async () => {
      usePage(scheme);
      await expect(await fixture(html`<prediction-gallery></prediction-gallery>`)).to.be.accessible();
      await expect(await shown(fake, 'wrong')).to.be.accessible();
    });
  }
});
