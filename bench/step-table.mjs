// The table of one case: a row a side, its median time, how many times ours that is, and whether it computed the same.
import { difference, ratio } from './statistics.mjs';
import { figure, table } from './table.mjs';

/** Losses of the same network on the same batch differ by rounding only; half precision by more. */
const same = 2e-3;

const random = ({ layers }) => layers.some(({ type }) => type === 'Dropout');

/** Whether a side had our first losses, in a word. */
function agreement(step, losses, ours) {
  if (random(step)) return 'dropout';
  if (losses.length === 0) return 'other data';
  if (ours.length === 0) return '–';
  const apart = Math.max(...losses.map((loss, i) => difference(loss, ours[i])));
  return apart <= same ? 'equal' : `${figure(100 * apart)} % off`;
}

/** @param {import('./cases.mjs').StepCase} step @param {import('./rounds.mjs').Result[]} results the first is ours */
export function stepTable(step, results) {
  const [bare] = results;
  const ours = results.find(({ name }) => name === step.base) ?? bare;
  const aSecond = step.unit === 'steps a second';
  const rows = results.map(({ label, absent, note, times, median, steps, losses }) => {
    if (absent) return [label, '–', '–', '–', '–', absent];
    return [
      label,
      figure(aSecond ? 1000 / median : median),
      figure(ratio(times, ours.times)),
      String(steps),
      agreement(step, losses, bare.losses),
      note,
    ];
  });
  const title = `### ${step.label}, ${step.title ?? `batch ${step.batch}, ${step.optimizer.name}`}`;
  return `${title}\n\n${table(['', `${step.unit}:`, 'time ÷ ours:', 'steps timed:', 'same numbers', 'note'], rows)}`;
}
