import { expect } from '@open-wc/testing';
import type { Initializer } from '../../../src/contract/network.js';
import { Random } from '../../../src/data/random.js';
import { fansOf, initialValues } from '../../../src/model/initializers.js';

/** 5×5 windows, 12 inputs, 200 outputs: 300 inputs to a unit, 5,000 units to an input. */
const shape = [5, 5, 12, 200];
const draw = (initializer: Initializer) => initialValues(initializer, shape, new Random(1));
const deviation = (values: Float32Array) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

describe('initializers', () => {
  it('count fans as Keras does', () => {
    expect(fansOf([7, 3])).to.deep.equal({ in: 7, out: 3 });
    expect(fansOf(shape)).to.deep.equal({ in: 300, out: 5000 });
    expect(fansOf([9])).to.deep.equal({ in: 9, out: 9 });
  });

  const widths: [Initializer, number, number][] = [
    // deviation, largest value allowed
    ['glorotUniform', Math.sqrt(2 / 5300), Math.sqrt(6 / 5300)],
    ['glorotNormal', Math.sqrt(2 / 5300), (2 * Math.sqrt(2 / 5300)) / 0.8796],
    ['heUniform', Math.sqrt(2 / 300), Math.sqrt(6 / 300)],
    ['heNormal', Math.sqrt(2 / 300), (2 * Math.sqrt(2 / 300)) / 0.8796],
    ['lecunUniform', Math.sqrt(1 / 300), Math.sqrt(3 / 300)],
    ['lecunNormal', Math.sqrt(1 / 300), (2 * Math.sqrt(1 / 300)) / 0.8796],
    [{ normal: 0.1 }, 0.1, Number.POSITIVE_INFINITY],
    [{ uniform: 0.3 }, 0.3 / Math.sqrt(3), 0.3],
    ['ones', 1, 1],
    ['zeros', 0, 0],
  ];
  for (const [initializer, width, largest] of widths) {
    it(`${JSON.stringify(initializer)} has the deviation and the limits it should have`, () => {
      const values = draw(initializer);
      expect(values.length).to.equal(60_000);
      expect(deviation(values)).to.be.closeTo(width, width * 0.02);
      expect(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).to.be.at.most(largest * 1.0001);
      if (initializer !== 'ones')
        expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).to.be.below(0.02 * width + 1e-9);
    });
  }
});
