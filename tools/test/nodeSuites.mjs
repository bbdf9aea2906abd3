import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot, testDirectory } from '../toolchain/paths.mjs';
import { endOf, runChecked } from './runChecked.mjs';
import { ensureShellcheck } from './shellcheck.mjs';

const FOLDERS = ['tools', 'examples/platform', 'examples/agents'];

/** The tests of what is no TypeScript: the tools, and the platform's scripts. */
export async function runNodeTests(node) {
  await ensureShellcheck();
  const files = FOLDERS.flatMap(testFilesUnder);
  const reportFile = path.join(testDirectory, 'node.tap');
  fs.rmSync(reportFile, { force: true });
  const { ok, logFile } = await runChecked({
    node,
    name: 'scripts',
    args: [
      '--test',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${reportFile}`,
      ...files,
    ],
    timeoutMs: 15 * 60_000,
  });
  const tap = fs.existsSync(reportFile)
    ? fs.readFileSync(reportFile, 'utf8')
    : '';
  return {
    ...readTapSummary(tap, ok),
    output: ok ? undefined : endOf(logFile),
  };
}

/** The counts that Node.js writes below its TAP report. */
export function readTapSummary(tap, ok) {
  const count = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  return {
    passed: count('pass'),
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: count('skipped') + count('todo'),
  };
}

function testFilesUnder(folder) {
  return fs
    .readdirSync(path.join(repositoryRoot, folder), { withFileTypes: true })
    .flatMap(entry => {
      const relativePath = path.join(folder, entry.name);
      if (entry.name === 'node_modules') return [];
      if (entry.isDirectory()) return testFilesUnder(relativePath);
      return entry.name.endsWith('.test.mjs') ? [relativePath] : [];
    });
}
