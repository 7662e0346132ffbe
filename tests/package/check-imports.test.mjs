// The import check itself: it finds what is planted, and only that.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { importProblems } from '../../scripts/check-imports.mjs';
import { importsOf } from '../../scripts/lint/imports-of.mjs';

const tags = new Set(['train-panel', 'net-builder']);
const problems = (files) => importProblems(new Map(Object.entries(files)), tags);
const empty = 'export {};';

describe('reading imports', () => {
  const found = (source) => importsOf(source).map(({ specifier, typeOnly }) => (typeOnly ? `type ${specifier}` : specifier));

  it('finds every kind of import', () => {
    const source = `
      import 'bare';
      import name, { other as mine, type Third } from "named";
      import * as all from 'star';
      import type { A } from './a.js';
      import { type B, type C } from './b.js';
      export { d } from './d.js';
      export * from './e.js';
      export type { F } from './f.js';
      const g = await import('./g.js');
      let h: import('./h.js').H;
      type I = typeof import('./i.js');
    `;
    assert.deepEqual(found(source), [
      'bare',
      'named',
      'star',
      'type ./a.js',
      'type ./b.js',
      './d.js',
      './e.js',
      'type ./f.js',
      './g.js',
      'type ./h.js',
      'type ./i.js',
    ]);
  });

  it('takes a default import called `type` for a value', () => {
    assert.deepEqual(found(`import type from './a.js';`), ['./a.js']);
  });

  it('is not fooled by comments, strings, templates and regular expressions', () => {
    const source = [
      `// import 'comment';`,
      `/* import 'block'; */`,
      `const a = "import 'string'", b = 'it\\'s import';`,
      "const c = `import 'template' ${ { d: await import('./real.js') }.d } import 'after'`;",
      `const e = /import 'pattern'["'\`/]/.test(a), f = a.length / 2 / 3;`,
      `const g = { import: 1, from: 'nowhere' }; g.import;`,
      `const h = import.meta.url;`,
      `export const i = { from: 'nowhere' };`,
    ].join('\n');
    assert.deepEqual(found(source), ['./real.js']);
  });

  it('knows the line', () => {
    assert.equal(importsOf('/* one\ntwo */\n`\n`;\nimport "x";')[0].line, 5);
  });
});

