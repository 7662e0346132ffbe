// What the package offers, pinned: a name that goes or comes is a decision, not an accident.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { importsOf } from '../../scripts/lint/imports-of.mjs';
import { elementTags, filesBelow, inRoot, readJson, root } from '../../scripts/project.mjs';

const tags = ['confusion-matrix', 'filter-viewer', 'galaxy-dataset', 'net-builder', 'prediction-gallery', 'saliency-map', 'train-panel'];
const sessionNames = ['PlaygroundError', 'engineInfo', 'getSession', 'setBackend', 'useWorkers'];
const eventNames = [
  'DatasetChange',
  'DatasetRequest',
  'EpochEvent',
  'ErrorEvent',
  'NetworkChange',
  'NetworkRequest',
  'RequestEvent',
  'RunEndEvent',
  'RunRequest',
  'RunStart',
  'SelectEvent',
  'SelectRequest',
  'StepEvent',
  'TellEvent',
  'TrainRequest',
];
const entries = ['galaxy-playground', 'galaxy-playground/session.js', ...tags.map((tag) => `galaxy-playground/elements/${tag}.js`)];
const shipped = await filesBelow(inRoot('dist'));
const scripts = shipped.filter((file) => file.endsWith('.js'));
const read = (file) => readFile(inRoot('dist', file), 'utf8');

describe('exports', () => {
  it('are these', async () => {
    const { exports } = await readJson(inRoot('package.json'));
    assert.deepEqual(Object.keys(exports), ['.', './session.js', './elements/*.js', './custom-elements.json']);
  });

  it('point at files that are there', async () => {
    const { exports } = await readJson(inRoot('package.json'));
    const targets = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)));
    const files = targets.flatMap((target) => (target.includes('*') ? tags.map((tag) => target.replace('*', tag)) : [target]));
    assert.deepEqual(
      files.filter((file) => !shipped.includes(file.replace('./dist/', ''))),
      [],
    );
  });

  it('have these elements', async () => assert.deepEqual(await elementTags(), tags));

  it('of session.js have these names', async () => {
    assert.deepEqual(Object.keys(await import('galaxy-playground/session.js')).sort(), sessionNames);
  });

  it('of the one script have the same names, and the events', async () => {
    assert.deepEqual(Object.keys(await import('galaxy-playground')).sort(), [...sessionNames, ...eventNames].sort());
  });

  it('of an element have its class alone', async () => {
    for (const tag of tags) {
      const className = tag.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase());
      assert.deepEqual(Object.keys(await import(`galaxy-playground/elements/${tag}.js`)), [className]);
    }
  });
});

describe('in Node, without a window', () => {
  for (const entry of entries) {
    it(`importing ${entry} does nothing and does not throw`, () => {
      const script = `
        const before = new Set(Object.keys(globalThis));
        await import('${entry}');
        const added = Object.keys(globalThis).filter((name) => !before.has(name) && !/^(lit|reactive)[A-Z]/.test(name));
        if (added.length > 0) console.log('globals:', added.join(', '));`;
      const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        cwd: root,
        encoding: 'utf8',
        timeout: 20_000, // a timer or worker left behind would keep Node alive
      });
      assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' });
    });
  }
});

describe('dist', () => {
  it('has single files where one address must be enough', async () => {
    for (const file of ['galaxy-playground.js', 'engine.worker.js', 'file.worker.js']) {
      // Modules of Node that emscripten's script asks for when it runs there; in a browser it never does.
      const imports = importsOf(await read(file)).filter(({ specifier }) => specifier.startsWith('.') || specifier.startsWith('/'));
      assert.deepEqual(imports, [], file);
    }
  });

  it('has no eval and no new Function', async () => {
    for (const file of scripts) assert.ok(!/(?<![.\w$])eval\s*\(|(?<![.\w$])Function\s*\(/.test(await read(file)), file);
  });

  it('starts each worker from one literal address, beside the file that starts it', async () => {
    for (const worker of ['engine.worker.js', 'file.worker.js']) {
      const literal = new RegExp(`new URL\\(\\s*["'\`]\\./${worker.replaceAll('.', '\\.')}["'\`]\\s*,\\s*import\\.meta\\.url\\s*\\)`, 'g');
      const places = {};
      for (const file of scripts) {
        const count = [...(await read(file)).matchAll(literal)].length;
        if (count > 0) places[file.replace(/^shared-.*/, 'shared')] = count;
      }
      assert.deepEqual(places, { 'galaxy-playground.js': 1, shared: 1 }, worker);
    }
  });

  it('keeps TensorFlow.js, h5wasm and the workers out of the page', async () => {
    for (const file of scripts.filter((name) => !name.endsWith('.worker.js'))) {
      const text = await read(file);
      for (const sign of ['variableGrads', 'registerKernel', 'H5Fopen', '\0asm']) assert.ok(!text.includes(sign), `${file} holds ${sign}`);
    }
  });

  it('describes every element', async () => {
    const { modules } = await readJson(inRoot('dist/custom-elements.json'));
    const described = modules.flatMap((module) => module.declarations.map(({ tagName }) => tagName)).filter(Boolean);
    assert.deepEqual(described.sort(), tags);
  });

  it('carries the notices of what it contains', async () => {
    const notices = await read('THIRD-PARTY-LICENSES.txt');
    for (const name of ['lit', 'lit-html', 'comlink', 'd3-array', 'h5wasm', '@tensorflow/tfjs-core', 'seedrandom']) {
      assert.ok(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm').test(notices), name);
    }
    assert.ok(/National Institute of\s+Standards and Technology/.test(notices));
  });
});

describe('npm pack', () => {
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }));
  const paths = files.map(({ path }) => path);

  it('takes what is needed', () => {
    const needed = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', ...shipped.map((file) => `dist/${file}`)];
    assert.deepEqual(
      needed.filter((path) => !paths.includes(path)),
      [],
    );
  });

  it('takes nothing else', () => {
    assert.deepEqual(
      paths.filter((path) => !path.startsWith('dist/') && !['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'].includes(path)),
      [],
    );
  });
});
