import { expect } from '@open-wc/testing';
import type { SplitPredictions } from '../../src/contract/evaluation.js';
import { Random } from '../../src/data/random.js';
import { margins } from '../../src/draw/matrix.js';
import { confusion, probability, rank, secondChoice } from '../../src/elements/support/outcomes.js';
import { confusionMatrix, secondChoice as secondChoiceOf } from '../../src/model/evaluation/scores.js';
import { itWithShared } from '../shared-data.js';
import { readNpy } from '../unit/model/evaluation/npy.js';

const predictions = (labels: number[], rows: number[][]): SplitPredictions => ({
  indices: Int32Array.from(labels, (_, i) => i + 10),
  labels: Int32Array.from(labels),
  probabilities: Float32Array.from(rows.flat()),
  classes: rows[0]?.length ?? 0,
});

/** Fraction on the diagonal. */
const accuracy = (counts: number[][]): number => {
  const { right, total } = margins(counts);
  return right / total;
};

describe('support/outcomes', () => {
  it('ranks first and second choice and how far they are apart', () => {
    const ranked = rank(
      predictions(
        [0, 1, 2, 2],
        [
          [0.6, 0.3, 0.1],
          [0.2, 0.3, 0.5],
          [0.1, 0.5, 0.4],
          [0.4, 0.35, 0.25],
        ],
      ),
    );
    expect([...ranked.first]).to.deep.equal([0, 2, 1, 0]);
    expect([...ranked.second]).to.deep.equal([1, 1, 2, 1]);
    expect([...ranked.margin].map((m) => Math.round(m * 100))).to.deep.equal([30, 20, 10, 5]);
    expect(confusion(ranked)).to.deep.equal([
      [1, 0, 0],
      [0, 0, 1],
      [1, 1, 0],
    ]);
    expect(accuracy(confusion(ranked))).to.equal(0.25);
    expect(secondChoice(ranked)).to.be.closeTo(2 / 3, 1e-12);
    expect(probability(ranked, 1, 2)).to.equal(0.5);
    expect(probability(ranked, 1, -1)).to.equal(0);
  });

  it('of equal probabilities the lower class comes first; one output has no second choice; nothing is NaN', () => {
    const even = rank(predictions([0], [[0.5, 0.5]]));
    expect([even.first[0], even.second[0], even.margin[0]]).to.deep.equal([0, 1, 0]);
    expect(rank(predictions([0], [[0.7]])).second[0]).to.equal(-1);
    const none = rank(predictions([], []));
    expect(secondChoice(none)).to.be.NaN;
  });

  it('agrees with what the engine counts, on random answers of which many are equal', () => {
    const random = new Random(5);
    for (const classes of [1, 2, 3, 10]) {
      const labels = Array.from({ length: 300 }, () => random.integer(classes));
      // Quarters only: most rows have ties for the first or the second place.
      const rows = labels.map(() => Array.from({ length: classes }, () => random.integer(5) / 4));
      const ranked = rank(predictions(labels, rows));
      expect(confusion(ranked)).to.deep.equal(confusionMatrix(rows.flat(), labels, classes));
      expect(secondChoice(ranked)).to.deep.equal(secondChoiceOf(rows.flat(), labels, classes));
    }
  });

  itWithShared(
    'data/oracles/test_probs.npy',
    'finds the known accuracy and second-choice fraction of 2,179 real predictions',
    async (url) => {
      const probabilities = await readNpy(url);
      const labels = await readNpy(url.replace('probs', 'labels'));
      const [n = 0, classes = 0] = probabilities.shape;
      const ranked = rank({
        indices: Int32Array.from({ length: n }, (_, i) => i),
        labels: Int32Array.from(labels.values),
        probabilities: Float32Array.from(probabilities.values),
        classes,
      });
      expect(n).to.equal(2179);
      expect(accuracy(confusion(ranked))).to.be.closeTo(0.68564, 5e-6);
      expect(secondChoice(ranked)).to.be.closeTo(0.51679, 5e-6);
      expect(
        confusion(ranked)
          .flat()
          .reduce((sum, k) => sum + k, 0),
      ).to.equal(2179);
    },
  );
});
