/** For tests that run on every backend which starts in this browser. */
import * as tf from '@tensorflow/tfjs-core';
import { prepareBackends } from '../../../src/backend/packages.js';
import { within } from '../../../src/backend/time-limit.js';

/** Makes `name` current; where it does not start here, the test is skipped and the reason printed. */
export async function startOrSkip(context: Mocha.Context, name: string): Promise<void> {
  prepareBackends();
  const why = await within(20_000, name, tf.setBackend(name)).then(
    (started) => (started && tf.getBackend() === name ? null : 'it did not start'),
    String,
  );
  if (why === null) return;
  console.log(`Skipped on ${name}: ${why}.`);
  context.skip();
}

/** Names of the programs the current backend has compiled for its device. */
export function compiledPrograms(): string[] {
  const caches = { webgpu: 'pipelineCache', webgl: 'binaryCache' } as Record<string, string>;
  const cache: unknown = Reflect.get(tf.backend(), caches[tf.getBackend()] ?? '');
  return typeof cache === 'object' && cache !== null ? Object.keys(cache) : [];
}
