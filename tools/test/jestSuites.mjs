import fs from 'node:fs';
import path from 'node:path';
import { testDirectory } from '../toolchain/paths.mjs';
import { endOf, runChecked } from './runChecked.mjs';

/** Unit and integration tests of all workspaces. */
export async function runJest(node) {
  const reportFile = path.join(testDirectory, 'jest.json');
  fs.rmSync(reportFile, { force: true });
  const { ok, logFile } = await runChecked({
    node,
    name: 'unit',
    args: [
      'node_modules/@backstage/cli/bin/backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${reportFile}`,
    ],
    env: { CI: 'true' },
    timeoutMs: 20 * 60_000,
  });
  return readJestReport({ ok, logFile, reportFile });
}

export function readJestReport({ ok, logFile, reportFile }) {
  if (!fs.existsSync(reportFile)) {
    // Jest writes no report when there was no test, nor when it broke.
    return ok
      ? { passed: 0, failed: 0 }
      : { passed: 0, failed: 1, output: endOf(logFile) };
  }
  const report = JSON.parse(fs.readFileSync(reportFile, 'utf8'));
  // A file that does not load has no test that could fail.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    output: ok ? undefined : failuresIn(report) || endOf(logFile),
  };
}

function failuresIn(report) {
  return report.testResults
    .filter(suite => suite.status === 'failed')
    .map(suite => `${suite.name}\n${suite.message}`)
    .join('\n\n');
}
