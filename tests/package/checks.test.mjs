// The other checks themselves: each finds what is planted.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { isPermissive, licenceProblem, shipped } from '../../scripts/check-licences.mjs';
import { wasmStringIn } from '../../scripts/check-h5wasm.mjs';
import { summary } from '../../scripts/check-lines.mjs';
import { manifestProblems } from '../../scripts/check-manifest.mjs';
import { sizesOf } from '../../scripts/check-sizes.mjs';
import { packagesIn } from '../../scripts/licences.mjs';
import { manifestOf } from '../../scripts/manifest.mjs';
import { inRoot } from '../../scripts/project.mjs';
import { resultsOf } from '../../scripts/reporters/browser-results.mjs';
import nodeResults from '../../scripts/reporters/node-results.mjs';

describe('licences', () => {
  it('may be alternatives or combinations of permissive ones', () => {
    for (const licence of ['MIT', 'Apache-2.0 AND MIT', '(MIT OR GPL-3.0)', 'BSD-3-Clause']) assert.ok(isPermissive(licence), licence);
    for (const licence of ['GPL-3.0', 'MIT AND GPL-3.0', undefined, 'SEE LICENSE IN LICENSE.txt'])
      assert.ok(!isPermissive(licence), licence);
  });

  it('without a short name must have been read', async () => {
    assert.equal(await licenceProblem('h5wasm', 'SEE LICENSE IN LICENSE.txt'), null);
    assert.match(await licenceProblem('other', 'SEE LICENSE IN LICENSE.txt'), /is not among/);
  });

  it('are looked at for everything that may get into a bundle', () => {
    const packages = {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { license: 'MIT', dependencies: { b: '1', c: '1' } },
      'node_modules/a/node_modules/b': { license: 'ISC', dependencies: { c: '1', missing: '1' } },
      'node_modules/b': { license: 'GPL-3.0' },
      'node_modules/c': { license: 'BSD-3-Clause', dependencies: { a: '1' } },
    };
    assert.deepEqual(shipped({ packages }, ['a']), [
      { name: 'a', licence: 'MIT' },
      { name: 'b', licence: 'ISC' },
      { name: 'c', licence: 'BSD-3-Clause' },
    ]);
  });

  it('are those of the packages a bundle holds', () => {
    const inputs = { 'node_modules/lit/index.js': {}, 'node_modules/@lit/reactive-element/css-tag.js': {}, 'src/a.ts': {} };
    const nested = { 'node_modules/a/node_modules/b/index.js': {} };
    assert.deepEqual(packagesIn([{ inputs }, { inputs: nested }]), ['@lit/reactive-element', 'b', 'lit']);
  });
});

describe('line counts', () => {
  it('have a median, a 90th percentile and a maximum', () => {
    assert.deepEqual(summary([5, 1, 3, 2, 4, 6, 7, 8, 9, 400]), { files: 10, median: 5, p90: 9, max: 400 });
  });
});

describe('sizes', () => {
  it('tell a script from the binaries in it', () => {
    const binary = `H4sI${Array.from({ length: 4000 }, (_, i) => 'ABCDEFGHIJKLMNOP'[(i * i * 7 + i) % 16]).join('')}`;
    const { script, binaries, whole } = sizesOf(`const a = "${binary}"; console.log(a);`);
    assert.equal(script + binaries, whole);
    assert.ok(script < 100 && binaries > 0);
  });
});

describe('the WebAssembly in a script', () => {
  const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 34, 39, 10, 13, 92, 200, 255];
  const text = String.fromCharCode(...bytes);

  it('is found as a raw string, as an escaped one and as a template', () => {
    const raw = text
      .replaceAll('\\', '\\\\')
      .replaceAll("'", "\\'")
      .replaceAll('\n', '\\n')
      .replaceAll('\r', '\\r')
      .replaceAll('\0', '\\0');
    assert.deepEqual([...(wasmStringIn(`f('${raw}')`) ?? [])], bytes);
    assert.deepEqual([...(wasmStringIn(`f(${JSON.stringify(text)})`) ?? [])], bytes);
    const template = text.replaceAll('\\', '\\\\').replaceAll('\r', '\\r');
    assert.deepEqual([...(wasmStringIn(`f(\`${template}\`)`) ?? [])], bytes);
  });

  it('is missed where it is not', () => assert.equal(wasmStringIn('f("asm")'), null));

  it('differs when one byte was harmed', async () => {
    const script = await readFile(inRoot('node_modules/h5wasm/dist/esm/hdf5_util.js'), 'utf8');
    const [whole, harmed] = [wasmStringIn(script), wasmStringIn(script.replace('H5', 'H6'))];
    assert.ok(WebAssembly.validate(whole));
    assert.ok(!Buffer.from(whole).equals(Buffer.from(harmed)));
  });
});

