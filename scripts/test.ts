/** Every check in the order of their cost: types, lint, build, unit tests, end-to-end tests. Stops at the first that fails. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.ts';
import { checkTypes, lint, root, runFile } from './steps.ts';

interface Report {
  success: boolean;
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
}

const sum = { passed: 0, failed: 0, skipped: 0 };

/** Runs one of Vitest's projects and adds its tests to the sum. */
function runTests(project: string): boolean {
  const report = path.join(root, 'out', 'reports', `${project}.json`);
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const passed = runFile('node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters);
  const { success, numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as Report;
  sum.passed += numPassedTests;
  sum.failed += success ? 0 : Math.max(1, numFailedTests); // a file that does not load has no test to fail
  sum.skipped += numPendingTests;
  return passed;
}

function hasBrowser(): boolean {
  try {
    console.log(findChromium());
    return true;
  } catch (error) {
    console.log((error as Error).message);
    return false;
  }
}

const steps: [title: string, run: () => boolean][] = [
  ['Browser for the end-to-end tests', hasBrowser],
  ['Types', checkTypes],
  ['Lint', lint],
  ['Build', () => runFile('scripts/build.ts')],
  ['Unit tests', () => runTests('unit')],
  ['End-to-end tests', () => runTests('e2e')],
];

const failed = steps.find(([title, run]) => {
  console.log(`\n=== ${title} ===`);
  return !run();
});
if (failed) console.log(`\n«${failed[0]}» failed.`);
const { passed, skipped } = sum;
const wrong = failed && sum.failed === 0 ? 1 : sum.failed;
console.log(`\n${passed} passed, ${wrong} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed ? 1 : 0);
