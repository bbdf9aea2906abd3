import { InputError } from '@backstage/errors';
import {
  describeProblems,
  problemsOf,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z } from 'zod';

/** A block of the configuration: its key, and what may be in it. */
export interface Block<T> {
  /** Its key under `idpOrchestrator`; empty for keys that are in no block. */
  key: string;
  schema: z.ZodType<T>;
  /**
   * Tells whether the value at this path within the block is shown to nobody.
   */
  hides?(path: string[]): boolean;
}

const ROOT = 'idpOrchestrator';

/** The refusal of a block of the configuration, with each of its problems. */
export class ConfigProblemsError extends InputError {
  constructor(readonly problems: Problem[]) {
    super(`The configuration is not usable. ${describeProblems(problems)}`);
  }
}

/**
 * Checks and completes a block as it was configured.
 *
 * @throws ConfigProblemsError telling of every problem which key it is about, what was
 *   expected there, and what was given
 */
export function checkBlock<T>(configured: unknown, block: Block<T>): T {
  const value = withoutNulls(configured);
  const checked = block.schema.safeParse(value);
  if (checked.success) return checked.data;
  const problems = problemsOf(checked.error, value).map(problem => {
    const path = problem.path === '' ? [] : problem.path.split('.');
    const isHidden = problem.got !== 'nothing' && block.hides?.(path);
    return {
      path: [ROOT, block.key, ...path].filter(Boolean).join('.'),
      expected: problem.expected,
      got: isHidden ? 'something that is not shown' : problem.got,
    };
  });
  throw new ConfigProblemsError(problems);
}

/**
 * Leaves out what is null, by which Backstage's configuration takes a key back.
 */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => [key, withoutNulls(one)]),
  );
}