describe('the manifest', () => {
  const element = (docs, field = '/** Its session. */') => `
    import { LitElement } from 'lit';
    /**
     * ${docs}
     */
    export class NetBuilder extends LitElement {
      ${field}
      @property() session = 'main';
      /** Not a page's business. */
      private inside = 1;
      #own = 2;
    }
    define('net-builder', NetBuilder);`;
  const problems = (source) => manifestProblems(manifestOf({ 'src/elements/net-builder.ts': source }), ['net-builder']);

  it('of an element that is described has nothing missing', () => {
    assert.deepEqual(problems(element('Builds.\n * @csspart base - The frame.\n * @event gp-x - Told.\n * @slot - Text.')), []);
  });

  it('finds an attribute, an event, a part and an element without a description', () => {
    assert.equal(problems(element('Builds.\n * @csspart base - The frame.', '')).length, 2); // the attribute and its field
    assert.equal(problems(element('Builds.\n * @csspart base - The frame.\n * @event gp-x')).length, 1);
    assert.equal(problems(element('Builds.\n * @csspart base')).length, 1);
    assert.equal(problems(element('@csspart base - The frame.')).length, 1);
  });

  it('finds an element that is not in it', () => {
    assert.deepEqual(manifestProblems(manifestOf({}), ['net-builder']), ['<net-builder> is not in the manifest']);
  });

  it('names the files that are shipped', () => {
    const [module] = manifestOf({ 'src/elements/net-builder.ts': element('Builds.') }).modules;
    assert.equal(module.path, 'dist/elements/net-builder.js');
    assert.deepEqual(
      module.declarations[0].members.map(({ name }) => name),
      ['session'],
    );
  });
});

describe('results of browser tests', () => {
  const test = (passed, skipped = false) => ({ name: 't', passed, skipped, error: passed || skipped ? undefined : { message: 'wrong' } });
  const suite = (tests, suites = []) => ({ name: 's', tests, suites });
  const file = (results) => resultsOf({ testFile: inRoot('tests/a.test.ts'), passed: true, errors: [], ...results });

  it('go through suites in suites, and name what failed', () => {
    const testResults = suite([test(true)], [suite([test(false), test(true, true)])]);
    const failures = [{ test: 'tests/a.test.ts › s › t', message: 'wrong' }];
    assert.deepEqual(file({ passed: false, testResults }), { passed: 1, failed: 1, skipped: 1, failures });
  });

  it('hold one failure for a file that breaks or has no test', () => {
    const failure = (message) => [{ test: 'tests/a.test.ts', message }];
    assert.deepEqual(file({ testResults: suite([]) }).failures, failure('no test ran'));
    assert.deepEqual(file({ passed: false, errors: [{ message: 'x' }], testResults: suite([test(true)]) }).failures, failure('x'));
    assert.deepEqual(file({ passed: false, testResults: suite([test(true)]) }).failures, failure('the file broke'));
    assert.equal(file({ passed: false, testResults: undefined }).failed, 1);
  });
});

describe('results of node:test', () => {
  async function of(...events) {
    let text = '';
    for await (const part of nodeResults(events)) text += part;
    return JSON.parse(text);
  }
  const failed = (name, error) => ({ type: 'test:fail', data: { name, nesting: 1, file: inRoot('tests/a.test.mjs'), details: { error } } });

  it('name what failed, in its own words, and not the suite around it', async () => {
    const results = await of(
      { type: 'test:pass', data: { name: 'good', nesting: 1, details: {} } },
      failed('bad', { message: 'wrapped', cause: { message: 'wrong' }, failureType: 'testCodeFailure' }),
      failed('suite', { message: '1 subtest failed', failureType: 'subtestsFailed' }),
    );
    const failures = [{ test: 'tests/a.test.mjs › bad', message: 'wrong' }];
    assert.deepEqual(results, { passed: 1, failed: 1, skipped: 0, failures });
  });
});
