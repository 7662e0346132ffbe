import { simdBuilds } from '../../backend/simd/builds.js';
import { wasm } from './backends.js';
import { sweep } from './sweep.js';

for (const build of simdBuilds) sweep(wasm(build));
