// Reads the test runner's JSON report and prints one plain line, `N passed, N failed`. A test file that
// could not even be loaded counts as a failure. Exits with 1 if anything failed or nothing ran.

import { readFileSync } from 'node:fs';

/** @returns {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // No report: the tests never ran to their end.
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] };
  }
}

const report = read(process.argv[2]);
const unloaded = report.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const failed = report.numFailedTests + unloaded;
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed > 0 || report.numPassedTests === 0 ? 1 : 0;
