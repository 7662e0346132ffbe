import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { SelectRequest } from '../../src/contract/events.js';
import { SessionController } from '../../src/elements/support/session-controller.js';
import { type FakeSession, record, stopRecording, useFake } from './fake-session.js';
import { until } from '../waiting.js';

class Follower extends LitElement {
  static override properties = { session: {} };
  declare session: string;
  readonly controller: SessionController;
  updates = 0;
  seen: string[] = [];

  constructor() {
    super();
    this.session = 'main';
    this.controller = new SessionController(this);
  }

  override willUpdate() {
    this.seen.push(`${this.session} ${this.controller.snapshot.session}`);
  }

  override render() {
    this.updates++;
    return html`${this.controller.snapshot.selected}`;
  }
}
customElements.define('test-follower', Follower);

describe('support/session-controller', () => {
  let fake: FakeSession;
  let element: Follower;
  beforeEach(async () => {
    fake = useFake();
    element = await fixture<Follower>(html`<test-follower></test-follower>`);
  });
  afterEach(stopRecording);

  it('shows the session its host names, at once and after a change', async () => {
    expect(fake.followers).to.deep.equal({ listeners: 1, attached: 1 });
    fake.set({ selected: 3 });
    await until(() => element.shadowRoot!.textContent === '3');
    expect(element.controller.session === fake).to.equal(true);
  });

  it('follows another session when the name changes, and leaves the first', async () => {
    const other = useFake('other');
    other.set({ selected: 8 });
    element.session = 'other';
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.equal('8');
    expect(fake.followers).to.deep.equal({ listeners: 0, attached: 0 });
    fake.set({ selected: 1 });
    await new Promise((go) => setTimeout(go, 300));
    expect(element.shadowRoot!.textContent).to.equal('8');
  });

  it('never shows an update the state of a session that its host has left', async () => {
    useFake('other');
    element.session = 'other';
    await element.updateComplete;
    expect(element.seen).to.deep.equal(['main main', 'other other']);
  });

  it('updates at most once a frame however often the session changes, and ends at the last state', async () => {
    const before = element.updates;
    for (let selected = 0; selected < 200; selected++) {
      fake.set({ selected });
      await element.updateComplete; // time for an update each, were it asked for
    }
    await until(() => element.shadowRoot!.textContent === '199');
    expect(element.updates - before).to.be.lessThan(20);
  });

  it('reaches the last state where no animation frame ever comes', async () => {
    const frame = window.requestAnimationFrame;
    window.requestAnimationFrame = () => 0;
    try {
      for (let selected = 0; selected < 5; selected++) fake.set({ selected });
      await until(() => element.shadowRoot!.textContent === '4');
    } finally {
      window.requestAnimationFrame = frame;
    }
  });

  it('keeps its subscription through a move, lets go after leaving, and takes it up again on return', async () => {
    const parent = element.parentElement!;
    parent.append(element);
    await Promise.resolve();
    expect(fake.followers.listeners).to.equal(1);
    element.remove();
    await Promise.resolve();
    expect(fake.followers).to.deep.equal({ listeners: 0, attached: 0 });
    fake.set({ selected: 5 });
    parent.append(element);
    await until(() => element.shadowRoot!.textContent === '5');
    expect(fake.followers).to.deep.equal({ listeners: 1, attached: 1 });
  });

  it('sends requests from the host, which the page can refuse', () => {
    const asked = record<SelectRequest>('gp-select-request');
    expect(element.controller.ask(new SelectRequest({ session: 'main', index: 2 }))).to.equal(true);
    expect(asked[0]!.target === element).to.equal(true);
    element.addEventListener('gp-select-request', (event) => event.preventDefault(), { once: true });
    expect(element.controller.ask(new SelectRequest({ session: 'main', index: 2 }))).to.equal(false);
  });
});
