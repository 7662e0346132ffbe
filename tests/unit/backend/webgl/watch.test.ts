import { expect } from '@open-wc/testing';
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { isLost } from '../../../../src/backend/gpu/loss.js';
import { until } from '../../../waiting.js';
import { startOrSkip } from '../started.js';

describe('a WebGL context that is lost', () => {
  before(async function () {
    await startOrSkip(this, 'webgl');
  });

  it('leaves nobody waiting for numbers', async () => {
    const backend = tf.backend() as MathBackendWebGL;
    expect(backend).to.be.instanceOf(MathBackendWebGL);
    const x = tf.ones([300, 300]);
    const sum = async () => {
      const result = tf.tidy(() => tf.sum(tf.square(x)));
      try {
        return (await result.data())[0];
      } finally {
        result.dispose();
      }
    };
    const told = (work: Promise<unknown>) =>
      work.then(
        (value) => value,
        ({ message }: Error) => message,
      );
    expect(await sum()).to.equal(90_000);
    expect(isLost(backend)).to.equal(false);

    const read = tf.square(x);
    await read.data();
    const buffers = tf.memory().numDataBuffers;
    const waiting = sum();
    backend.gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext();
    const reason = 'WebGL has lost the graphics processor, and all numbers that were there.';
    expect(await told(read.data()), 'before the event').to.equal(reason);
    expect(await told(waiting)).to.equal(reason);
    expect(await told(sum())).to.equal(reason);
    expect(isLost(backend)).to.equal(true);
    await until(() => tf.memory().numDataBuffers === buffers, 'what was waited for to be freed');
    tf.dispose([x, read]);
    tf.removeBackend('webgl'); // it stays lost
  });
});
