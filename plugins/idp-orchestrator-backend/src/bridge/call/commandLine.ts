import { InputError } from '@backstage/errors';
import {
  describeProblems,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptAction } from '../catalog/ScriptEntry';
import type { Arguments } from './checkArguments';

export interface CommandParts {
  /** Real path of the script. */
  file: string;
  action: ScriptAction;
  args: Arguments;
  dryRun: boolean;
}

/** Linux takes no single argument or variable of more (MAX_ARG_STRLEN less the final NUL). */
const ARGUMENT_LIMIT = 128 * 1024 - 1;

/** macOS takes 1 MiB of arguments and environment together, Linux 2 MiB; some is left for what stands around them. */
const TOTAL_LIMIT = 900 * 1024;

/** The script's argv: `file action --name value … --dry-run --json`. No shell reads it. */
export function createCommandLine({
  file,
  action,
  args,
  dryRun,
}: CommandParts): string[] {
  return [
    file,
    action.name,
    ...Object.entries(args).flatMap(([name, value]) => toWords(name, value)),
    ...(dryRun && action.supportsDryRun ? ['--dry-run'] : []),
    ...(action.json ? ['--json'] : []),
  ];
}

function toWords(name: string, value: unknown): string[] {
  const option = `--${toKebab(name)}`;
  if (value === true) return [option];
  if (value === false || value === undefined || value === null) return [];
  return [option, Array.isArray(value) ? value.join(',') : String(value)];
}

function toKebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
}

/** @throws InputError for what no operating system hands to a process */
export function checkSize(
  args: Arguments,
  command: string[],
  environment: Record<string, string>,
): void {
  const variables = Object.entries(environment);
  const problems = [
    ...Object.entries(args).flatMap(([name, value]) => checkText(name, value)),
    ...variables.flatMap(([name, value]) =>
      checkText(`environment variable ${name}`, `${name}=${value}`),
    ),
  ];
  const total = [...command, ...variables.map(pair => pair.join('='))].reduce(
    // Each has a NUL behind it and a pointer to it.
    (sum, text) => sum + Buffer.byteLength(text) + 9,
    0,
  );
  if (total > TOTAL_LIMIT) {
    problems.push({
      path: '',
      expected: `arguments and environment of at most ${TOTAL_LIMIT} bytes together`,
      got: `${total} bytes`,
    });
  }
  if (problems.length === 0) return;
  throw new InputError(
    `The arguments cannot be handed to a process: ${describeProblems(problems)}`,
  );
}

function checkText(path: string, value: unknown): Problem[] {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  const bytes = Buffer.byteLength(text);
  return [
    ...(text.includes('\0')
      ? [{ path, expected: 'text without NUL bytes', got: 'a NUL byte' }]
      : []),
    ...(bytes > ARGUMENT_LIMIT
      ? [
          {
            path,
            expected: `at most ${ARGUMENT_LIMIT} bytes`,
            got: `${bytes} bytes`,
          },
        ]
      : []),
  ];
}
