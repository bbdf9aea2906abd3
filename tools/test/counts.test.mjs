import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { readSummary } from './adoptionSuite.mjs';
import { readPlaywrightReport } from './browserSuites.mjs';
import { readJestReport } from './jestSuites.mjs';
import { readTapSummary } from './nodeSuites.mjs';
import { rerunAlone } from './rerunAlone.mjs';
import { repositoryRoot } from '../toolchain/paths.mjs';

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
  const { passed, failed, skipped } = readTapSummary(tap, false);
  assert.deepEqual([passed, failed, skipped], [3, 2, 3]);
});

test('a browser test that passed at its second try counts as passed', t => {
  const stats = { expected: 2, flaky: 1, unexpected: 0, skipped: 1 };
  const specOf = (title, status) => ({
    title,
    file: 'page.test.ts',
    tests: [{ status }],
  });
  const suites = [
    { specs: [], suites: [{ specs: [specOf('moves', 'flaky')] }] },
    { specs: [specOf('stands', 'expected')] },
  ];
  const report = inFiles(t, { stats, suites });
  const result = readPlaywrightReport({ ok: true, ...report });
  assert.deepEqual([result.passed, result.failed, result.skipped], [3, 0, 1]);
  assert.deepEqual(result.flaky, ['e2e/page.test.ts › moves']);
});

const at = name => path.join(repositoryRoot, 'tools', name);

test('what failed is known by its file and name', t => {
  const failing = {
    name: at('b.test.ts'),
    status: 'failed',
    message: '',
    assertionResults: [
      { status: 'passed', fullName: 'B stands' },
      { status: 'failed', fullName: 'B moves' },
    ],
  };
  const broken = { name: at('c.test.ts'), status: 'failed', message: '' };
  const report = { ...jestReport, testResults: [failing, broken] };
  const jest = readJestReport({ ok: false, ...inFiles(t, report) });
  assert.deepEqual(jest.failedFiles, ['tools/b.test.ts', 'tools/c.test.ts']);
  assert.deepEqual(jest.failedTests, [
    'tools/b.test.ts › B moves',
    'tools/c.test.ts',
  ]);
  const failure = (indent, name) =>
    [
      `not ok 1 - ${name}`,
      '  ---',
      '  duration_ms: 1.5',
      `  location: '${at('d.test.mjs')}:2:1'`,
      '  ...',
    ]
      .map(line => `${indent}${line}\n`)
      .join('');
  const tap = `# Subtest: D\n${failure('    ', 'inner')}${failure('', 'D')}ok 2 - E\n  ---\n  ...\n# pass 1\n# fail 2\n`;
  const node = readTapSummary(tap, false);
  assert.deepEqual(node.failedFiles, ['tools/d.test.mjs']);
  assert.deepEqual(node.failedTests, [
    'tools/d.test.mjs › inner',
    'tools/d.test.mjs › D',
  ]);
});

const first = {
  passed: 7,
  failed: 2,
  skipped: 1,
  output: 'expected 1',
  failedFiles: ['b.test.ts'],
  failedTests: ['b › one', 'b › two'],
};

test('a file that passes alone counts as passed, and is told as flaky', async () => {
  const asked = [];
  const result = await rerunAlone(first, async files => {
    asked.push(...files);
    return { passed: 2, failed: 0, failedTests: [] };
  });
  assert.deepEqual(asked, ['b.test.ts']);
  assert.deepEqual([result.passed, result.failed, result.skipped], [9, 0, 1]);
  assert.deepEqual(result.flaky, ['b › one', 'b › two']);
  assert.equal(result.output, undefined);
});

test('what fails again stays failed, and what it said first is told', async () => {
  const result = await rerunAlone(first, async () => ({
    passed: 1,
    failed: 1,
    failedTests: ['b › two'],
  }));
  assert.deepEqual([result.passed, result.failed], [8, 1]);
  assert.deepEqual(result.flaky, ['b › one']);
  assert.equal(result.output, 'expected 1');
});

test('nothing is run again when all is well, or much is not', async () => {
  const never = () => assert.fail('run again');
  const files = ['a', 'b', 'c', 'd', 'e', 'f'];
  const well = { ...first, failed: 0, failedFiles: [], failedTests: [] };
  assert.equal((await rerunAlone(well, never)).failed, 0);
  const much = { ...first, failedFiles: files };
  assert.equal((await rerunAlone(much, never)).failed, 2);
});

test("the newcomer's test is counted by its last line, and fails without one", t => {
  const { logFile } = inFiles(t);
  const count = (text, ok) => {
    fs.writeFileSync(logFile, text);
    const { passed, failed } = readSummary({ ok, logFile });
    return { passed, failed };
  };
  assert.deepEqual(count('…\n\n7 passed, 0 failed\n', true), {
    passed: 7,
    failed: 0,
  });
  assert.deepEqual(count('…\n\n7 passed, 2 failed\n', false), {
    passed: 7,
    failed: 2,
  });
  assert.deepEqual(count('killed', false), { passed: 0, failed: 1 });
});
