import { expect } from '@open-wc/testing';
import type { LayerSpec, NetworkSpec } from '../../../src/contract/network.js';
import { PlaygroundError } from '../../../src/contract/playground-error.js';
import { assertBuildable, inspectNetwork } from '../../../src/model/inspect.js';
import { layerDescriptions } from '../../../src/model/layers/table.js';
import { inWords } from '../../../src/data/shape.js';

const dense = { type: 'Dense', units: 4 };
/** Specs come from outside: a test may give anything. */
const inspect = (inputShape: unknown, ...layers: unknown[]) => inspectNetwork({ inputShape, layers } as NetworkSpec);
const onlyProblem = (inputShape: unknown, ...layers: unknown[]) => {
  const { problems } = inspect(inputShape, ...layers);
  expect(problems, problems.join('\n')).to.have.length(1);
  return problems[0];
};

/** A network for spectra and one for 21-cm light cones, whose figures are known. */
const spectra: LayerSpec[] = [
  { type: 'Conv1D', filters: 32, kernelSize: 20, strides: 10, activation: 'relu' },
  { type: 'MaxPooling1D', poolSize: 3 },
  { type: 'Dropout', rate: 0.35 },
  { type: 'Conv1D', filters: 64, kernelSize: 40, strides: 10, activation: 'relu' },
  { type: 'MaxPooling1D', poolSize: 3 },
  { type: 'Dropout', rate: 0.35 },
  { type: 'Flatten' },
  { type: 'Dense', units: 128, activation: 'relu' },
  { type: 'Dropout', rate: 0.35 },
  { type: 'Dense', units: 4, activation: 'softmax' },
];
const relu = { activation: 'relu' } as const;
const lightcone: LayerSpec[] = [
  { type: 'Conv3D', filters: 32, kernelSize: [3, 3, 102], strides: [1, 1, 102], ...relu },
  { type: 'Conv3D', filters: 32, kernelSize: [3, 3, 2], ...relu },
  { type: 'MaxPooling3D', poolSize: [2, 2, 1] },
  { type: 'Conv3D', filters: 64, kernelSize: [3, 3, 2], ...relu },
  {
    type: 'ZeroPadding3D',
    padding: [
      [1, 1],
      [1, 1],
      [0, 0],
    ],
  },
  { type: 'Conv3D', filters: 64, kernelSize: [3, 3, 2], ...relu },
  { type: 'MaxPooling3D', poolSize: [2, 2, 1] },
  { type: 'Conv3D', filters: 128, kernelSize: [3, 3, 2], ...relu },
  {
    type: 'ZeroPadding3D',
    padding: [
      [1, 1],
      [1, 1],
      [0, 0],
    ],
  },
  { type: 'Conv3D', filters: 128, kernelSize: [3, 3, 2], ...relu },
  { type: 'GlobalAveragePooling3D' },
  { type: 'Dense', units: 128, ...relu },
  { type: 'Dense', units: 128, ...relu },
  { type: 'Dense', units: 128, ...relu },
  { type: 'Dense', units: 6, activation: 'sigmoid' },
];

