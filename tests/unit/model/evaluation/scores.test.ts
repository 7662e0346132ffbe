import { expect } from '@open-wc/testing';
import { accuracy, classReports, confusionMatrix, largest, score, secondChoice } from '../../../../src/model/evaluation/scores.js';
import { itWithShared } from '../../../shared-data.js';
import { readNpy } from './npy.js';

/** Five samples, three classes. Predictions: 0, 1, 2, 0, 1. */
const probabilities = [
  [0.7, 0.2, 0.1], // right
  [0.3, 0.6, 0.1], // wrong, second choice right
  [0.3, 0.1, 0.6], // right
  [0.5, 0.2, 0.3], // wrong, second choice wrong
  [0.2, 0.5, 0.3], // wrong, second choice right
].flat();
const labels = [0, 0, 2, 1, 2];

describe('scores', () => {
  it('find the largest of a row, the first among equals', () => {
    expect(largest([9, 1, 3, 2], 1, 3)).to.equal(1);
    expect(largest([0.5, 0.5], 0, 2)).to.equal(0);
  });

  it('count truth in rows and predictions in columns', () => {
    expect(confusionMatrix(probabilities, labels, 3)).to.deep.equal([
      [1, 1, 0],
      [1, 0, 0],
      [0, 1, 1],
    ]);
  });

  it('give accuracy and the second choices among the wrong ones', () => {
    expect(accuracy(confusionMatrix(probabilities, labels, 3))).to.equal(2 / 5);
    expect(secondChoice(probabilities, labels, 3)).to.equal(2 / 3);
  });

  it('give precision over what was called a class and recall over what is one', () => {
    const reports = classReports(confusionMatrix(probabilities, labels, 3), ['a', 'b', 'c']);
    expect(reports).to.deep.equal([
      { name: 'a', count: 2, precision: 1 / 2, recall: 1 / 2 },
      { name: 'b', count: 1, precision: 0, recall: 0 },
      { name: 'c', count: 2, precision: 1, recall: 1 / 2 },
    ]);
  });

  it('are NaN where there is nothing to divide by', () => {
    const all = score([1, 0], [0], ['there', 'absent']);
    expect(all.accuracy).to.equal(1);
    expect(all.secondChoice).to.be.NaN;
    expect(all.perClass[1]).to.deep.equal({ name: 'absent', count: 0, precision: NaN, recall: NaN });
    expect(score([], [], ['a', 'b']).accuracy).to.be.NaN;
  });

  itWithShared('data/oracles/test_probs.npy', 'agree with 2,179 published predictions', async (url) => {
    const { values: predicted, shape } = await readNpy(url);
    const { values: truth } = await readNpy(url.replace('test_probs', 'test_labels'));
    expect(shape).to.deep.equal([2179, 10]);
    const names = Array.from({ length: 10 }, (_, i) => String(i));
    const result = score(predicted, truth, names);
    expect(result.accuracy).to.be.closeTo(0.68564, 5e-6);
    expect(result.secondChoice).to.be.closeTo(0.51679, 5e-6);
    expect(result.perClass[5]?.count).to.equal(2);
    const wrong = result.confusion.flatMap((row, i) => row.filter((_, j) => j !== i)).reduce((a, b) => a + b);
    expect(wrong).to.equal(685);
  });
});
