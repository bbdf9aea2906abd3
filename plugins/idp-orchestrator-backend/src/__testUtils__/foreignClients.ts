/* eslint-disable jest/valid-describe-callback, jest/no-disabled-tests -- tests of programs that may not be there */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

const HOME = path.resolve(__dirname, '../../../../.data/clients');

/** Where packages of npm that others wrote are installed. */
export const NODE_MODULES = path.join(HOME, 'npm/node_modules');

const inPython = (name: string) => path.join(HOME, 'python/bin', name);
const inNpm = (name: string) => path.join(NODE_MODULES, '.bin', name);

/** The programs that others wrote, where `npm test` installs them. */
const PROGRAMS = {
  python: inPython('python'),
  schemathesis: inPython('schemathesis'),
  'openapi-python-client': inPython('openapi-python-client'),
  wmill: inNpm('wmill'),
  redocly: inNpm('redocly'),
  'openapi-typescript': inNpm('openapi-typescript'),
  tsc: inNpm('tsc'),
};

export type Program = keyof typeof PROGRAMS;

/**
 * Describes what programs of others do; where one of them is not installed it is
 * skipped, and its name says why.
 */
export function describeCalls(
  programs: Program[],
  what: string,
  tests: () => void,
): void {
  const missing = programs.filter(name => !fs.existsSync(PROGRAMS[name]));
  const why = `skipped: \`npm test\` could not install ${missing.join(', ')}`;
  if (missing.length === 0) describe(`${what},`, tests);
  else describe.skip(`${what} (${why}),`, tests);
}

/** Runs a program to its end, with nothing of this process's environment that it does not need. */
export async function callProgram(
  name: Program,
  args: string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const folders = [path.dirname(process.execPath), inPython('')];
  const child = spawn(PROGRAMS[name], args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: [...folders, process.env.PATH].join(':'),
      HOME: cwd,
      NO_COLOR: '1',
      ...env,
    },
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', chunk => (printed.stdout += chunk));
  child.stderr.on('data', chunk => (printed.stderr += chunk));
  const [code] = await once(child, 'close');
  return { code, ...printed };
}
