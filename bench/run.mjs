// `npm run bench`: ours and the peers on the same steps, in turns, in one table. `--help` says what can be chosen.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildAll } from '../scripts/build.mjs';
import { bundlePages, startSites } from './browser.mjs';
import { stepCases } from './cases.mjs';
import { coldTable, timeColdPage } from './cold-page.mjs';
import { galaxies, prepareJob } from './data.mjs';
import { isWanted, trainers } from './entrants.mjs';
import { growthTable, timeGrowth } from './growth.mjs';
import { loaders, loadingCase, loadingJob } from './loading.mjs';
import { longTaskPages, longTaskTable, watchLongTasks } from './long-tasks.mjs';
import { examineMachine, machineLines } from './machine.mjs';
import { writeResults } from './results.mjs';
import { timeInTurns } from './rounds.mjs';
import { stepTable } from './step-table.mjs';
import { targetsOf, targetTable } from './targets.mjs';

const caseNames = [...stepCases.map(({ name }) => name), 'loading', 'long-tasks', 'cold-page', 'growth'];

const help = `npm run bench -- [options]
  --cases a,b    only these: ${caseNames.join(', ')}
  --peers a,b    only peers whose name begins so: pytorch, numpy, avx2, tfjs, tfjs-wasm, convnetjs, ours-webgl, session-cpu, h5py, …
  --rounds n     turns each side gets (default 5)
  --quick        short turns, little patience with slow peers, and not how the cost grows
  --json         the figures as JSON, and nothing else on the standard output (with npm run --silent)
  --write        writes bench/RESULTS.md and bench/growth.svg`;

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '' },
    peers: { type: 'string', default: '' },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const list = (text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
const peers = list(options.peers);
const chosen = list(options.cases);
const isChosen = (name) => (chosen.length > 0 ? chosen.includes(name) : !(options.quick && name === 'growth'));

/** Progress goes to the standard error, so that the output is the tables alone. */
const say = (text) => process.stderr.write(`${text}\n`);

function limitsOf({ rounds, quick }) {
  if (!(Number(rounds) >= 1)) throw new Error(`--rounds is a number from 1 on, not ${rounds}`);
  const turn = quick ? 200 : 1_000;
  return { rounds: Number(rounds), turn, budget: quick ? 2_000 : 4_000, patience: quick ? 12_000 : 20_000 };
}

/** The cases with a row a side: training steps, and reading a file. */
async function timeCases(context, limits, show) {
  const cases = [];
  const take = async (step, entrants, job) => {
    const results = await timeInTurns(entrants, job, context, limits);
    cases.push({ step, results });
    show(stepTable(step, results));
  };
  const wanted = (sides) => sides.filter((side) => isWanted(side, peers));
  for (const step of stepCases.filter(({ name }) => isChosen(name))) {
    await take(step, wanted(trainers(context.machine)), await prepareJob(step));
  }
  if (isChosen('loading')) {
    const job = loadingJob();
    if (job) await take(loadingCase, wanted(loaders(context.machine)), job);
    else show(`### ${loadingCase.label}\n\nnot run: the file of real galaxies is not at hand`);
  }
  return cases;
}

/** What a whole page does, and how the cost grows. */
async function timeRest(context, limits, show) {
  const job = await prepareJob(stepCases[0]);
  const rest = { longTasks: null, coldPage: null, growth: null };
  if (isChosen('long-tasks')) show(longTaskTable((rest.longTasks = await watchLongTasks(job, context, options.quick ? 3 : 8))));
  if (isChosen('cold-page')) show(coldTable((rest.coldPage = await timeColdPage(job, context, limits))));
  if (isChosen('growth')) show(growthTable((rest.growth = await timeGrowth(context))));
  return rest;
}

async function main() {
  if (options.help) return console.log(help);
  const unknown = chosen.filter((name) => !caseNames.includes(name));
  if (unknown.length > 0) throw new Error(`no case ${unknown.join(', ')}\n${help}`);
  const started = performance.now();
  const limits = limitsOf(options);
  const tables = [];
  const show = (table) => {
    tables.push(table);
    if (!options.json) console.log(`\n${table}`);
  };
  const sites = await startSites({ files: { [galaxies.address]: galaxies.path }, pages: longTaskPages });
  try {
    await buildAll({ types: false, say });
    await bundlePages(['ours', 'session', 'tfjs', 'convnet', 'reading', 'reading.worker']);
    const machine = await examineMachine(sites.plain);
    const context = { sites, machine, say };
    const cases = await timeCases(context, limits, show);
    const rest = await timeRest(context, limits, show);
    const minutes = (performance.now() - started) / 60_000;
    if (options.write)
      await writeResults({ machine, limits, cases, tables, growth: rest.growth, minutes, command: process.argv.slice(2).join(' ') });
    const targets = targetsOf(cases, machine);
    const known = targets.filter(({ measured }) => measured !== null);
    if (options.json) return console.log(JSON.stringify({ machine, limits, minutes, targets, cases, ...rest }, null, 2));
    console.log(`\n${targetTable(known)}\n\n${machineLines(machine).join('\n')}`);
  } finally {
    await sites.close();
  }
}

await main();
