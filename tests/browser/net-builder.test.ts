import { expect, fixture, html } from '@open-wc/testing';
import type { NetworkRequest } from '../../src/contract/events.js';
import type { NetworkInfo, NetworkSpec } from '../../src/contract/network.js';
import { PlaygroundError } from '../../src/contract/playground-error.js';
import { NetBuilder } from '../../src/elements/net-builder.js';
import { catalogue, fakeRun } from './fake-catalogue.js';
import { type FakeSession, network, record, stopRecording, useFake, usePage } from './fake-session.js';
import { until } from '../waiting.js';

const all = (element: Element, selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
const one = (element: Element, selector: string) => all(element, selector)[0]!;
const words = (element: Element) => element.shadowRoot!.textContent!.replace(/\s+/g, ' ');
const button = (element: Element, name: string) => all(element, 'button').find((b) => b.textContent!.trim() === name) as HTMLButtonElement;
const types = (spec: NetworkSpec | string) => (typeof spec === 'string' ? spec : spec.layers.map(({ type }) => type));
const focused = (element: Element) => element.shadowRoot!.activeElement?.id;

/** What the session would answer: the layers asked for, valid or as a draft. */
const answer = (spec: NetworkSpec, problem?: string): NetworkInfo => ({
  ...network,
  name: spec.name ?? 'network',
  layers: spec.layers.map(({ type }, i) => ({
    name: `${type}${i}`,
    type,
    outputShape: type === 'Conv2D' ? [10, 10, 4] : [3],
    parameters: type === 'Flatten' ? 0 : 100,
    trainable: true,
    ...(problem && i === 0 && { problem }),
  })),
  valid: !problem,
  problems: problem ? [problem] : [],
  spec: { ...spec, inputShape: [12, 12, 3] },
});

describe('net-builder', () => {
  let fake: FakeSession;
  let asked: (NetworkSpec | string)[];
  let answering = true;
  // The fake session stands still: its answers are given here, as the real one's would be.
  const hear = (event: NetworkRequest) => {
    event.preventDefault();
    asked.push(event.detail.network);
    if (answering && typeof event.detail.network !== 'string') fake.set({ network: answer(event.detail.network), draft: null });
  };
  beforeEach(() => {
    fake = useFake();
    asked = [];
    answering = true;
    window.addEventListener('gp-network-request', hear);
  });
  afterEach(() => {
    window.removeEventListener('gp-network-request', hear);
    stopRecording();
  });

  async function open(): Promise<NetBuilder> {
    fake.load({ network: true });
    fake.set({ catalogue });
    const element = await fixture<NetBuilder>(html`<net-builder></net-builder>`);
    await until(() => all(element, '.layer').length === 3);
    return element;
  }
  const key = async (element: NetBuilder, name: string, more: KeyboardEventInit = {}) => {
    const target = element.shadowRoot!.activeElement ?? one(element, '.layer');
    target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true, ...more }));
    // Hidden pages get no animation frames: the update that would come with the next one is asked for here.
    element.requestUpdate();
    await element.updateComplete;
  };

  /** From now on every wish is noted, and the session goes on building. */
  function buildingForEver(): NetworkSpec[] {
    const wishes: NetworkSpec[] = [];
    fake.setNetwork = async (wish) => {
      wishes.push(wish as NetworkSpec);
      fake.set({ tasks: [{ task: 'network', label: 'Building the network', fraction: null }] });
      return network;
    };
    window.removeEventListener('gp-network-request', hear);
    return wishes;
  }

  it('keeps the focus when a layer comes to the end and its button goes out', async () => {
    const element = await open();
    one(element, '#layer-1').click();
    await until(() => button(element, 'Move later') !== undefined);
    button(element, 'Move later').focus();
    button(element, 'Move later').click();
    await until(() => button(element, 'Move later').disabled);
    await until(() => focused(element) === 'layer-2');
  });

  it('offers a network to begin with where there is none', async () => {
    const element = await fixture<NetBuilder>(html`<net-builder></net-builder>`);
    one(element, '.start').click();
    expect(asked).to.deep.equal(['phys467-cnn']);
    const shown = await fixture<NetBuilder>(html`<net-builder readonly></net-builder>`);
    expect(all(shown, 'button')).to.have.length(0);
  });

  it('hands the focus of its start button to the network that comes, unless the reader has gone elsewhere', async () => {
    for (const elsewhere of [false, true]) {
      const fresh = useFake();
      fresh.set({ catalogue });
      const element = await fixture<NetBuilder>(html`<net-builder></net-builder>`);
      one(element, '.start').focus();
      one(element, '.start').click();
      fresh.set({ tasks: [{ task: 'network', label: 'Building the network', fraction: null }] });
      await until(() => one(element, '.start').ariaDisabled === 'true');
      expect(element.shadowRoot!.activeElement?.classList.contains('start')).to.equal(true);
      one(element, '.start').click();
      if (elsewhere) one(element, '.tools select').focus();
      fresh.load({ network: true }).set({ tasks: [] });
      await until(() => all(element, '.layer').length === 3);
      await element.updateComplete;
      expect(focused(element)).to.equal(elsewhere ? '' : 'layer-0');
    }
    expect(asked).to.deep.equal(['phys467-cnn', 'phys467-cnn']);
  });

  it('alone on a page says that there is no network, and asks for its preset once', async () => {
    const element = await fixture<NetBuilder>(html`<net-builder preset="phys467-cnn"></net-builder>`);
    expect(customElements.get('net-builder')).to.equal(NetBuilder);
    expect(words(element)).to.contain('No network yet');
    expect(asked).to.deep.equal(['phys467-cnn']);
    fake.load({ network: true });
    await until(() => all(element, '.layer').length === 3);
    expect(asked).to.deep.equal(['phys467-cnn']);
    element.preset = 'decals';
    await element.updateComplete;
    expect(asked).to.deep.equal(['phys467-cnn', 'decals']);
  });

  it('asks for its preset only where its session has no network, none on its way and no draft', async () => {
    const element = await fixture<NetBuilder>(html`<net-builder preset="decals"></net-builder>`);
    expect(asked).to.deep.equal(['decals']);
    fake.load({ network: true });
    await until(() => all(element, '.layer').length === 3);
    useFake('draft').set({ draft: answer(network.spec, 'too large') });
    useFake('task').set({ tasks: [{ task: 'network', label: 'Building the network', fraction: null }] });
    for (const session of ['draft', 'task', 'main']) {
      element.session = session;
      await element.updateComplete;
    }
    await fixture(html`<net-builder preset="decals"></net-builder>`);
    expect(asked).to.deep.equal(['decals']);
    useFake('empty');
    element.session = 'empty';
    await element.updateComplete;
    expect(asked).to.deep.equal(['decals', 'decals']);
  });

  it('asks for its preset again where the page has ended the session', async () => {
    const element = await fixture<NetBuilder>(html`<net-builder preset="decals"></net-builder>`);
    fake.load({ network: true });
    await until(() => all(element, '.layer').length === 3);
    useFake();
    fake.set({ network: null, dataset: null });
    await until(() => asked.length === 2);
  });

  it('takes nothing of one session into another: no history, no change that waited, no open form', async () => {
    const element = await open();
    const wishes = record<NetworkRequest>('gp-network-request');
    one(element, '.layer').click();
    await key(element, 'Delete');
    one(element, '.layer').click();
    await element.updateComplete;
    expect(wishes.map(({ detail }) => detail.session)).to.deep.equal(['main']);
    all(element, '.layer')[1]!.click();
    await until(() => one(element, '.form h3').textContent!.includes('Layer 2'));
    const units = one(element, '.form input') as HTMLInputElement;
    units.value = '9';
    units.dispatchEvent(new Event('change'));
    useFake('other').load({ network: true }).set({ catalogue });
    element.session = 'other';
    await element.updateComplete;
    expect(all(element, '.form').length).to.equal(0);
    await key(element, 'z', { ctrlKey: true });
    await new Promise((go) => setTimeout(go, 300));
    expect(wishes.length).to.equal(1);
  });

  it('asks for nothing where no preset is named', async () => {
    await open();
    expect(asked).to.deep.equal([]);
  });

  it('draws every layer with what flows in, its parameters and their share', async () => {
    const element = await open();
    const layers = all(element, '.layer');
    expect(layers.map((layer) => layer.querySelector('.flow')!.textContent)).to.deep.equal(['12×12×3', '10×10×4', '400']);
    expect(layers.map((layer) => layer.querySelector('.visually-hidden')!.textContent)).to.deep.equal([
      '1, Conv2D: 10×10×4 out, 112 parameters',
      '2, Flatten: 400 out, no parameters',
      '3, Dense: 3 out, 1,203 parameters',
    ]);
    expect(layers[2]!.querySelector<HTMLElement>('.parameters')!.style.getPropertyValue('--share')).to.equal(String(1203 / 1315));
    expect(words(element)).to.contain('3 layers, 1,315 parameters');
    expect(layers[0]!.querySelectorAll('rect').length).to.equal(3);
  });

  it('lets the picked galaxy flow in, and what the network says of it out', async () => {
    const element = await open();
    await until(() => words(element).includes('70 %'));
    expect(all(element, '.sink li').map((li) => li.textContent!.replace(/\s+/g, ' ').trim())).to.deep.equal([
      'Smooth, round 70 %',
      'Edge-on disk 20 %',
      'Spiral 10 %',
    ]);
    await until(() => one(element, '.source canvas').getAttribute('aria-label') === 'Galaxy 0: Smooth, round, synthetic');
    fake.set({ selected: 7 });
    await until(() => fake.calls.includes('sample 7'));
  });

  it('walks, opens and closes by keyboard, with one stop for the tab key', async () => {
    const element = await open();
    one(element, '.layer').focus();
    await key(element, 'ArrowRight');
    await key(element, 'ArrowDown');
    expect(focused(element)).to.equal('layer-2');
    await key(element, 'ArrowRight');
    expect(focused(element)).to.equal('layer-2');
    await key(element, 'Home');
    expect(all(element, '.layer').map((layer) => layer.tabIndex)).to.deep.equal([0, -1, -1]);
    await key(element, 'Enter');
    expect(one(element, '.form h3').textContent).to.equal('Layer 1: Convolution');
    await key(element, 'Escape');
    expect(one(element, '.form')).to.equal(undefined);
    expect(focused(element)).to.equal('layer-0');
    expect(asked).to.deep.equal([]);
  });

  it('moves and removes by keyboard, says so, and keeps the place', async () => {
    const element = await open();
    one(element, '.layer').focus();
    await key(element, 'ArrowRight', { altKey: true });
    expect(types(asked[0]!)).to.deep.equal(['Flatten', 'Conv2D', 'Dense']);
    expect(one(element, '[role=status]').textContent).to.equal('Conv2D moved to position 2');
    expect(focused(element)).to.equal('layer-1');
    await key(element, 'Delete');
    expect(types(asked[1]!)).to.deep.equal(['Flatten', 'Dense']);
    expect(one(element, '[role=status]').textContent).to.equal('Conv2D removed');
    expect(focused(element)).to.equal('layer-0');
    await key(element, 'ArrowLeft', { altKey: true });
    expect(asked).to.have.length(2);
  });

  it('follows the data, marks what is no longer the course, and keeps the rest of the spec', async () => {
    const element = await open();
    fake.set({ network: { ...network, name: 'phys246', spec: { ...network.spec, name: 'phys246' } } });
    await element.updateComplete;
    one(element, '.layer').focus();
    await key(element, 'Delete');
    expect(asked[0]).to.deep.equal({ name: 'phys246 (edited)', layers: network.spec.layers.slice(1) });
    await key(element, 'Delete');
    expect((asked[1] as NetworkSpec).name).to.equal('phys246 (edited)');
  });

  it('undoes and redoes', async () => {
    const element = await open();
    expect(button(element, 'Undo').ariaDisabled).to.equal('true');
    one(element, '.layer').focus();
    await key(element, 'Delete');
    await key(element, 'z', { ctrlKey: true });
    expect(types(asked[1]!)).to.deep.equal(['Conv2D', 'Flatten', 'Dense']);
    await key(element, 'z', { ctrlKey: true, shiftKey: true });
    expect(types(asked[2]!)).to.deep.equal(['Flatten', 'Dense']);
    button(element, 'Undo').click();
    expect(types(asked[3]!)).to.deep.equal(['Conv2D', 'Flatten', 'Dense']);
  });

  it('keeps the focus on Undo when there is nothing left to undo, and does nothing then', async () => {
    const element = await open();
    one(element, '.layer').focus();
    await key(element, 'Delete');
    button(element, 'Undo').focus();
    button(element, 'Undo').click();
    await until(() => button(element, 'Undo').ariaDisabled === 'true');
    expect(element.shadowRoot!.activeElement?.textContent).to.equal('Undo');
    button(element, 'Undo').click();
    expect(asked.length).to.equal(2);
  });

  it('adds from the palette, which shows what fits, before the last layer or after the open one', async () => {
    const element = await open();
    const offered = () => all(element, '.palette .chip').map((chip) => chip.textContent!.trim());
    // The last layer is Dense: what stands before it is a vector.
    expect(offered()).to.deep.equal(['Flatten', 'Dense']);
    button(element, 'All layers').click();
    await element.updateComplete;
    expect(offered()).to.deep.equal(['Convolution', 'Flatten', 'Dense']);
    all(element, '.layer')[0]!.click();
    await element.updateComplete;
    all(element, '.palette .chip')[0]!.click();
    expect(types(asked[0]!)).to.deep.equal(['Conv2D', 'Conv2D', 'Flatten', 'Dense']);
    expect((asked[0] as NetworkSpec).layers[1]).to.deep.equal(catalogue.layers[0]!.example);
    await until(() => one(element, '.form h3')?.textContent === 'Layer 2: Convolution');
    expect(one(element, '[role=status]').textContent).to.equal('Conv2D added at position 2');
  });

  it('adds one layer after the other behind the open last one, though they are still being built', async () => {
    const element = await open();
    const wishes = buildingForEver();
    const add = async (label: string) => {
      all(element, '.palette .chip')
        .find((chip) => chip.textContent!.trim() === label)!
        .click();
      await element.updateComplete;
    };
    all(element, '.layer')[2]!.click();
    await element.updateComplete;
    await add('Dense');
    expect(one(element, '.palette p').textContent).to.equal('Add after layer 4 (Dense)');
    expect(all(element, '.layer').map((layer) => layer.tabIndex)).to.deep.equal([-1, -1, 0]);
    await add('Flatten');
    expect(types(wishes[1]!)).to.deep.equal(['Conv2D', 'Flatten', 'Dense', 'Dense', 'Flatten']);
    fake.set({ network: answer(wishes[1]!), tasks: [] });
    await until(() => one(element, '.form h3')?.textContent === 'Layer 5: Flatten');
  });

  it('draws the form from the description and asks once when the hand rests', async () => {
    const element = await open();
    one(element, '.layer').click();
    await element.updateComplete;
    expect(all(element, '.form label').map((label) => label.textContent!.trim())).to.deep.equal([
      'Filters',
      'Kernel',
      'Activation',
      'Bias',
      'Learns',
    ]);
    const slider = one(element, '.form input[type=range]') as HTMLInputElement;
    expect(slider.valueAsNumber).to.equal(4);
    for (const value of ['5', '6', '7']) {
      slider.value = value;
      slider.dispatchEvent(new Event('input'));
      await element.updateComplete;
    }
    const activation = one(element, '.form select') as HTMLSelectElement;
    activation.value = 'linear';
    activation.dispatchEvent(new Event('change'));
    expect(asked).to.deep.equal([]);
    await until(() => asked.length > 0);
    expect((asked[0] as NetworkSpec).layers[0]).to.include({ filters: 7, activation: 'linear', kernelSize: 3 });
    button(element, 'Undo').click();
    expect((asked[1] as NetworkSpec).layers[0]).to.include({ filters: 4, activation: 'relu' });
    expect(asked).to.have.length(2);
  });

  it('builds on what is on its way while the answer is awaited, and takes the answer when it comes', async () => {
    const element = await open();
    answering = false;
    one(element, '.layer').focus();
    await key(element, 'ArrowRight', { altKey: true });
    expect(all(element, '.name').map((name) => name.textContent)).to.deep.equal(['Conv2D', 'Flatten', 'Dense']);
    fake.set({ network: answer(asked[0] as NetworkSpec) });
    await until(() => all(element, '.name')[0]!.textContent === 'Flatten');
  });

  it('builds on the latest wish while the answers to earlier ones come in', async () => {
    const names = [...'ABCDE'];
    fake.load({ network: true });
    fake.set({ catalogue, network: answer({ layers: names.map((name) => ({ type: 'Dense', units: 3, name })) }) });
    const element = await fixture<NetBuilder>(html`<net-builder></net-builder>`);
    await until(() => all(element, '.layer').length === 5);
    const order = () => fake.snapshot.network!.spec.layers.map(({ name }) => name).join('');
    // As in a session: a network that another wish has overtaken is shown all the same, and the task ends with the latest.
    const wishes = buildingForEver();
    one(element, '.layer').focus();
    await key(element, 'ArrowRight', { altKey: true });
    await key(element, 'ArrowRight', { altKey: true });
    fake.set({ network: answer(wishes[0]!) });
    await key(element, 'ArrowRight', { altKey: true });
    fake.set({ network: answer(wishes[1]!) });
    await key(element, 'ArrowRight', { altKey: true });
    fake.set({ network: answer(wishes[3]!), tasks: [] });
    expect(order()).to.equal('BCDEA');
    // Once it has answered, what stands there counts.
    await key(element, 'Home');
    fake.set({
      network: answer({
        layers: [
          { type: 'Dense', units: 3, name: 'X' },
          { type: 'Flatten', name: 'Y' },
        ],
      }),
    });
    await key(element, 'Delete');
    expect(wishes[4]!.layers.map(({ name }) => name)).to.deep.equal(['Y']);
  });

  it('shows at its layer, and in sum, what is wrong with a draft', async () => {
    const element = await open();
    fake.set({ draft: answer(network.spec, 'kernel 77 is larger than its input 12×12 at layer 1') });
    await until(() => one(element, '.problem'));
    expect(one(element, '.layer .problem').textContent).to.equal('kernel 77 is larger than its input 12×12 at layer 1');
    expect(one(element, '[role=alert]').textContent).to.contain('This network cannot be built: kernel 77 is larger');
    expect(one(element, '.layer .visually-hidden').textContent).to.contain('kernel 77');
  });

  it('shows what was refused of the network or by the engine, and leaves the rest to others', async () => {
    const element = await open();
    const note = one(element, '[role=alert]');
    for (const refused of ['dataset', 'run'] as const) {
      fake.set({ error: new PlaygroundError('out-of-memory', 'Too many galaxies.'), refused });
      element.requestUpdate();
      await element.updateComplete;
      expect(note.hidden, refused).to.equal(true);
    }
    fake.set({ error: new PlaygroundError('network-too-large', 'It would have 80,000,000 parameters.'), refused: 'network' });
    await until(() => note.textContent!.includes('80,000,000'));
    fake.set({ error: new PlaygroundError('busy', 'Stop training to change the network.'), refused: 'network' });
    await until(() => note.textContent!.includes('Stop training'));
    fake.set({ error: new PlaygroundError('gpu-lost', 'The graphics device went away.'), refused: 'engine' });
    await until(() => note.textContent!.includes('went away'));
  });

  it('waiting for its network, first shows the engine starting, with one bar', async () => {
    const element = await fixture<NetBuilder>(html`<net-builder></net-builder>`);
    const engine = { task: 'engine', label: 'Starting the engine', fraction: null } as const;
    fake.set({ tasks: [engine, { task: 'network', label: 'Building the network', fraction: null }] });
    await until(() => words(element).includes('Starting the engine'));
    expect(all(element, 'progress')).to.have.length(1);
    fake.set({ tasks: [{ task: 'network', label: 'Building the network', fraction: null }] });
    await until(() => words(element).includes('Building the network'));
    expect(all(element, 'progress')).to.have.length(1);
  });

  it('cannot be changed during a run, or where the page says so', async () => {
    const element = await open();
    fake.set({ run: fakeRun(1) });
    await until(() => words(element).includes('once the run is stopped'));
    one(element, '.layer').focus();
    await key(element, 'Delete');
    await key(element, 'ArrowRight', { altKey: true });
    expect((one(element, '.tools select') as HTMLSelectElement).disabled).to.equal(true);
    expect(one(element, '.palette')).to.equal(undefined);
    fake.set({ run: fakeRun(1, 'finished') });
    element.readonly = true;
    await element.updateComplete;
    await key(element, 'Delete');
    expect(one(element, '.tools')).to.equal(undefined);
    expect(asked).to.deep.equal([]);
  });

  it('starts from another preset, and undo brings the network back', async () => {
    const element = await open();
    const presets = one(element, '.tools select') as HTMLSelectElement;
    expect(presets.selectedOptions[0]!.textContent).to.equal('small');
    presets.value = 'phys246';
    presets.dispatchEvent(new Event('change'));
    expect(asked).to.deep.equal(['phys246']);
    await element.updateComplete;
    button(element, 'Undo').click();
    expect(types(asked[1]!)).to.deep.equal(['Conv2D', 'Flatten', 'Dense']);
  });

  it('forgets a change that was still waiting when a preset is chosen, by the reader or the page', async () => {
    const element = await open();
    one(element, '.layer').click();
    await element.updateComplete;
    const slide = (value: string) => {
      const slider = one(element, '.form input[type=range]') as HTMLInputElement;
      slider.value = value;
      slider.dispatchEvent(new Event('input'));
    };
    slide('7');
    const presets = one(element, '.tools select') as HTMLSelectElement;
    presets.value = 'phys246';
    presets.dispatchEvent(new Event('change'));
    await new Promise((go) => setTimeout(go, 300));
    expect(asked).to.deep.equal(['phys246']);
    // Undo brings the change back with the network: the reader had made it.
    await element.updateComplete;
    button(element, 'Undo').click();
    expect((asked[1] as NetworkSpec).layers[0]).to.include({ filters: 7 });
    one(element, '.layer').click();
    await element.updateComplete;
    slide('9');
    element.preset = 'decals';
    await new Promise((go) => setTimeout(go, 300));
    expect(asked.slice(2)).to.deep.equal(['decals']);
  });

  it('goes back to what stands where the page refuses', async () => {
    const element = await open();
    answering = false;
    const refusals = record('gp-network-request');
    one(element, '.layer').focus();
    await key(element, 'Delete');
    await key(element, 'Delete');
    expect(types(asked[1]!)).to.deep.equal(types(asked[0]!));
    expect(refusals.every((event) => event.defaultPrevented)).to.equal(true);
  });

  it('stands upright where it is narrow and flows to the right where it is wide', async () => {
    const element = await open();
    const tops = () => new Set(all(element, '.layer').map((layer) => Math.round(layer.getBoundingClientRect().top))).size;
    element.style.width = '1100px';
    expect(tops()).to.equal(1);
    element.style.width = '320px';
    expect(tops()).to.equal(3);
    expect(element.scrollWidth).to.be.at.most(320);
  });

  it('lets its session go when it leaves, and a change that waited with it', async () => {
    const element = await open();
    one(element, '.layer').click();
    await element.updateComplete;
    const slider = one(element, '.form input[type=range]') as HTMLInputElement;
    slider.value = '9';
    slider.dispatchEvent(new Event('input'));
    element.remove();
    await until(() => fake.followers.listeners === 0);
    await new Promise((go) => setTimeout(go, 300));
    expect(asked).to.deep.equal([]);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, empty, open and with a problem, ${scheme}`, async () => {
      usePage(scheme);
      await expect(await fixture(html`<net-builder session="other"></net-builder>`)).to.be.accessible();
      const element = await open();
      one(element, '.layer').click();
      await until(() => words(element).includes('70 %'));
      await expect(element).to.be.accessible();
      fake.set({ draft: answer(network.spec, 'kernel 77 is larger than its input') });
      await until(() => one(element, '.problem'));
      await expect(element).to.be.accessible();
    });
  }
});
