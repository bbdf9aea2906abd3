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
