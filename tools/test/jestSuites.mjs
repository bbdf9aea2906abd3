import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot, testDirectory } from '../toolchain/paths.mjs';
import { rerunAlone } from './rerunAlone.mjs';
import { endOf, runChecked } from './runChecked.mjs';

/** Unit and integration tests of all workspaces, or of files by parts of their paths. */
export async function runJest(node, paths = []) {
  const first = await runFiles(node, 'unit', ['--maxWorkers=2', ...paths]);
  return rerunAlone(first, files =>
    runFiles(node, 'unit-again', ['--runInBand', ...files]),
  );
}

async function runFiles(node, name, args) {
  const reportFile = path.join(testDirectory, `jest-${name}.json`);
  fs.rmSync(reportFile, { force: true });
  const { ok, logFile } = await runChecked({
    node,
    name,
    args: [
      'node_modules/@backstage/cli/bin/backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--json',
      `--outputFile=${reportFile}`,
      ...args,
    ],
    env: { CI: 'true' },
    timeoutMs: 26 * 60_000,
  });
  return readJestReport({ ok, logFile, reportFile });
}

const fileOf = ({ name }) => path.relative(repositoryRoot, name);

/** Counts, and what failed by file and name, of a report that Jest wrote. */
export function readJestReport({ ok, logFile, reportFile }) {
  const unknown = { failedFiles: [], failedTests: [] };
  if (!fs.existsSync(reportFile)) {
    // Jest writes no report when there was no test, nor when it broke.
    return ok
      ? { passed: 0, failed: 0, ...unknown }
      : { passed: 0, failed: 1, ...unknown, output: endOf(logFile) };
  }
  const report = JSON.parse(fs.readFileSync(reportFile, 'utf8'));
  // A file that does not load has no test that could fail.
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const suites = report.testResults.filter(({ status }) => status === 'failed');
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    output: ok ? undefined : failuresIn(suites) || endOf(logFile),
    failedFiles: suites.map(fileOf),
    failedTests: suites.flatMap(failedTestsIn),
  };
}

function failedTestsIn(suite) {
  const failed = (suite.assertionResults ?? []).filter(
    ({ status }) => status === 'failed',
  );
  const file = fileOf(suite);
  return failed.length > 0
    ? failed.map(({ fullName }) => `${file} › ${fullName}`)
    : [file];
}

function failuresIn(suites) {
  return suites.map(suite => `${suite.name}\n${suite.message}`).join('\n\n');
}