describe('the import table', () => {
  const refused = [
    ['contract/ importing anything of ours', 'contract/a.ts', `import type { B } from '../data/b.js';`, { 'data/b.ts': empty }],
    ['data/ importing TensorFlow.js', 'data/a.ts', `import * as tf from '@tensorflow/tfjs-core';`, {}],
    ['data/ importing Lit', 'data/a.ts', `import { html } from 'lit';`, {}],
    ['data/ importing a reader, and with it h5wasm', 'data/a.ts', `import '../data/readers/b.js';`, { 'data/readers/b.ts': empty }],
    ['model/ importing a back end', 'model/a.ts', `import '@tensorflow/tfjs-backend-wasm';`, {}],
    ['model/ importing engine/', 'model/a.ts', `import '../engine/b.js';`, { 'engine/b.ts': empty }],
    ['model/ importing comlink', 'model/a.ts', `import { wrap } from 'comlink';`, {}],
    ['backend/ importing contract/', 'backend/a.ts', `import type { B } from '../contract/b.js';`, { 'contract/b.ts': empty }],
    ['engine/ importing draw/', 'engine/a.ts', `import '../draw/b.js';`, { 'draw/b.ts': empty }],
    ['engine/ importing Lit', 'engine/a.ts', `import { css } from 'lit';`, {}],
    ['session/ importing engine/ at run time', 'session/a.ts', `import { b } from '../engine/b.js';`, { 'engine/b.ts': empty }],
    ['session/ importing model/ at run time', 'session/a.ts', `export * from '../model/b.js';`, { 'model/b.ts': empty }],
    ['draw/ importing Lit', 'draw/a.ts', `import { svg } from 'lit';`, {}],
    ['draw/ importing data/', 'draw/a.ts', `import type { B } from '../data/b.js';`, { 'data/b.ts': empty }],
    ['an element importing the session', 'elements/train-panel.ts', `import '../session/b.js';`, { 'session/b.ts': empty }],
    [
      'an element importing a session type',
      'elements/train-panel.ts',
      `import type { B } from '../session/b.js';`,
      { 'session/b.ts': empty },
    ],
    [
      'an element importing another',
      'elements/train-panel.ts',
      `import type { N } from './net-builder.js';`,
      { 'elements/net-builder.ts': empty },
    ],
    ['a support file importing an element', 'elements/support/a.ts', `import '../train-panel.js';`, { 'elements/train-panel.ts': empty }],
    [
      'an element importing a part of another',
      'elements/train-panel.ts',
      `import './net-builder/b.js';`,
      { 'elements/net-builder/b.ts': empty },
    ],
    ['an element importing engine/', 'elements/train-panel.ts', `import type { B } from '../engine/b.js';`, { 'engine/b.ts': empty }],
    ['an element importing d3', 'elements/train-panel.ts', `import { max } from 'd3-array';`, {}],
    ['a file in no room', 'utils.ts', empty, {}],
    ['an import of a file that is not there', 'data/a.ts', `import './b.js';`, {}],
    ['an import that does not end in .js', 'data/a.ts', `import './b';`, { 'data/b.ts': empty }],
  ];
  for (const [name, file, source, others] of refused) {
    it(`refuses ${name}`, () => assert.equal(problems({ ...others, [file]: source }).length, 1));
  }

  it('lets the rooms import what the table allows', () => {
    const house = {
      'galaxy-playground.ts': `import './elements/train-panel.js'; export * from './session.js';`,
      'session.ts': `export { getSession } from './session/session.js';`,
      'contract/a.ts': empty,
      'wire/errors.ts': `import { transferHandlers } from 'comlink'; import type { A } from '../contract/a.js';`,
      'data/samples.ts': `import type { A } from '../contract/a.js';`,
      'data/readers/hdf5.ts': `import h5wasm from 'h5wasm'; import { S } from '../samples.js';`,
      'data/readers/file.worker.ts': `import './hdf5.js'; import '../../wire/errors.js';`,
      'model/build.ts': `import '@tensorflow/tfjs-layers'; import '../data/samples.js';`,
      'backend/wasm.ts': `import '@tensorflow/tfjs-backend-wasm';`,
      'engine/engine.worker.ts': `import '../model/build.js'; import '../backend/wasm.js'; import 'comlink'; import '../wire/errors.js';`,
      'session/session.ts': `import type { E } from '../engine/engine.worker.js'; import { wrap } from 'comlink';`,
      'draw/curve.ts': `import { quantile } from 'd3-array'; import type { A } from '../contract/a.js';`,
      'elements/support/session-controller.ts': `import { getSession } from '../../session/session.js';`,
      'elements/train-panel.ts': `import { LitElement } from 'lit'; import './support/session-controller.js'; import '../draw/curve.js';`,
    };
    assert.deepEqual(problems(house), []);
  });
});

describe('import cycles', () => {
  it('are found through type imports, and told as a ring', () => {
    const found = problems({
      'data/a.ts': `import { b } from './b.js';`,
      'data/b.ts': `import { c } from './c.js';`,
      'data/c.ts': `import type { A } from './a.js';`,
      'data/d.ts': `import { a } from './a.js';`,
    });
    assert.deepEqual(found, ['import cycle: data/a.ts → data/b.ts → data/c.ts → data/a.ts']);
  });

  it('are found when a file imports itself', () => {
    assert.deepEqual(problems({ 'data/a.ts': `import './a.js';` }), ['import cycle: data/a.ts → data/a.ts']);
  });

  it('are not seen in a diamond', () => {
    const diamond = { 'data/a.ts': `import './b.js'; import './c.js';`, 'data/b.ts': `import './d.js';`, 'data/c.ts': `import './d.js';` };
    assert.deepEqual(problems({ ...diamond, 'data/d.ts': empty }), []);
  });
});
