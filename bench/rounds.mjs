// Turn by turn: each side does some steps, then the next, then all again, so that whatever slows the machine slows all alike.
import { median } from './statistics.mjs';

/**
 * @typedef {object} Limits
 * @property {number} rounds turns each side gets
 * @property {number} turn ms a turn should last; a step that takes longer is a turn by itself
 * @property {number} budget ms of timed steps after which a slow side takes no more turns
 * @property {number} patience ms from a side's start to the end of its warm-up
 *
 * @typedef {object} Result
 * @property {string} name
 * @property {string} label
 * @property {string} [absent] why there are no times
 * @property {string} note what it ran on
 * @property {number[]} times ms a step, one a turn
 * @property {number} steps steps timed in all
 * @property {number[]} losses of the first two steps, before and after the first update
 */

/** Losses that are compared: before and after the first update. */
const compared = 2;

function within(ms, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no step within ${Math.round(ms / 1000)} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Opens one side and lets it run until it is warm; its losses on the way show that it computes what the others do. */
async function warm(running, limits) {
  const { note, compared: own = compared } = await running.open();
  const losses = [];
  let ms = 0;
  for (let i = 0; i < compared; i++) {
    const turn = await running.run(1);
    losses.push(turn.loss);
    ms = turn.ms;
  }
  const stepsOf = (time) => Math.max(1, Math.min(100_000, Math.round(limits.turn / Math.max(time, 0.001))));
  if (ms < limits.turn) {
    const some = Math.min(10, stepsOf(ms)); // the first steps are slow: compilers are at work
    ms = (await running.run(some)).ms / some;
    ms = (await running.run(stepsOf(ms))).ms / stepsOf(ms);
  }
  return { note, losses: losses.slice(0, own), turn: stepsOf(ms) };
}

async function start(entrant, job, context, limits) {
  if (entrant.absent) return { absent: entrant.absent };
  let running;
  const opening = async () => {
    running = await entrant.start(job, context);
    return warm(running, limits);
  };
  try {
    return { ...(await within(limits.patience, opening())), run: running.run, close: running.close };
  } catch (error) {
    await running?.close();
    return { absent: error.message };
  }
}

const limitsFor = ({ turns = 1, patience = 1 }, ordinary) => ({
  ...ordinary,
  turn: turns * ordinary.turn,
  budget: turns * ordinary.budget,
  patience: patience * ordinary.patience,
});

/**
 * Times one case on every side, turn by turn.
 * @param {import('./sides.mjs').Entrant[]} entrants
 * @param {Limits} ordinary those of a case that does not say otherwise
 * @returns {Promise<Result[]>}
 */
export async function timeInTurns(entrants, job, context, ordinary) {
  const limits = limitsFor(job, ordinary);
  const sides = [];
  try {
    for (const entrant of entrants.filter(({ applies }) => applies?.(job) ?? true)) {
      context.say(`${job.name}: ${entrant.name}`);
      sides.push({ entrant, times: [], spent: 0, steps: 0, ...(await start(entrant, job, context, limits)) });
    }
    for (let round = 0; round < limits.rounds; round++) {
      for (const side of sides) await takeTurn(side, limits);
    }
  } finally {
    await Promise.all(sides.map((side) => side.close?.()));
  }
  return sides.map(({ entrant, absent, note = '', times, steps, losses = [] }) => ({
    name: entrant.name,
    label: entrant.label,
    absent,
    note,
    times,
    steps,
    losses,
    median: median(times),
  }));
}

/** The part of a turn that goes before it and is not timed: meanwhile the others have had the caches, and the system may have put memory away. */
const runUp = 0.2;

async function takeTurn(side, { budget }) {
  if (side.absent || (side.times.length > 0 && side.spent >= budget)) return;
  try {
    if (side.turn > 1) await side.run(Math.ceil(runUp * side.turn));
    const { ms } = await side.run(side.turn);
    side.times.push(ms / side.turn);
    side.steps += side.turn;
    side.spent += ms;
  } catch (error) {
    side.absent = error.message;
  }
}
