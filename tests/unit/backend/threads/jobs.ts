/** How much threads share. */
import { Crew } from '../../../../src/backend/threads/crew.js';
import { attachSimd } from '../../../../src/backend/simd/load.js';
import { wasm } from '../simd/builds.js';

/** What `work` gives with so many threads, and the number of jobs that these have shared. */
export async function jobsOn<Result>(threads: number, work: () => Promise<Result>): Promise<{ result: Result; jobs: number }> {
  await attachSimd(wasm(), 'relaxed', { threads });
  const { run } = Crew.prototype;
  let jobs = 0;
  Crew.prototype.run = function (parts) {
    jobs++;
    run.call(this, parts);
  };
  try {
    return { result: await work(), jobs };
  } finally {
    Crew.prototype.run = run;
  }
}
