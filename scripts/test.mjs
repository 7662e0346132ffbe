// Everything that is checked, in one command: `npm test`, which is also what .ci/run does. `npm test -- lint types` runs some stages only.
// It goes on after a failure, names at the end what failed, and its last line sums up: a check counts as one, a stage of tests as many as it holds.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import process from 'node:process';
import { chromePath } from './chrome.mjs';
import { inRoot, readJson, root } from './project.mjs';

const stageLimit = 15 * 60_000; // ms; a stage that hangs is a failure
const resultsFile = (name) => inRoot('.cache', `${name}.json`);

/** Runs a command and shows what it says; its exit code, or 1 where it was stopped. */
function runCommand([command, ...args], env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    const timer = setTimeout(() => child.kill('SIGKILL'), stageLimit);
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}

const script = (path, ...args) => [process.execPath, inRoot(path), ...args];
const biome = script('node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.');
const tsc = (project) => script('node_modules/typescript/bin/tsc', '-p', project);

const passedWhole = { passed: 1, failed: 0, skipped: 0, failures: [] };
const failedWhole = (message) => ({ passed: 0, failed: 1, skipped: 0, failures: [{ message }] });

/** A stage that passes or fails as a whole. */
const check =
  (...commands) =>
  async () => {
    for (const command of commands) {
      const code = await runCommand(command);
      if (code !== 0) return failedWhole(`exit code ${code}; what it said stands above`);
    }
    return passedWhole;
  };

/** A stage of tests: its results come from the reporter's file. No test at all, or a failure the results do not show, is a failure. */
const tests = (name, commandOf) => async () => {
  const file = resultsFile(name);
  await rm(file, { force: true });
  const code = await runCommand(await commandOf(file), { TEST_RESULTS: file });
  const results = existsSync(file) ? await readJson(file).catch(() => null) : null;
  if (!results || results.passed + results.failed + results.skipped === 0) return failedWhole('no test ran');
  if (code === 0 || results.failed > 0) return results;
  return { ...results, failed: 1, failures: [{ message: `exit code ${code}, though no test failed` }] };
};

const inBrowser = () => script('node_modules/@web/test-runner/dist/bin.js');

/** node:test on every `*.test.mjs` of a folder, a file at a time: they start browsers, and a small machine has two cores. */
const inNode = (folder) => async (file) => {
  const files = (await readdir(inRoot(folder))).filter((name) => name.endsWith('.test.mjs')).map((name) => `${folder}/${name}`);
  const reporters = [
    ['spec', 'stdout'],
    ['./scripts/reporters/node-results.mjs', file],
  ].flatMap(([reporter, destination]) => [`--test-reporter=${reporter}`, `--test-reporter-destination=${destination}`]);
  return [process.execPath, '--test', '--test-concurrency=1', ...reporters, ...files];
};

const stages = {
  lint: check(biome),
  types: check(tsc('tsconfig.json'), tsc('tsconfig.worker.json')),
  imports: check(script('scripts/check-imports.mjs')),
  lines: check(script('scripts/check-lines.mjs')),
  licences: check(script('scripts/check-licences.mjs')),
  manifest: check(script('scripts/check-manifest.mjs')),
  build: check(script('scripts/build.mjs')),
  sizes: check(script('scripts/check-sizes.mjs'), script('scripts/check-h5wasm.mjs')),
  browser: tests('browser', inBrowser),
  package: tests('package', inNode('tests/package')),
  pages: tests('pages', inNode('tests/pages')),
};

const firstLines = (message) => message.split('\n').slice(0, 4).join('\n    ').slice(0, 600);

async function main(chosen) {
  const unknown = chosen.filter((name) => !(name in stages));
  if (unknown.length > 0) throw new Error(`no stage ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}`);
  await mkdir(inRoot('.cache'), { recursive: true });
  try {
    chromePath(); // finds or installs one before anything else
  } catch (error) {
    console.error(error.message); // says what to install; the stages that need none still run
  }
  const rows = [];
  const failed = [];
  for (const [name, run] of Object.entries(stages)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}`);
    const started = performance.now();
    const { failures, ...counts } = await run();
    const seconds = +((performance.now() - started) / 1000).toFixed(1);
    console.log(`── ${name}: ${counts.failed > 0 ? 'FAILED' : 'passed'} in ${seconds} s`);
    rows.push({ stage: name, ...counts, seconds });
    failed.push(...failures.map((failure) => ({ stage: name, ...failure })));
  }
  console.table(rows);
  // Once more at the end, in a line or two each: a log is long, and often cut at its beginning.
  for (const { stage, test, message } of failed) console.log(`✖ ${[stage, test].filter(Boolean).join(' › ')}\n    ${firstLines(message)}`);
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  const skipped = sum('skipped');
  process.exitCode = sum('failed') > 0 ? 1 : 0;
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
}

await main(process.argv.slice(2));
