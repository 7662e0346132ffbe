// A reporter of node:test that gives how many tests passed, failed and were skipped as JSON, for scripts/test.mjs.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* nodeCounts(events) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite' && type === 'test:pass') continue;
    // A file that holds no test reports itself as one: nothing was tested.
    const emptyFile = data.nesting === 0 && data.file !== undefined && data.name === data.file;
    if (data.skip !== undefined && data.skip !== false) sum.skipped += 1;
    else if (type === 'test:fail' && onlyOfParts(data)) continue;
    else if (type === 'test:fail' || emptyFile) sum.failed += 1;
    else sum.passed += 1;
  }
  yield JSON.stringify(sum);
}

/** A suite or file that failed only because a test in it did, which has been counted. */
const onlyOfParts = ({ details }) => details?.error?.failureType === 'subtestsFailed';
