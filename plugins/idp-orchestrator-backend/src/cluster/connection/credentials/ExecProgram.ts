import path from 'node:path';
import { z } from 'zod';

/** The program that a user of a kubeconfig names to obtain credentials (`exec`). */
export interface ExecProgram {
  apiVersion?: string;
  /** A name to be found in `PATH`, or an absolute path. */
  command: string;
  args: string[];
  env: Record<string, string>;
  /** What an operator is told who has no such program. */
  installHint?: string;
  /** The cluster, as the program is told of it; absent when it does not ask for that. */
  cluster?: object;
}

const schema = z.object({
  apiVersion: z.string().optional(),
  command: z.string('a program').min(1, 'a program'),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  installHint: z.string().optional(),
  interactiveMode: z.string().optional(),
  provideClusterInfo: z.boolean().optional(),
});

/**
 * Reads the program of a user, a relative path being one of the kubeconfig's
 * folder.
 *
 * @throws saying what is wrong with it
 */
export function readExecProgram(
  exec: unknown,
  { user, folder, cluster }: { user: string; folder: string; cluster: object },
): ExecProgram {
  const read = schema.safeParse(exec);
  if (!read.success) {
    const problems = read.error.issues.map(issue =>
      ['exec', ...issue.path].join('.'),
    );
    throw new Error(
      `has a user ${user} whose ${problems.join(', ')} cannot be used: expected a command, args, and env with name and value`,
    );
  }
  const { args, env, interactiveMode, provideClusterInfo, ...rest } = read.data;
  if (interactiveMode === 'Always') {
    throw new Error(
      `has a user ${user} whose exec program wants a terminal (interactiveMode: Always), and there is none here`,
    );
  }
  return {
    ...rest,
    command: /[\\/]/.test(rest.command)
      ? path.resolve(folder, rest.command)
      : rest.command,
    args: args ?? [],
    env: Object.fromEntries((env ?? []).map(one => [one.name, one.value])),
    ...(provideClusterInfo && { cluster }),
  };
}

/** Makes what the program is told in `KUBERNETES_EXEC_INFO`. */
export function execInfo({ apiVersion, cluster }: ExecProgram): string {
  return JSON.stringify({
    apiVersion,
    kind: 'ExecCredential',
    spec: { ...(cluster && { cluster }), interactive: false },
  });
}
