// The bench's arithmetic: what it makes of times, and that every side is given the same network.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resized, stepCases } from '../../bench/cases.mjs';
import { randomFrom } from '../../bench/data.mjs';
import { pointsOf } from '../../bench/growth.mjs';
import { growthPicture } from '../../bench/picture.mjs';
import { timeInTurns } from '../../bench/rounds.mjs';
import { weightsOf } from '../../bench/shapes.mjs';
import { difference, median, ratio } from '../../bench/statistics.mjs';
import { stepTable } from '../../bench/step-table.mjs';
import { figure, table } from '../../bench/table.mjs';
import { targetsOf, targetTable } from '../../bench/targets.mjs';

describe('the bench', () => {
  it('takes medians, of even counts too', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.ok(Number.isNaN(median([])));
  });

  it('compares round by round, so that a slow spell changes nothing', () => {
    assert.equal(ratio([20, 200, 22], [10, 100, 10]), 2);
    assert.equal(ratio([30], [10, 1000, 10]), 3); // a slow side that took part once
  });

  it('sees how far losses are apart', () => {
    assert.equal(difference(0, 0), 0);
    assert.equal(difference(2, 1), 0.5);
  });

  it('writes a table that is read without a browser', () => {
    assert.equal(
      table(
        ['side', 'ms:'],
        [
          ['ours', '9'],
          ['theirs', '10.5'],
        ],
      ),
      '| side   |   ms |\n| ------ | ---: |\n| ours   |    9 |\n| theirs | 10.5 |',
    );
    assert.deepEqual([1234.6, 12.34, 1.234, 0.1234, NaN].map(figure), ['1,235', '12.3', '1.23', '0.123', '–']);
  });

  it('knows the weights of the courses’ networks', () => {
    const sizes = Object.fromEntries(stepCases.map((step) => [step.name, weightsOf(step).size]));
    assert.equal(sizes.phys246, 476_705); // the course's own count
    assert.equal(sizes['phys467-cnn'], 5 * 5 * 3 * 8 + 8 + 5 * 5 * 8 * 16 + 16 + 1296 * 128 + 128 + 128 * 64 + 64 + 64 * 8 + 8);
    assert.equal(sizes.decals, 12_288 * 400 + 400 * 10);
    const larger = resized(stepCases[1], { batch: 16, side: 128 });
    assert.deepEqual([larger.batch, weightsOf(larger).size], [16, 128 * 128 * 3 * 400 + 4000]);
  });

  it('holds one thing while the other grows', () => {
    const points = pointsOf({ batch: 64, side: 48 }).map(({ batch, side }) => `${batch}/${side}`);
    assert.deepEqual(points, ['16/48', '64/48', '256/48', '64/32', '64/64', '64/128']);
    assert.equal(pointsOf({ batch: 64, side: 64 }).length, 5); // one point is on both lines
    assert.equal(pointsOf({ batch: 200 }).length, 3);
  });

  it('holds what was measured against what is aimed at', () => {
    const side = (name, ms, more = {}) => ({ name, label: name, times: [ms, ms], median: ms, note: '', ...more });
    const cases = [
      {
        step: { name: 'phys467-cnn', label: 'CNN' },
        results: [side('ours', 20), side('session', 21), side('pytorch', 25), side('tfjs-wasm', 640)],
      },
      { step: { name: 'decals', label: 'DECaLS' }, results: [side('ours', 60), side('pytorch', 90), side('numpy', 40), side('numpy', 80)] },
      {
        step: { name: 'galaxy10', label: 'Galaxy10' },
        results: [side('ours', NaN, { times: [], absent: 'no step within 30 s' }), side('pytorch', 9)],
      },
    ];
    const targets = targetsOf(cases, { graphics: { kind: 'software' } });
    const measured = (start) => targets.find(({ what }) => what.startsWith(start)).measured;
    assert.equal(measured('PHYS-467 CNN: WASM ÷ PyTorch'), 0.8);
    assert.equal(measured('PHYS-467 CNN: WASM ÷ plain'), 1 / 32);
    assert.equal(measured('DECaLS network: WASM ÷ the faster'), 1.5); // the faster of the two versions of NumPy
    assert.equal(measured('CNN: session'), 1.05);
    assert.equal(measured('Galaxy10'), null);
    const text = targetTable(targets);
    assert.match(text, /WASM ÷ PyTorch, both on one thread +\| +≤ 1\.00 \| +0\.800 \| yes/);
    assert.match(text, /the faster of NumPy and PyTorch +\| +≤ 1\.25 \| +1\.50 \| no/);
    assert.match(text, /Galaxy10 CNN: WASM ÷ PyTorch .* not measured \| ours: no step within 30 s/);
  });

  it('draws a plot for each thing that grows', () => {
    const at = (batch, side, ms) => ({ batch, side, ms: { ours: ms, pytorch: ms * 1.2, 'tfjs-wasm': null } });
    const points = [at(16, 48, 5), at(64, 48, 20), at(256, 48, 80), at(64, 32, 9), at(64, 128, 150)];
    const svg = growthPicture([{ name: 'cnn', label: 'CNN', held: { batch: 64, side: 48 }, points }]);
    assert.equal(svg.match(/<polyline/g).length, 4); // two sides on two plots; the third had no times
    assert.ok(!/NaN|undefined|Infinity/.test(svg));
  });

  it('draws the same numbers from the same seed', () => {
    const [a, b] = [randomFrom(1), randomFrom(1)];
    assert.deepEqual([a(), a(), a()], [b(), b(), b()]);
  });

  it('gives every side its turn, warms it first, and says why one has no times', async () => {
    const asked = [];
    const side = (name, ms, more = {}) => ({
      name,
      label: name,
      start: async () => ({
        open: async () => ({ note: 'here' }),
        run: async (steps) => {
          asked.push(name);
          return { ms: ms * steps, loss: 1 };
        },
        close: async () => asked.push(`${name} closed`),
      }),
      ...more,
    });
    const limits = { rounds: 2, turn: 10, budget: 25, patience: 1000 };
    const breaks = { start: async () => ({ open: () => Promise.reject(new Error('no memory')), close: async () => {} }) };
    const sides = [side('ours', 1), side('slow', 40), side('missing', 1, { absent: 'not found' }), side('broken', 1, breaks)];
    const results = await timeInTurns(sides, stepCases[0], { say: () => {} }, limits);
    assert.deepEqual(results[0].times, [1, 1]);
    assert.deepEqual([results[0].steps, results[1].steps], [20, 1]); // the slow one's budget is used up
    assert.deepEqual([results[2].absent, results[3].absent], ['not found', 'no memory']);
    assert.deepEqual(asked.slice(-7), ['ours', 'ours', 'slow', 'ours', 'ours', 'ours closed', 'slow closed']); // ours with its run-up
    const text = stepTable(stepCases[0], results);
    assert.match(text, /\| slow +\| +40\.0 \| +40\.0 \| +1 \| equal/);
  });
});
