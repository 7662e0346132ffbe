import { expect } from '@open-wc/testing';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import { sampleStore } from '../../../src/backend/samples/store.js';
import type { DatasetOptions } from '../../../src/contract/dataset.js';
import { createDataset, type Dataset } from '../../../src/data/dataset.js';
import { Random } from '../../../src/data/random.js';
import type { RawSamples } from '../../../src/data/samples.js';
import { noisePictures } from '../data/pictures.js';
import { leftBy, nothing, simdBuilds, useBuild } from './simd/builds.js';
import { startOrSkip } from './started.js';

const pictures = noisePictures([13, 14], [11, 9, 3]);
const asFloats = (raw: RawSamples, shape = raw.shape): RawSamples => ({
  ...raw,
  shape,
  values: Float32Array.from(raw.values, (v) => v * 1.7 - 30),
});
const spectra = asFloats({ ...pictures, values: pictures.values.slice(0, 27 * 37) }, [27, 37]);

const cases: [title: string, raw: RawSamples, options: Omit<DatasetOptions, 'src'>][] = [
  ['whole pictures', pictures, {}],
  ['scale x/256', pictures, { scale: 'x/256' }],
  ['scale 0.01-1', pictures, { scale: '0.01-1' }],
  ['normalised', pictures, { normalise: true }],
  ['a crop', pictures, { crop: 7 }],
  ['a normalised crop', pictures, { crop: 8, normalise: true }],
  ['one band', pictures, { bands: [1], crop: 5 }],
  ['two bands', pictures, { bands: [2, 0], crop: 6, normalise: true }],
  ['coarsened', pictures, { coarsen: 2, crop: 3 }],
  ['some of the samples', pictures, { limit: 20, scale: '0.01-1' }],
  ['floating-point pictures', asFloats(pictures), { crop: 7 }],
  ['floating-point pictures, scaled and normalised', asFloats(pictures), { scale: 'unit', normalise: true, crop: 8 }],
  ['spectra', spectra, {}],
  ['normalised spectra', spectra, { normalise: true }],
];

async function held(dataset: Dataset, asRows = false) {
  const samples = await sampleStore.hold(dataset.stored, asRows);
  if (!samples) throw new Error('The samples were not taken.');
  return samples;
}

/** Inputs by the device, and by the processor from the same draws, for samples that come in no order and more than once. */
async function bothWays(dataset: Dataset, augment: boolean, asRows = false): Promise<[found: number[], expected: number[]]> {
  const indices = [...dataset.train, ...dataset.test].map((index) => (index * 7) % dataset.info.count).slice(0, 19);
  const expected = new Float32Array(indices.length * dataset.info.sampleShape.reduce((a, b) => a * b, 1));
  dataset.prepareRandomly(indices, expected, new Random(5), augment);
  const samples = await held(dataset, asRows);
  const inputs = samples.take(dataset.views(indices, new Random(5), augment));
  expect(inputs.shape).to.deep.equal([indices.length, ...dataset.info.sampleShape]);
  const found = [...(await inputs.data())];
  inputs.dispose();
  samples.dispose();
  return [found, [...expected]];
}

