import fs from 'node:fs';
import {
  ensureReportCheck,
  forgetDeclarations,
} from '../api-reports/reporter.mjs';
import { oneCheck, runChecked } from './runChecked.mjs';

const MINUTES = 60_000;

export async function checkTypes(node) {
  return oneCheck(
    await runChecked({
      node,
      name: 'types',
      args: ['node_modules/typescript/bin/tsc', '--pretty', 'false'],
      timeoutMs: 5 * MINUTES,
    }),
  );
}

/**
 * Whether `report.api.md` of each package tells what the package exports. It is read
 * from declarations, which the check of types leaves behind.
 */
export async function checkApiReports(node) {
  const args = await ensureReportCheck();
  const check = () =>
    runChecked({ node, name: 'api', args, timeoutMs: 5 * MINUTES });
  let types = await checkTypes(node);
  let report = await check();
  if (types.failed === 0 && !report.ok) {
    forgetDeclarations();
    types = await checkTypes(node);
    report = await check();
  }
  if (types.failed > 0) return types;
  if (report.ok) return { passed: 1, failed: 0 };
  return {
    passed: 0,
    failed: 1,
    output: `What a package exports, or its comments, are not as its report tells:\n\n${errorsOf(report.logFile)}\n\n→ Run tools/yarn api-reports, look at git diff plugins/*/*.api.md, and commit it. The whole output is in ${report.logFile}`,
  };
}

/** The report itself is in the log as well, and can be thousands of lines. */
function errorsOf(logFile) {
  const lines = fs.readFileSync(logFile, 'utf8').split('\n');
  return lines
    .filter(line => /^(## Processing|Error:|Warning:)/.test(line))
    .slice(-3)
    .join('\n');
}

export async function checkLint(node) {
  return oneCheck(
    await runChecked({
      node,
      name: 'lint',
      args: [
        'node_modules/eslint/bin/eslint.js',
        '.',
        '--ext=.ts,.tsx,.mjs,.cjs,.js',
        '--max-warnings=0',
        '--cache',
        '--cache-strategy=content',
        '--cache-location=.data/eslint/',
      ],
      timeoutMs: 10 * MINUTES,
    }),
  );
}

export async function checkFormat(node) {
  return oneCheck(
    await runChecked({
      node,
      name: 'format',
      args: [
        'node_modules/prettier/bin/prettier.cjs',
        '--check',
        '.',
        '--cache',
        '--cache-location=.data/prettier-cache',
      ],
      timeoutMs: 5 * MINUTES,
    }),
  );
}
