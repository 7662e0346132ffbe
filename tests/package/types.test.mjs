// A program that uses the package type-checks with nothing but the package.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { elementTags, inRoot, readJson, root } from '../../scripts/project.mjs';

const good = `
import { getSession, engineInfo, PlaygroundError } from 'galaxy-playground/session.js';
import { TrainRequest, type DatasetChange } from 'galaxy-playground';
import { TrainPanel } from 'galaxy-playground/elements/train-panel.js';

const session = getSession('main');
const info = await session.loadDataset({ src: 'synthetic:galaxies?n=200', crop: 48 });
const shape: number[] = info.sampleShape;
const run = session.train({ optimizer: 'adam', learningRate: 1e-3, batchSize: 32, epochs: 2, loss: 'categorical-cross-entropy' });
for await (const epoch of run) console.log(epoch.testAccuracy.toFixed(3), shape);
document.addEventListener('gp-dataset-change', (event: DatasetChange) => console.log(event.detail.info.count));
document.dispatchEvent(new TrainRequest({ session: 'main', options: { optimizer: 'sgd', learningRate: 0.1, batchSize: 1, steps: 10, loss: 'squared-error' } }));
const panel: TrainPanel | null = document.querySelector('train-panel');
console.log(panel?.session, (await engineInfo()).backend);
try { await session.evaluate('test'); } catch (error) { if (error instanceof PlaygroundError && error.code === 'busy') console.log(error.message); }
`;
const bad = `
import { getSession } from 'galaxy-playground/session.js';
await getSession('main').loadDataset({ source: 'synthetic:galaxies' });
`;

describe('types of the package', () => {
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'galaxy-playground-'));
    await mkdir(join(folder, 'node_modules'));
    await symlink(root, join(folder, 'node_modules/galaxy-playground'), 'dir');
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'bundler',
      types: [],
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    };
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const check = async (program) => {
    await writeFile(join(folder, 'program.ts'), program);
    const { stdout } = spawnSync(process.execPath, [inRoot('node_modules/typescript/bin/tsc'), '-p', folder], { encoding: 'utf8' });
    return stdout;
  };

  it('refer to no package but those that are installed with it', async () => {
    const { dependencies } = await readJson(inRoot('package.json'));
    const elements = (await elementTags()).map((tag) => `dist/types/elements/${tag}.d.ts`);
    const files = new Set(['dist/types/galaxy-playground.d.ts', 'dist/types/session.d.ts', ...elements]);
    const packages = new Set();
    for (const file of files) {
      const text = await readFile(inRoot(file), 'utf8');
      // also `import('…')` in the midst of a type, which is no import statement
      for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*["']([^"']+)["']/g)) {
        if (specifier.startsWith('.')) files.add(join(dirname(file), specifier.replace(/\.js$/, '.d.ts')));
        else packages.add(/^(@[^/]+\/)?[^/]+/.exec(specifier)[0]);
      }
    }
    assert.deepEqual([...packages].sort(), Object.keys(dependencies).sort());
  });

  it('let a right program through', async () => assert.equal(await check(good), ''));
  it('stop a wrong one', async () => assert.match(await check(bad), /'source' does not exist in type 'DatasetOptions'/));
});
