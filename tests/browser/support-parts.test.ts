import { expect } from '@open-wc/testing';
import { html, render } from 'lit';
import { define } from '../../src/elements/support/define.js';
import { identity } from '../../src/elements/support/identity.js';
import { count, fraction, percent, plural, size } from '../../src/elements/support/numbers.js';
import { pageOf } from '../../src/elements/support/pager.js';
import { paint } from '../../src/elements/support/paint-queue.js';
import { errorNote, progress, taskOf } from '../../src/elements/support/parts.js';
import { drawPicture, picture, sampleAt } from '../../src/elements/support/picture.js';
import { until } from '../waiting.js';

/** An element to render into; not `fixture`, which waits for an animation frame that a page in the background never gets. */
function place(): HTMLElement {
  const box = document.createElement('div');
  document.body.append(box);
  boxes.push(box);
  return box;
}
const boxes: HTMLElement[] = [];
afterEach(() => {
  for (const box of boxes.splice(0)) box.remove();
});

describe('support/define', () => {
  const warnings: string[] = [];
  const { warn } = console;
  beforeEach(() => {
    warnings.length = 0;
    console.warn = (words: string) => void warnings.push(words);
  });
  afterEach(() => void (console.warn = warn));

  it('the first definition stands; the same version is silent, another warns and names both', () => {
    class First extends HTMLElement {}
    define('test-define', First, '1.0.0');
    define('test-define', class extends HTMLElement {}, '1.0.0');
    expect(warnings).to.deep.equal([]);
    define('test-define', class extends HTMLElement {}, '2.0.0');
    expect(customElements.get('test-define')).to.equal(First);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('1.0.0').and.to.contain('2.0.0').and.to.contain('<test-define>');
  });

  it('says so where a tag belongs to somebody else', () => {
    customElements.define('test-foreign', class extends HTMLElement {});
    define('test-foreign', class extends HTMLElement {}, '1.0.0');
    expect(warnings[0]).to.contain('another script');
  });
});

describe('support/parts', () => {
  it('progress shows words and per cent, and moves without them where the length is unknown', () => {
    const box = place();
    render(html`${progress({ task: 'dataset', label: 'Reading', fraction: 0.255 })}`, box);
    expect(box.textContent!.replace(/\s+/g, ' ')).to.contain('Reading26 %');
    expect(box.querySelector('progress')!.value).to.equal(26);
    render(html`${progress({ task: 'dataset', label: 'Reading', fraction: null })}`, box);
    expect(box.querySelector('progress')!.position).to.equal(-1);
    render(html`${progress(undefined)}`, box);
    expect(box.querySelector('progress')).to.equal(null);
  });

  it('an error is read out: its box stands before its words', () => {
    const box = place();
    render(errorNote(null), box);
    const alert = box.querySelector('[role=alert]') as HTMLElement;
    expect([alert.hidden, alert.textContent!.trim()]).to.deep.equal([true, '']);
    render(errorNote({ message: '<b>no</b>' }), box);
    expect(box.querySelector('[role=alert]'), 'the same box').to.equal(alert);
    expect(box.querySelector('b'), 'words never become markup').to.equal(null);
    expect([alert.hidden, alert.textContent!.trim()]).to.deep.equal([false, '<b>no</b>']);
  });

  it('finds the newest task of a kind', () => {
    const tasks = [
      { task: 'dataset', label: 'a', fraction: 0 },
      { task: 'engine', label: 'b', fraction: 0 },
      { task: 'dataset', label: 'c', fraction: 0 },
    ] as const;
    expect(taskOf(tasks, 'dataset')?.label).to.equal('c');
    expect(taskOf(tasks, 'saliency')).to.equal(undefined);
  });
});

