import { InputError } from '@backstage/errors';
import {
  describeProblems,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Linux takes no single argument or variable of more (MAX_ARG_STRLEN less the final NUL). */
const ARGUMENT_LIMIT = 128 * 1024 - 1;

/** macOS takes 1 MiB of arguments and environment together, Linux 2 MiB; some is left for what stands around them. */
const TOTAL_LIMIT = 900 * 1024;

/** Finds what keeps a text from being an argument or a variable (as `NAME=value`). */
export function findTextProblems(path: string, text: string): Problem[] {
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

/**
 * Checks that a command and an environment can be handed to a process.
 *
 * @throws InputError for what no operating system takes
 */
export function checkProcessLimits(
  command: string[],
  environment: Record<string, string>,
): void {
  const variables = Object.entries(environment).map(([name, value]) => ({
    name,
    text: `${name}=${value}`,
  }));
  const problems = variables.flatMap(({ name, text }) =>
    findTextProblems(`environment variable ${name}`, text),
  );
  const total = [...command, ...variables.map(({ text }) => text)].reduce(
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
    `The script cannot be given this: ${describeProblems(problems)}`,
  );
}
