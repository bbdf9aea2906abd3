import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { readPlaywrightReport } from './browserSuites.mjs';
import { readJestReport } from './jestSuites.mjs';
import { readTapSummary } from './nodeSuites.mjs';

function inFiles(t, report) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'counts-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const logFile = path.join(folder, 'log');
  const reportFile = path.join(folder, 'report.json');
  fs.writeFileSync(logFile, 'what was printed');
  if (report) fs.writeFileSync(reportFile, JSON.stringify(report));
  return { logFile, reportFile };
}

const jestReport = {
  numPassedTests: 5,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { status: 'passed', name: 'a.test.ts', message: '' },
    { status: 'failed', name: 'b.test.ts', message: 'expected 1' },
  ],
};

test('a test file that does not load counts as failed', t => {
  const result = readJestReport({ ok: false, ...inFiles(t, jestReport) });
  assert.equal(result.passed, 5);
  assert.equal(result.failed, 2);
  assert.equal(result.skipped, 3);
  assert.match(result.output, /b\.test\.ts\nexpected 1/);
});

test('a runner that broke without a failed test counts as one failure', t => {
  const broken = { ok: false, ...inFiles(t) };
  assert.equal(readJestReport(broken).failed, 1);
  assert.equal(readPlaywrightReport(broken).failed, 1);
  assert.equal(readTapSummary('', false).failed, 1);
  assert.equal(readTapSummary('# pass 3\n# fail 0\n', false).failed, 1);
});

test('skipped and cancelled tests are counted as what they are', () => {
  const tap = '# pass 3\n# fail 1\n# cancelled 1\n# skipped 2\n# todo 1\n';
  assert.deepEqual(readTapSummary(tap, false), {
    passed: 3,
    failed: 2,
    skipped: 3,
  });
});

test('a browser test that passed at its second try counts as passed', t => {
  const stats = { expected: 2, flaky: 1, unexpected: 0, skipped: 1 };
  const result = readPlaywrightReport({ ok: true, ...inFiles(t, { stats }) });
  assert.deepEqual([result.passed, result.failed, result.skipped], [3, 0, 1]);
});