describe('support/numbers and pages', () => {
  it('writes the digits that mean something', () => {
    expect([count(17736), percent(0.5168), percent(Number.NaN), fraction(0.68564), fraction(Number.NaN), size([69, 69, 3])]).to.deep.equal([
      '17,736',
      '52 %',
      '–',
      '0.686',
      '–',
      '69×69×3',
    ]);
    expect([plural(1, 'galaxy', 'galaxies'), plural(2000, 'galaxy', 'galaxies')]).to.deep.equal(['1 galaxy', '2,000 galaxies']);
  });

  it('cuts a list into pages, and steps back when the list has become shorter', () => {
    expect(pageOf([1, 2, 3, 4, 5], 1, 2)).to.deep.equal({ page: 1, pages: 3, items: [3, 4] });
    expect(pageOf([1, 2], 5, 2)).to.deep.equal({ page: 0, pages: 1, items: [1, 2] });
    expect(pageOf([], 3, 2)).to.deep.equal({ page: 0, pages: 1, items: [] });
  });

  it('names every object its own name', () => {
    const [a, b] = [{}, {}];
    expect(identity(a)).to.equal(identity(a));
    expect(identity(a)).not.to.equal(identity(b));
    expect(identity(null)).to.equal('');
  });
});

describe('support/picture', () => {
  const red = { values: Uint8Array.of(200, 0, 0), shape: [1, 1, 3] };
  const colour = (canvas: HTMLCanvasElement) => [...canvas.getContext('2d')!.getImageData(0, 0, 1, 1).data];

  it('keeps one canvas pixel a value, and averages what would be too large', () => {
    const canvas = document.createElement('canvas');
    drawPicture(canvas, { values: new Uint8Array(69 * 69), shape: [69, 69, 1] });
    expect([canvas.width, canvas.style.getPropertyValue('--side')]).to.deep.equal([69, '69px']);
    drawPicture(canvas, { values: new Uint8Array(256 * 256), shape: [256, 256, 1] }, { size: 69 });
    expect([canvas.width, canvas.style.getPropertyValue('--box')]).to.deep.equal([64, '69px']);
    expect(canvas.getAttribute('style'), 'only custom properties').to.match(/^(--[a-z]+: [^;]+; ?)+$/);
  });

  it('redraws only for another picture or other settings, and clears for none', async () => {
    const box = place();
    const show = (...settings: Parameters<typeof picture>) => render(html`<canvas ${picture(...settings)}></canvas>`, box);
    show(red);
    const canvas = box.querySelector('canvas')!;
    await until(() => colour(canvas)[0] === 200);
    canvas.getContext('2d')!.clearRect(0, 0, 1, 1);
    show(red);
    await new Promise((go) => setTimeout(go, 20));
    expect(colour(canvas)[0], 'the same picture is left alone').to.equal(0);
    show({ ...red, values: Uint8Array.of(100, 0, 0) });
    await until(() => colour(canvas)[0] === 100);
    show(undefined);
    expect(colour(canvas)).to.deep.equal([0, 0, 0, 0]);
  });

  it('takes one of several samples without copying', () => {
    const samples = { values: Uint8Array.of(1, 2, 3, 4, 5, 6), shape: [2, 1, 1, 3], labels: Int32Array.of(7, 8) };
    const second = sampleAt(samples, 1);
    expect([[...second.values], second.shape, second.label]).to.deep.equal([[4, 5, 6], [1, 1, 3], 8]);
    expect(second.values.buffer).to.equal(samples.values.buffer);
  });
});

describe('support/paint-queue', () => {
  it('draws everything, in order, in slices of which none holds the page up; a newer drawing replaces one that waits', async () => {
    const drawn: number[] = [];
    const slices: number[] = [];
    let slice = 0;
    const targets = Array.from({ length: 30 }, () => ({}));
    const slow = (name: number) => () => {
      const start = performance.now();
      while (performance.now() < start + 3);
      slice += 3;
      drawn.push(name);
    };
    const watch = setInterval(() => {
      slices.push(slice);
      slice = 0;
    });
    targets.forEach((target, i) => void paint(target, slow(i)));
    paint(targets[29]!, slow(100));
    await until(() => drawn.length >= 30);
    clearInterval(watch);
    expect(drawn).to.deep.equal([...Array.from({ length: 29 }, (_, i) => i), 100]);
    expect(Math.max(...slices)).to.be.lessThan(30);
  });
});