describe('samples held by a device', () => {
  for (const backend of ['webgpu', 'webgl']) {
    describe(backend, () => {
      before(async function () {
        await startOrSkip(this, backend);
      });

      for (const [title, raw, options] of cases) {
        it(`are the inputs the processor prepares: ${title}`, async () => {
          const before = tf.memory().numTensors;
          for (const [augment, asRows] of [
            [false, false],
            [true, false],
            [false, true],
            [true, true],
          ] as const) {
            const [found, expected] = await bothWays(createDataset(raw, options), augment, asRows);
            if (tf.backend().floatPrecision() === 32) expect(found).to.deep.equal(expected);
            else
              for (const [i, value] of found.entries())
                expect(value).to.be.closeTo(expected[i] ?? NaN, 2e-3 * Math.max(1, Math.abs(value)));
          }
          expect(tf.memory().numTensors).to.equal(before);
        });
      }

      it('are asked for by the thousand', async () => {
        const dataset = createDataset(noisePictures([2500, 2500], [2, 2, 1]), {});
        const indices = Int32Array.from({ length: 5000 }, (_, i) => (i * 7) % 5000);
        const expected = new Float32Array(5000 * 4);
        dataset.prepare(indices, expected);
        const samples = await held(dataset);
        const inputs = samples.take(dataset.views(indices));
        const furthest = (await inputs.data<'float32'>()).reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))),
          0,
        );
        expect(furthest).to.be.below(1e-3);
        inputs.dispose();
        samples.dispose();
      });

      it('are multiplied as rows, and read along their other axes, however they are laid out', async () => {
        const before = tf.memory().numTensors;
        // an odd number of rows, of an odd and of an even number of values
        for (const crop of [7, 6]) {
          const dataset = createDataset(pictures, { crop, scale: 'x/256' });
          const size = crop * crop * 3;
          const indices = dataset.train.slice(0, 5);
          const prepared = new Float32Array(5 * size);
          dataset.prepare(indices, prepared);
          const samples = await held(dataset, true);
          const [found, expected] = tf.tidy(() =>
            [samples.take(dataset.views(indices)), tf.tensor4d(prepared, [5, crop, crop, 3])].map((inputs) => {
              const rows = tf.reshape(inputs, [5, size]);
              const filter = tf.reshape(tf.linspace(-1, 1, 54), [3, 3, 3, 2]) as tf.Tensor4D;
              const answers = [
                tf.matMul(rows, tf.reshape(tf.linspace(-1, 1, size * 4), [size, 4])),
                tf.matMul(rows, rows, true, false),
                tf.conv2d(inputs as tf.Tensor4D, filter, 1, 'same'),
                tf.add(inputs, 1),
              ];
              return tf.concat(answers.map((answer) => tf.reshape(answer, [-1])));
            }),
          ) as [tf.Tensor, tf.Tensor];
          const tolerance = tf.backend().floatPrecision() === 32 ? 2e-5 : 5e-2;
          const values = await expected.data();
          for (const [i, value] of (await found.data()).entries()) expect(value).to.be.closeTo(values[i] ?? NaN, tolerance);
          tf.dispose([found, expected]);
          samples.dispose();
        }
        expect(tf.memory().numTensors).to.equal(before);
      });

      it('are asked for in batches of any size', async () => {
        const dataset = createDataset(pictures, { crop: 7 });
        for (const asRows of [false, true]) {
          const samples = await held(dataset, asRows);
          // on WebGL the views of 128 rows and fewer are a program's arguments, those of more lie in a texture
          for (const rows of [1, 5, 27, 2, 128, 129, 301]) {
            const indices = Int32Array.from({ length: rows }, (_, i) => (i * 7) % dataset.info.count);
            const expected = new Float32Array(indices.length * 147);
            dataset.prepareRandomly(indices, expected, new Random(3), true);
            const inputs = samples.take(dataset.views(indices, new Random(3), true));
            for (const [i, value] of (await inputs.data()).entries()) expect(value).to.be.closeTo(expected[i] ?? NaN, 1e-3);
            inputs.dispose();
          }
          samples.dispose();
        }
      });

      it('may be large and many', async () => {
        // on WebGL 2²⁰ values in a sample, and 2²⁴ in all, make a difference: they lie between the two
        for (const height of [620, 640]) {
          const dataset = createDataset(noisePictures([8, 8], [height, 560, 3]), { normalise: true });
          const indices = [15, 0, 7];
          const expected = new Float32Array(indices.length * height * 560 * 3);
          dataset.prepare(indices, expected);
          for (const asRows of [false, true]) {
            const samples = await held(dataset, asRows);
            const inputs = samples.take(dataset.views(indices));
            const found = await inputs.data();
            expect(expected.findIndex((value, i) => !(Math.abs(value - (found[i] ?? NaN)) < 2e-3))).to.equal(-1);
            inputs.dispose();
            samples.dispose();
          }
        }
      });

      it('may be many, and asked for in large batches', async () => {
        const dataset = createDataset(noisePictures([500, 500], [70, 80, 3]), { crop: 8 }); // more than 2²⁴ values
        const indices = Int32Array.from({ length: 129 }, (_, i) => (i * 37) % 1000);
        const expected = new Float32Array(129 * 192);
        dataset.prepareRandomly(indices, expected, new Random(9), true);
        for (const asRows of [false, true]) {
          const samples = await held(dataset, asRows);
          const inputs = samples.take(dataset.views(indices, new Random(9), true));
          const found = await inputs.data();
          expect(expected.findIndex((value, i) => !(Math.abs(value - (found[i] ?? NaN)) < 1e-3))).to.equal(-1);
          inputs.dispose();
          samples.dispose();
        }
      });

      it('stay with the processor where they are too many', async () => {
        const { stored } = createDataset(pictures, {});
        const many = { ...stored, values: { byteLength: 2 ** 29, length: 2 ** 29 } as Uint8Array };
        expect(await sampleStore.hold(many)).to.equal(null);
      });
    });
  }

  it('give their memory back on WebGPU', async function () {
    await startOrSkip(this, 'webgpu');
    const { device } = tf.backend() as WebGPUBackend;
    const create = device.createBuffer;
    const alive = new Set<number>();
    device.createBuffer = (description) => {
      const buffer = create.call(device, description);
      const destroy = buffer.destroy;
      alive.add(description.size);
      buffer.destroy = () => {
        alive.delete(description.size);
        destroy.call(buffer);
      };
      return buffer;
    };
    const dataset = createDataset(pictures, {});
    const bytes = 4 * Math.ceil(pictures.values.length / 4);
    const samples = await held(dataset);
    expect(alive.has(bytes)).to.equal(true);
    const inputs = samples.take(dataset.views([1, 2]));
    samples.dispose(); // while the program that reads them may still wait
    expect(alive.has(bytes)).to.equal(false);
    expect((await inputs.data()).length).to.equal(2 * 297);
    device.createBuffer = create;
    inputs.dispose();
  });

  it('give their memory back on WebGL', async function () {
    await startOrSkip(this, 'webgl');
    const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
    const create = gl.createTexture;
    const textures: WebGLTexture[] = [];
    gl.createTexture = () => {
      const texture = create.call(gl);
      textures.push(texture);
      return texture;
    };
    const dataset = createDataset(pictures, {});
    const samples = await held(dataset);
    gl.createTexture = create;
    expect(gl.getError(), 'an error left behind').to.equal(gl.NO_ERROR);
    expect(gl.getParameter(gl.FRAMEBUFFER_BINDING), 'a framebuffer left behind').to.equal(null);
    const ids = tf.backend().numDataIds();
    expect(textures.map((texture) => gl.isTexture(texture))).to.deep.equal([true, true]);
    samples.dispose();
    expect(textures.map((texture) => gl.isTexture(texture))).to.deep.equal([false, false]);
    expect(tf.backend().numDataIds()).to.equal(ids - 2);
  });

  for (const build of simdBuilds) {
    it(`are the same to the bit on WASM, ${build} build, and leave nothing behind`, async () => {
      await useBuild(build);
      for (const [title, raw, options] of cases) {
        const dataset = createDataset(raw, options);
        if (!dataset.stored.table) {
          expect(await sampleStore.hold(dataset.stored), title).to.equal(null);
          continue;
        }
        const left = await leftBy(async () => {
          for (const augment of [false, true]) {
            const [found, expected] = await bothWays(dataset, augment);
            expect(found, title).to.deep.equal(expected);
          }
        });
        expect(left).to.deep.equal(nothing);
      }
    });
  }

  it('are nothing the plain backend asks for', async () => {
    await tf.setBackend('cpu');
    expect(await sampleStore.hold(createDataset(pictures, {}).stored)).to.equal(null);
  });
});
