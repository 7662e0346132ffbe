// Writes how many browser tests passed, failed and were skipped, for scripts/test.mjs.
import { writeFileSync } from 'node:fs';

const flat = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(flat)] : []);

/** Counts of one test file. A file that breaks, or that holds no test, is one failure more. */
export function countsOf({ passed, errors, testResults }) {
  const tests = flat(testResults);
  const skipped = tests.filter((test) => test.skipped).length;
  const good = tests.filter((test) => test.passed && !test.skipped).length;
  const failed = tests.length - skipped - good;
  const brokenFile = errors.length > 0 || tests.length === 0 || (!passed && failed === 0);
  return { passed: good, failed: failed + (brokenFile ? 1 : 0), skipped };
}

/** A reporter that leaves `{ passed, failed, skipped }` of the whole run in the file `path`; none where `path` is undefined. */
export function browserCounts(path) {
  return {
    stop({ sessions }) {
      if (!path) return;
      const sum = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) for (const [key, count] of Object.entries(countsOf(session))) sum[key] += count;
      writeFileSync(path, JSON.stringify(sum));
    },
  };
}
