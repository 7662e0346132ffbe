import { expect, fixture } from '@open-wc/testing';
import { html, unsafeStatic } from 'lit/static-html.js';
import type { SessionHost } from '../../src/elements/support/session-controller.js';
import '../../src/elements/confusion-matrix.js';
import '../../src/elements/filter-viewer.js';
import '../../src/elements/galaxy-dataset.js';
import '../../src/elements/net-builder.js';
import '../../src/elements/prediction-gallery.js';
import '../../src/elements/saliency-map.js';
import '../../src/elements/train-panel.js';
import { useFake } from './fake-session.js';

const tags = [
  'confusion-matrix',
  'filter-viewer',
  'galaxy-dataset',
  'net-builder',
  'prediction-gallery',
  'saliency-map',
  'train-panel',
] as const;

describe('support/session-property', () => {
  for (const tag of tags) {
    it(`leads <${tag}> back to main when the attribute is taken away`, async () => {
      const [main, other] = [useFake(), useFake('other')];
      const element = await fixture<SessionHost>(html`<${unsafeStatic(tag)} session="other"></${unsafeStatic(tag)}>`);
      expect([main.followers.listeners, other.followers.listeners]).to.deep.equal([0, 1]);
      element.removeAttribute('session');
      await element.updateComplete;
      expect(element.session).to.equal('main');
      expect([main.followers.listeners, other.followers.listeners]).to.deep.equal([1, 0]);
    });
  }
});
