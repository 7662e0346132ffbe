/** Variables whose memory is written in place. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type Tensor, tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { addressOf } from './memory.js';

/** Whether a variable holds float32 numbers along so many axes. */
export const isFloat = (variable: Variable, rank: number): boolean => variable.dtype === 'float32' && variable.rank === rank;

/** Where a variable lies. Memory that somebody else holds too, a clone say, is left to them: they want the numbers of then. */
export function addressToWrite(wasm: BackendWasm, variable: Variable): number {
  const address = addressOf(wasm, variable); // brings it here from another backend
  if (wasm.refCount(variable.dataId) === 1) return address;
  tidy(() => variable.assign(copyOf(variable)));
  return addressOf(wasm, variable);
}

const copyOf = (variable: Variable): Tensor => tensor(variable.dataSync<'float32'>().slice(), variable.shape);
