// A reporter of node:test that gives how many tests passed, failed and were skipped, and which failed with what words, as JSON, for scripts/test.mjs.
import { relative } from 'node:path';
import { root } from '../project.mjs';

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* nodeResults(events) {
  const sum = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite' && type === 'test:pass') continue;
    // A file that holds no test reports itself as one: nothing was tested.
    const emptyFile = data.nesting === 0 && data.file !== undefined && data.name === data.file;
    if (data.skip !== undefined && data.skip !== false) sum.skipped += 1;
    else if (type === 'test:fail' && onlyOfParts(data)) continue;
    else if (type === 'test:fail' || emptyFile) {
      sum.failed += 1;
      sum.failures.push({ test: nameOf(data), message: wordsOf(data) });
    } else sum.passed += 1;
  }
  yield JSON.stringify(sum);
}

/** A suite or file that failed only because a test in it did, which has been counted. */
const onlyOfParts = ({ details }) => details?.error?.failureType === 'subtestsFailed';

const nameOf = ({ file, name }) => (file && file !== name ? `${relative(root, file)} › ${name}` : relative(root, name));

/** What the test threw stands in the cause: node:test wraps it. */
const wordsOf = ({ details }) => details?.error?.cause?.message ?? details?.error?.message ?? 'no test ran';
