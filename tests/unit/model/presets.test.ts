import { expect } from '@open-wc/testing';
import type { PresetName } from '../../../src/contract/network.js';
import { PlaygroundError } from '../../../src/contract/playground-error.js';
import { inspectNetwork } from '../../../src/model/inspect.js';
import { buildNetwork } from '../../../src/model/network.js';
import { fitPreset, nativeShape, presetDescriptions } from '../../../src/model/presets.js';
import { inWords } from '../../../src/data/shape.js';
import { useCpu } from './random-tensors.js';

const shapes = (name: PresetName) =>
  inspectNetwork(fitPreset(name, nativeShape(name))).layers.map(({ outputShape }) => inWords(outputShape));
const parameters = (name: PresetName) => inspectNetwork(fitPreset(name, nativeShape(name))).parameters;

describe('the presets of the courses', () => {
  before(useCpu);

  it('phys246 has the 476,705 parameters of the course', () => {
    expect(shapes('phys246')).to.deep.equal(['4761', '100', '5']);
    expect(parameters('phys246')).to.equal(476_705);
  });

  it('decals has 12288–400–10 without biases', () => {
    expect(shapes('decals')).to.deep.equal(['12288', '400', '10']);
    expect(parameters('decals')).to.equal(12_288 * 400 + 400 * 10);
  });

  it('phys467-fcn has 64 units', () => {
    expect(shapes('phys467-fcn')).to.deep.equal(['6912', '64', '8']);
    expect(parameters('phys467-fcn')).to.equal(6912 * 64 + 64 + 64 * 8 + 8);
  });

  it('phys467-cnn flattens 1,296 numbers', () => {
    expect(shapes('phys467-cnn')).to.deep.equal(['44×44×8', '22×22×8', '18×18×16', '9×9×16', '1296', '128', '64', '8']);
    expect(parameters('phys467-cnn')).to.equal(608 + 3216 + 166_016 + 8256 + 520);
  });

  it('are fitted to other data, flat ones too', () => {
    for (const { name } of presetDescriptions) {
      const info = inspectNetwork(fitPreset(name, { sampleShape: [32, 40, 1], classes: 3 }));
      expect(info.valid, name).to.equal(true);
      expect(info.layers.at(-1)!.outputShape).to.deep.equal([3]);
    }
    expect(inspectNetwork(fitPreset('phys246', { sampleShape: [50], classes: 3 })).problems).to.deep.equal([]);
    const small = inspectNetwork(fitPreset('phys467-cnn', { sampleShape: [3, 3, 3], classes: 3 }));
    expect(small.problems).to.deep.equal(['kernel 5 is larger than its input 3×3 at layer 1. Use 3 or less, or padding "same".']);
  });

  it('that have not been built yet are refused in words', () => {
    for (const name of ['phys467-transfer', 'spectra-cnn', 'lightcone-cnn', '__proto__', 'resnet'] as PresetName[]) {
      expect(() => fitPreset(name, { sampleShape: [3], classes: 2 }), name)
        .to.throw(PlaygroundError, `There is no network preset "${name}". Choose phys246, decals`)
        .with.property('code', 'network-invalid');
    }
  });

  const starts: [PresetName, layer: string, kernel: number, bias: number | null][] = [
    // widths of the first and last layers' weights as the courses draw them
    ['phys246', 'dense_2', 0.1, 0.1],
    ['decals', 'dense_2', 1 / Math.sqrt(12_288), null],
    ['decals', 'dense_3', 1 / Math.sqrt(400), null],
    ['phys467-fcn', 'dense_2', 1 / Math.sqrt(3 * 6912), 1 / Math.sqrt(3 * 6912)],
    ['phys467-cnn', 'dense_6', 1 / Math.sqrt(3 * 1296), 1 / Math.sqrt(3 * 1296)],
  ];
  for (const [name, layer, kernel, bias] of starts) {
    it(`${name} starts ${layer} as its course does`, async () => {
      const network = buildNetwork(fitPreset(name, nativeShape(name)), 1);
      const weights = (await network.weights()).filter((weight) => weight.layer === layer);
      const width = (array: string) => {
        const values = weights.find((weight) => weight.name === array)?.values;
        return values ? Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length) : null;
      };
      expect(width('kernel')).to.be.closeTo(kernel, 0.05 * kernel);
      if (bias === null) expect(width('bias')).to.equal(null);
      else expect(width('bias')).to.be.closeTo(bias, 0.25 * bias);
      network.dispose();
    });
  }
});