describe('inspecting a network', () => {
  it('gives the shape after each layer of the spectra course', () => {
    const info = inspectNetwork({ inputShape: [3522, 1], layers: spectra });
    expect(info.layers.map(({ outputShape }) => inWords(outputShape))).to.deep.equal([
      '351×32',
      '117×32',
      '117×32',
      '8×64',
      '2×64',
      '2×64',
      '128',
      '128',
      '128',
      '4',
    ]);
    // 20·32+32, 40·32·64+64, 128·128+128, 128·4+4
    expect(info.parameters).to.equal(672 + 81_984 + 16_512 + 516);
    expect(info.valid).to.equal(true);
  });

  it('counts the 651,526 parameters of 3D-21cmPIE-Net', () => {
    const info = inspectNetwork({ inputShape: [140, 140, 2350, 1], layers: lightcone });
    expect(info.problems).to.deep.equal([]);
    expect(info.parameters).to.equal(651_526);
  });

  it('names layers by type and position unless they have names, and never two alike', () => {
    const info = inspect([6, 6, 1], { type: 'MaxPooling2D' }, { type: 'Flatten', name: 'dense_3' }, dense);
    expect(info.layers.map(({ name }) => name)).to.deep.equal(['max_pooling2d_1', 'dense_3', 'dense_3_']);
  });

  it('gives back the spec, with nothing in it that can be changed from outside', () => {
    const layers = [{ ...dense }];
    const info = inspect([3], ...layers);
    expect(info.spec).to.deep.equal({ inputShape: [3], layers: [dense] });
    layers[0]!.units = 99;
    expect(info.spec.layers[0]).to.deep.equal(dense);
    expect(inspectNetwork(info.spec)).to.deep.equal(info);
  });

  it('lets Dense map the last axis of a picture, as Keras does', () => {
    const info = inspect([5, 4, 3], dense, { type: 'Flatten' }, dense);
    expect(info.layers.map(({ outputShape }) => inWords(outputShape))).to.deep.equal(['5×4×4', '80', '4']);
    expect(info.layers[0]!.parameters).to.equal(16);
  });

  describe('says in words what is wrong, where, and what to do', () => {
    const conv = { type: 'Conv2D', filters: 8, kernelSize: 3 };
    const flat = { type: 'Flatten' };

    it('a kernel larger than its input', () => {
      const layers = [conv, { type: 'MaxPooling2D', poolSize: 2 }, { ...conv, strides: 2 }, { ...conv, kernelSize: 7 }, flat, dense];
      expect(onlyProblem([26, 26, 1], ...layers)).to.equal(
        'kernel 7 is larger than its input 5×5 at layer 4. Use 5 or less, or padding "same".',
      );
      const info = inspect([26, 26, 1], ...layers);
      expect(info.layers[3]!.problem).to.equal(info.problems[0]);
      expect(info.layers.map(({ outputShape }) => outputShape.length)).to.deep.equal([3, 3, 3, 0, 0, 0]);
    });

    it('a window larger than its input, on two axes', () => {
      expect(onlyProblem([4, 9, 1], { type: 'AveragePooling2D', poolSize: [5, 3] }, flat, dense)).to.equal(
        'window 5×3 is larger than its input 4×9 at layer 1. Use at most 4×9, or padding "same".',
      );
    });

    const cases: [title: string, inputShape: unknown, layers: unknown[], words: string][] = [
      [
        'a layer for pictures on a row',
        [9],
        [conv, flat, dense],
        'Conv2D needs an input of 3 axes, and gets 9 at layer 1. Put a Reshape before it',
      ],
      ['Flatten on a row', [9], [flat, dense], 'Flatten has an input of one axis (9) at layer 1. Remove it'],
      [
        'a Reshape that does not come out even',
        [9],
        [{ type: 'Reshape', targetShape: [2, -1] }, flat, dense],
        'target shape 2×-1 does not hold the 9 numbers',
      ],
      [
        'different strides of a separable convolution',
        [9, 9, 1],
        [{ ...conv, type: 'SeparableConv2D', strides: [1, 2] }, flat, dense],
        'strides 1 and 2 differ',
      ],
      [
        'an end that is not one row',
        [9, 9, 1],
        [conv],
        'the network ends with shape 7×7×8 at layer 1. It must end with one number for each class: add Flatten',
      ],
      ['an unknown type', [9], [{ type: 'LSTM', units: 3 }], 'unknown layer type "LSTM" at layer 1. The playground knows Dense, Conv1D'],
      ['no type', [9], [{ units: 3 }], 'a type is missing at layer 1'],
      ['a type every object has', [9], [{ type: 'constructor' }], 'unknown layer type "constructor"'],
      ['a layer that is none', [9], [null], 'there is no layer but something else at layer 1'],
      ['a layer that is a list', [9], [[dense]], 'there is no layer but something else at layer 1'],
      ['a missing option', [9], [{ type: 'Dense' }], 'units is missing at layer 1. Give a whole number, 1 or more.'],
      [
        'an unknown option',
        [9],
        [{ ...dense, unit: 3 }],
        'Dense has no option "unit" at layer 1. It takes name, trainable, units, activation',
      ],
      ['an option of another layer', [9], [{ ...dense, strides: 3 }], 'Dense has no option "strides"'],
      ['zero units', [9], [{ type: 'Dense', units: 0 }], 'units is 0 at layer 1. It must be a whole number, 1 or more.'],
      ['NaN', [9], [{ type: 'Dense', units: Number.NaN }], 'units is NaN'],
      ['a fraction', [9], [{ type: 'Dense', units: 2.5 }], 'units is 2.5'],
      ['more units than can be counted', [9], [{ type: 'Dense', units: 1e300 }], 'units is 1e+300'],
      ['a text for a number', [9], [{ type: 'Dense', units: '3' }], 'units is "3"'],
      ['a negative stride', [9, 9, 1], [{ ...conv, strides: -1 }, flat, dense], 'strides is -1'],
      [
        'a kernel of too many axes',
        [9, 9, 1],
        [{ ...conv, kernelSize: [3, 3, 3] }, flat, dense],
        'kernelSize is [3, 3, 3] at layer 1. It must be a whole number, 1 or more, or a list of 2.',
      ],
      [
        'an unknown padding',
        [9, 9, 1],
        [{ ...conv, padding: 'full' }, flat, dense],
        'padding is "full" at layer 1. It must be one of valid, same.',
      ],
      [
        'an unknown activation',
        [9],
        [{ ...dense, activation: 'toString' }],
        'activation is "toString" at layer 1. It must be one of linear, relu',
      ],
      ['an initializer that is none', [9], [{ ...dense, kernelInitializer: { normal: -1 } }], 'kernelInitializer is an object'],
      ['a rate of one', [9], [{ type: 'Dropout', rate: 1 }, dense], 'rate is 1 at layer 1. It must be a number from 0 to 0.99.'],
      ['two unknowns in a target shape', [9], [{ type: 'Reshape', targetShape: [-1, -1] }, flat, dense], 'targetShape is [-1, -1]'],
      ['trainable that is neither', [9], [{ ...dense, trainable: 'no' }], 'trainable is "no" at layer 1'],
      [
        'a name twice',
        [9],
        [
          { ...dense, name: 'a' },
          { ...dense, name: 'a' },
        ],
        'the name "a" is already that of layer 1 at layer 2',
      ],
      ['a name that is no word', [9], [{ ...dense, name: 'a/b' }], 'the name "a/b" cannot be used at layer 1'],
      ['a name TensorFlow.js cannot take', [9], [{ ...dense, name: '__proto__' }], 'the name "__proto__" cannot be used at layer 1'],
      ['no layers', [9], [], 'the network has no layers'],
      ['no input shape', undefined, [dense], 'the network has no input shape. Load a dataset first'],
      ['an input shape of nothing', [], [dense], 'the input shape is not a list of one to four whole numbers'],
      ['an input shape with NaN', [Number.NaN], [dense], 'the input shape is not a list'],
      ['an input shape with a negative axis', [-3], [dense], 'the input shape is not a list'],
      ['too many layers', [9], new Array(201).fill(dense), 'the network has 201 layers. Use at most 200.'],
    ];
    for (const [title, inputShape, layers, words] of cases) {
      it(title, () => expect(onlyProblem(inputShape, ...layers)).to.contain(words));
    }

    it('something that is no network', () => {
      for (const nonsense of [null, undefined, 3, 'phys246', []]) {
        const { problems } = inspectNetwork(nonsense as unknown as NetworkSpec);
        expect(problems[0]).to.contain('the network is not an object');
      }
      expect(inspectNetwork({ inputShape: [3], layers: 'Dense' } as unknown as NetworkSpec).problems[0]).to.contain('no list of layers');
      expect(inspectNetwork({ inputShape: [3], layers: [dense], weights: 3 } as unknown as NetworkSpec).problems).to.deep.equal([
        'a network has no field "weights". It takes name, inputShape and layers.',
      ]);
    });

    it('a function where data should be', () => {
      expect(onlyProblem([3], { ...dense, activation: () => 1 })).to.contain('the layers hold something that is not plain data');
    });

    it('keys that would reach into every object are names like any other', () => {
      const hostile = JSON.parse(
        '{"inputShape":[3],"layers":[{"type":"Dense","units":4,"__proto__":{"trainable":false}}],"__proto__":{"valid":true}}',
      );
      expect(inspectNetwork(hostile).problems).to.have.length(2);
      expect(({} as Record<string, unknown>).valid).to.equal(undefined);
      expect(onlyProblem([3], JSON.parse('{"type":"__proto__"}'))).to.contain('unknown layer type "__proto__"');
    });

    it('all problems of a network at once', () => {
      expect(inspect([9], { type: 'Dense', units: 0 }, { type: 'LSTM' }, { ...dense, activation: 'x' }).problems).to.have.length(3);
    });

    it('a message stays short whatever was given', () => {
      const { problems } = inspect([9], { type: 'x'.repeat(1e5) }, { ...dense, activation: new Array(1e4).fill('y'.repeat(1e3)) });
      for (const words of problems) expect(words.length).to.be.below(600);
    });
  });

  describe('size', () => {
    const refusal = (spec: unknown): PlaygroundError => {
      try {
        assertBuildable(spec as NetworkSpec);
      } catch (error) {
        if (error instanceof PlaygroundError) return error;
      }
      throw new Error('it was not refused');
    };

    it('more than 50 million parameters are too many', () => {
      const error = refusal({ inputShape: [256, 256, 3], layers: [{ type: 'Flatten' }, { type: 'Dense', units: 400 }] });
      expect(error.code).to.equal('network-too-large');
      expect(error.message).to.contain('the network has 78.6 million parameters, and a page can train 50.0 million');
    });

    it('more than 64 million values after a layer are too many', () => {
      const error = refusal({
        inputShape: [256, 256, 3],
        layers: [{ type: 'Conv2D', filters: 1000, kernelSize: 1 }, { type: 'GlobalAveragePooling2D' }],
      });
      expect(error.code).to.equal('network-too-large');
      expect(error.message).to.contain('the output 256×256×1000 has 65.5 million values at layer 1');
    });

    it('an input of more than that, too', () => {
      expect(refusal({ inputShape: [1e9], layers: [dense] }).code).to.equal('network-too-large');
    });

    it('a network that is wrong as well is invalid first, and every problem is told', () => {
      const error = refusal({ inputShape: [256, 256, 3], layers: [{ type: 'Flatten' }, { type: 'Dense', units: 400 }, { type: 'GRU' }] });
      expect(error.code).to.equal('network-invalid');
      expect(error.message).to.contain('million parameters').and.to.contain('GRU');
    });
  });

  it('describes every layer of the palette with an example that stands', () => {
    const inputs = [[64], [64, 4], [64, 64, 4], [64, 64, 64, 1]];
    for (const { name, example, rank, options } of layerDescriptions) {
      const shape = inputs[(rank ?? 3) - 1]!;
      const end = rank === 1 ? [] : [{ type: 'Reshape', targetShape: [-1] }];
      expect(inspect(shape, example, ...end).problems, name).to.deep.equal([]);
      for (const option of options) {
        expect(inspect(shape, { ...example, [option.name]: option.default }, ...end).problems, `${name} ${option.name}`).to.deep.equal([]);
      }
    }
  });
});
