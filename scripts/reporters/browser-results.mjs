// Writes how many browser tests passed, failed and were skipped, and which failed with what words, for scripts/test.mjs.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from '../project.mjs';

/** Every test below a suite, with the names of the suites it stands in. */
const flat = (suite, path = []) =>
  suite
    ? [
        ...suite.tests.map((test) => ({ ...test, path: [...path, test.name] })),
        ...suite.suites.flatMap((inner) => flat(inner, [...path, inner.name])),
      ]
    : [];

/** Results of one test file. A file that breaks, or that holds no test, is one failure more. */
export function resultsOf({ testFile, passed, errors, testResults }) {
  const tests = flat(testResults);
  const file = relative(root, testFile);
  const failed = tests.filter((test) => !test.passed && !test.skipped);
  const failures = failed.map(({ path, error }) => ({ test: [file, ...path].join(' › '), message: error?.message ?? '' }));
  if (errors.length > 0 || tests.length === 0 || (!passed && failed.length === 0))
    failures.push({ test: file, message: errors[0]?.message ?? (tests.length === 0 ? 'no test ran' : 'the file broke') });
  return {
    passed: tests.filter((test) => test.passed && !test.skipped).length,
    failed: failures.length,
    skipped: tests.filter((test) => test.skipped).length,
    failures,
  };
}

/** A reporter that leaves `{ passed, failed, skipped, failures }` of the whole run in the file `path`; none where `path` is undefined. */
export function browserResults(path) {
  return {
    stop({ sessions }) {
      if (!path) return;
      const files = [...sessions].map(resultsOf);
      const sum = (key) => files.reduce((total, file) => total + file[key], 0);
      const failures = files.flatMap((file) => file.failures);
      writeFileSync(path, JSON.stringify({ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), failures }));
    },
  };
}
