import { expect, fixture, html } from '@open-wc/testing';
import type { SaliencyOptions } from '../../src/contract/inspection.js';
import { PlaygroundError } from '../../src/contract/playground-error.js';
import { SaliencyMap } from '../../src/elements/saliency-map.js';
import { catalogue, fakeRun } from './fake-catalogue.js';
import { type FakeSession, turned, useFake, usePage } from './fake-session.js';
import { until } from '../waiting.js';

const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const one = (element: Element, selector: string) => all(element, selector)[0]!;
const words = (element: Element) => element.shadowRoot!.textContent!.replace(/\s+/g, ' ');
const button = (element: Element, name: string) =>
  all(element, 'button').find((b) => b.textContent!.trim().startsWith(name)) as HTMLButtonElement;

describe('saliency-map', () => {
  let fake: FakeSession;
  let asked: SaliencyOptions[];
  beforeEach(() => {
    fake = useFake();
    asked = [];
    const answer = fake.saliency.bind(fake);
    fake.saliency = async (options) => {
      asked.push(options);
      const map = await answer(options);
      return options.method === 'grad-cam'
        ? { ...map, signed: false, shape: [12, 12, 1], values: map.values.slice(0, 144).map(Math.abs) }
        : map;
    };
  });

  async function shown(attributes: Record<string, string> = {}): Promise<SaliencyMap> {
    fake.load({ network: true });
    fake.set({ catalogue });
    const element = document.createElement('saliency-map') as SaliencyMap;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    await fixture(html`${element}`);
    await until(() => all(element, '.pictures canvas').length === 4);
    return element;
  }

  it('alone on a page says what it waits for', async () => {
    const element = await fixture<SaliencyMap>(html`<saliency-map></saliency-map>`);
    expect(customElements.get('saliency-map')).to.equal(SaliencyMap);
    expect(words(element)).to.contain('Waiting for galaxies and a network.');
    fake.load();
    await element.updateComplete;
    expect(asked).to.deep.equal([]);
  });

  it('explains the predicted class of the picked galaxy, in three pictures, with a symmetric scale', async () => {
    const element = await shown();
    expect(asked).to.deep.equal([{ method: 'gradient', input: 0 }]);
    await until(() => words(element).includes('Smooth, round, 70 %'));
    expect(all(element, '.pictures [role=img]').map((canvas) => canvas.getAttribute('aria-label'))).to.deep.equal([
      'Galaxy 0 as the network receives it',
      'What counted for "Smooth, round"',
      'Galaxy 0 as the network receives it, with What counted for "Smooth, round" over it',
    ]);
    expect(one(element, '.scale').getAttribute('aria-label')).to.match(/^against or for Smooth, round: from −(\S+) to \1$/);
    expect(button(element, 'Smooth, round').getAttribute('aria-pressed')).to.equal('true');
    expect(button(element, 'Whatever').getAttribute('aria-pressed')).to.equal('true');
  });

  it('draws the map over the galaxy as strongly as the reader likes', async () => {
    const element = await shown();
    const slider = one(element, '.opacity input') as HTMLInputElement;
    slider.value = '0.3';
    slider.dispatchEvent(new Event('input'));
    await element.updateComplete;
    const veil = one(element, '.veil') as HTMLCanvasElement;
    expect(getComputedStyle(veil).opacity).to.equal('0.3');
    expect([veil.width, veil.height]).to.deep.equal([12, 12]);
    expect(
      veil
        .getContext('2d')!
        .getImageData(0, 0, 12, 12)
        .data.some((byte, i) => i % 4 === 3 && byte === 255),
    ).to.equal(true);
    expect(asked).to.have.length(1);
  });

  it('redraws the map and what lies over the galaxy when the ground becomes dark', async () => {
    usePage('light');
    fake.saliency = async (options) => {
      const values = new Float32Array(144).fill(0.1);
      values[0] = 1;
      return { method: options.method, target: 0, signed: true, shape: [12, 12, 1], values, input: { shape: [12, 12, 1], values } };
    };
    const element = await shown();
    const first = (selector: string) =>
      [...(all(element, selector).at(-1) as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 1, 1).data].join();
    const map = 'figure:nth-of-type(2) canvas';
    await until(() => first(map) === '178,24,43,255' && first('.veil') === '178,24,43,255');
    usePage('dark');
    await turned(element);
    await until(() => first(map) === '249,167,137,255' && first('.veil') === '249,167,137,255');
    usePage('light');
  });

  it('starts an unsigned map from zero', async () => {
    const element = await shown({ method: 'grad-cam' });
    expect(one(element, '.scale').getAttribute('aria-label')).to.match(/^for Smooth, round: from 0 to /);
  });

  it('explains another class on request, and the predicted one again', async () => {
    const element = await shown({ target: '1' });
    expect(asked[0]).to.deep.equal({ method: 'gradient', target: 1, input: 0 });
    button(element, 'Spiral').click();
    await until(() => asked.length === 2);
    expect(asked[1]!.target).to.equal(2);
    expect(element.getAttribute('target')).to.equal('2');
    await until(() => words(element).includes('against or for Spiral'));
    button(element, 'Whatever').click();
    await until(() => asked.length === 3);
    expect(asked[2]).not.to.have.property('target');
  });

  it('draws the form of a method from its description and sends only what it takes', async () => {
    const element = await shown({ samples: '4', noise: '0.2' });
    expect(asked[0]).to.deep.equal({ method: 'gradient', input: 0 });
    const methods = one(element, '#method') as HTMLSelectElement;
    methods.value = 'smoothgrad';
    methods.dispatchEvent(new Event('change'));
    await until(() => asked.length === 2);
    expect(asked[1]).to.deep.equal({ method: 'smoothgrad', samples: 4, noise: 0.2, input: 0 });
    expect(words(element)).to.contain('The mean over noisy copies.').and.to.contain('Smilkov 2017').and.to.contain('How strong.');
    const noise = one(element, '#method-noise') as HTMLInputElement;
    noise.value = '0.5';
    noise.dispatchEvent(new Event('change'));
    await until(() => asked.length === 3);
    expect(asked[2]!.noise).to.equal(0.5);
  });

  it('leaves the network alone while it trains, until it is asked or told to follow', async () => {
    const element = await shown();
    fake.set({ run: fakeRun(1), weightsVersion: 2 });
    fake.set({ weightsVersion: 3 });
    await until(() => words(element).includes('The network has learned on since.'));
    one(element, '.explain').focus();
    expect(asked).to.have.length(1);
    button(element, 'Explain again').click();
    await until(() => asked.length === 2);
    await until(() => button(element, 'Explain again').ariaDisabled === 'true');
    expect(element.shadowRoot!.activeElement?.textContent, 'nothing to explain now, and still there').to.equal('Explain again');
    button(element, 'Explain again').click();
    await element.updateComplete;
    fake.set({ weightsVersion: 4 });
    await until(() => words(element).includes('learned on'));
    expect(asked).to.have.length(2);
    one(element, '.live').click();
    await until(() => asked.length === 3);
    fake.set({ weightsVersion: 5 });
    await until(() => asked.length === 4);
    one(element, '.live').click();
    fake.set({ weightsVersion: 6 });
    fake.set({ run: fakeRun(2, 'finished') });
    await until(() => asked.length === 5);
  });

  it('follows the picked galaxy and drops a late answer for the one before', async () => {
    const element = await shown();
    fake.delay = Number.POSITIVE_INFINITY;
    fake.set({ selected: 4 });
    await until(() => asked.length === 2);
    fake.set({ selected: 9 });
    await element.updateComplete;
    // The pictures are still those of galaxy 0, and say so.
    expect(one(element, '.pictures [role=img]').getAttribute('aria-label')).to.match(/^Galaxy 0 /);
    expect(one(element, '.pictures').classList.contains('earlier')).to.equal(true);
    fake.delay = 0;
    fake.answer();
    await until(() => asked.at(-1)!.input === 9);
    await until(() => one(element, '.pictures [role=img]').getAttribute('aria-label')!.startsWith('Galaxy 9'));
  });

  it('reads the pixels of all three by pointer and by arrow keys', async () => {
    const element = await shown();
    const pictures = one(element, '.pictures');
    pictures.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, cancelable: true }));
    await element.updateComplete;
    expect(one(element, '.reading').textContent).to.match(/^row 5, column 6: g .+, r .+, i .+; counts /);
    expect(all(element, '.mark').length).to.equal(3);
    const canvas = all(element, '.pictures canvas')[1]!;
    const { left, top } = canvas.getBoundingClientRect();
    canvas.dispatchEvent(new PointerEvent('pointermove', { clientX: left + 1, clientY: top + 1, bubbles: true }));
    await element.updateComplete;
    const map = await fake.saliency({ method: 'gradient', input: 0 });
    const sum = map.values[0]! + map.values[1]! + map.values[2]!;
    expect(one(element, '.reading').textContent)
      .to.contain('row 0, column 0')
      .and.to.contain(String(Number(Math.abs(sum).toPrecision(2))));
  });

  it('says what failed and tries again', async () => {
    fake.failure = new PlaygroundError('out-of-memory', 'Too little memory for so many copies. Use fewer.');
    fake.load({ network: true });
    const element = await fixture<SaliencyMap>(html`<saliency-map></saliency-map>`);
    await until(() => one(element, '[role=alert]')?.textContent?.includes('Use fewer.'));
    fake.failure = null;
    button(element, 'Try again').click();
    await until(() => all(element, '.pictures canvas').length === 4);
  });

  it('shows what it is doing, in its own words or the engine’s', async () => {
    fake.delay = Number.POSITIVE_INFINITY;
    fake.load({ network: true });
    const element = await fixture<SaliencyMap>(html`<saliency-map></saliency-map>`);
    await until(() => words(element).includes('Looking for what counted'));
    fake.set({ tasks: [{ task: 'saliency', label: 'Copy 3 of 16', fraction: 0.2 }] });
    await until(() => words(element).includes('Copy 3 of 16') && words(element).includes('20 %'));
  });

  it('lets its session go when it leaves, and fits into 320 pixels while it stays', async () => {
    const element = await shown();
    element.style.width = '320px';
    await element.updateComplete;
    expect(element.scrollWidth).to.be.at.most(320);
    element.remove();
    await until(() => fake.followers.listeners === 0 && fake.followers.attached === 0);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, empty and with a map, ${scheme}`, async () => {
      usePage(scheme);
      await expect(await fixture(html`<saliency-map session="other"></saliency-map>`)).to.be.accessible();
      const element = await shown({ method: 'smoothgrad' });
      await until(() => words(element).includes('70 %'));
      await expect(element).to.be.accessible();
    });
  }
});
