// `npm run bench`: ours and the peers on the same steps, in turns, in one table. `--help` says what can be chosen.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { buildAll } from '../scripts/build.mjs';
import { bundlePages, startSites } from './browser.mjs';
import { stepCases } from './cases.mjs';
import { prepareJob } from './data.mjs';
import { entrantsOn } from './entrants.mjs';
import { examineMachine, machineLines } from './machine.mjs';
import { timeInTurns } from './rounds.mjs';
import { stepTable } from './step-table.mjs';

const help = `npm run bench -- [options]
  --cases a,b    only these: ${stepCases.map(({ name }) => name).join(', ')}
  --peers a,b    only peers whose name begins so: pytorch, numpy, tfjs, tfjs-wasm, convnetjs, ours-webgl, …
  --rounds n     turns each side gets (default 5)
  --quick        short turns, little patience with slow peers
  --json         the figures as JSON, and nothing else on the standard output`;

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string' },
    peers: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const list = (text) => (text ? text.split(',').map((word) => word.trim()) : []);

/** Progress goes to the standard error, so that the output is the tables alone. */
const say = (text) => process.stderr.write(`${text}\n`);

function limitsOf({ rounds, quick }) {
  const turn = quick ? 200 : 500;
  return { rounds: Number(rounds), turn, budget: quick ? 3_000 : 8_000, patience: quick ? 15_000 : 40_000 };
}

async function main() {
  if (options.help) return console.log(help);
  const wanted = list(options.cases);
  const unknown = wanted.filter((word) => !stepCases.some(({ name }) => name === word));
  if (unknown.length > 0) throw new Error(`no case ${unknown.join(', ')}\n${help}`);
  const sites = await startSites();
  try {
    await buildAll({ types: false, say });
    await bundlePages(['ours', 'session', 'tfjs', 'convnet']);
    const machine = await examineMachine(sites.plain);
    const context = { sites, machine, say };
    const limits = limitsOf(options);
    const sides = entrantsOn(machine, list(options.peers));
    const cases = [];
    for (const step of stepCases.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      const results = await timeInTurns(sides, await prepareJob(step), context, limits);
      cases.push({ step, results });
      if (!options.json) console.log(`\n${stepTable(step, results)}`);
    }
    if (options.json) console.log(JSON.stringify({ machine, cases }, null, 2));
    else console.log(`\n${machineLines(machine).join('\n')}`);
  } finally {
    await sites.close();
  }
}

await main();
