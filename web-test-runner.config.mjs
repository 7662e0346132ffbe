// Unit and element tests in a real browser: `npx wtr`, or `npx wtr tests/unit/…` for some.
import process from 'node:process';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromeArgs, chromePath } from './scripts/chrome.mjs';
import { browserResults } from './scripts/reporters/browser-results.mjs';
import { bundleTests, isolateTests, serveShared } from './scripts/serve-plugins.mjs';

export default {
  files: ['tests/unit/**/*.test.ts', 'tests/browser/**/*.test.ts'],
  nodeResolve: false,
  concurrency: 2,
  browsers: [chromeLauncher({ launchOptions: { executablePath: chromePath(), args: chromeArgs } })],
  middleware: [serveShared],
  plugins: [bundleTests(), isolateTests()],
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY === true }),
    browserResults(process.env.TEST_RESULTS),
  ],
  testFramework: { config: { ui: 'bdd', timeout: 180_000 } },
  // Two pages at once, and bundles made for them: a busy machine may take a while to start one.
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 600_000,
};
