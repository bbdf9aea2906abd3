import fs from 'node:fs';
import path from 'node:path';
import { repositoryRoot, testDirectory } from '../toolchain/paths.mjs';
import { rerunAlone } from './rerunAlone.mjs';
import { endOf, runChecked } from './runChecked.mjs';
import { ensureShellcheck } from './shellcheck.mjs';
import { ensureTini } from './tini.mjs';

const FOLDERS = ['tools', 'examples'];

/** The tests of what is no TypeScript: the tools, and the platform's scripts. */
export async function runNodeTests(node, paths = [], options = {}) {
  await ensureShellcheck(options);
  await ensureTini(options);
  const files = FOLDERS.flatMap(testFilesUnder).filter(
    file => paths.length === 0 || paths.some(part => file.includes(part)),
  );
  // Without files Node.js would look for some by itself.
  if (files.length === 0) return { passed: 0, failed: 0 };
  const first = await runFiles(node, 'scripts', files);
  return rerunAlone(first, again => runFiles(node, 'scripts-again', again));
}

async function runFiles(node, name, files) {
  const reportFile = path.join(testDirectory, `node-${name}.tap`);
  fs.rmSync(reportFile, { force: true });
  const { ok, logFile } = await runChecked({
    node,
    name,
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

/** A test that failed: its name, and below it where it is. */
const FAILURE =
  /^ *not ok \d+ - (.*)\n *---\n(?: +(?!location:).*\n)*? *location: '(.+):\d+:\d+'$/gm;

/** The counts that Node.js writes below its TAP report, and what failed above. */
export function readTapSummary(tap, ok) {
  const count = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  const failures = [...tap.matchAll(FAILURE)].map(([, name, file]) => ({
    name,
    file: path.relative(repositoryRoot, file),
  }));
  return {
    passed: count('pass'),
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: count('skipped') + count('todo'),
    failedFiles: [...new Set(failures.map(({ file }) => file))],
    failedTests: failures.map(({ name, file }) => `${file} › ${name}`),
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
