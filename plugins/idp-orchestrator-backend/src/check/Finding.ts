import type {
  FlowProblem,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * A mistake that was found before anything is run: where, what, and what to do.
 *
 * @public
 */
export interface Finding {
  /** The path of a file or folder; what there is of a name where it is in none. */
  source: string;
  /** The line in the file, from 1. */
  line?: number;
  /** The column in the line, from 1. */
  column?: number;
  /** `error`: something cannot be run or used. `warning`: it can, but see to it. */
  severity: 'error' | 'warning';
  message: string;
  remedy: string;
}

/** Makes a finding of a problem that was told of a file. */
export function toFinding(problem: FlowProblem): Finding {
  const { source, line, column, severity = 'error', message } = problem;
  return {
    source,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    severity,
    message,
    remedy: remedyOf(message),
  };
}

/** Says what to do about a problem of a value. */
export function remedyOfProblem({ path, expected, got }: Problem): string {
  const name = path || 'the top level';
  if (expected === 'no property of this name') {
    return `Take ${name} out, or correct its name`;
  }
  return got === 'nothing'
    ? `Add ${name}: ${expected}`
    : `Make ${name} ${expected}`;
}

const PROBLEM = /^(?<path>\S+|\(top level\)): expected (?<expected>.+), got /s;

/** Says what to do about a problem that was told as a sentence. */
export function remedyOf(message: string): string {
  const told = PROBLEM.exec(message)?.groups;
  if (told) {
    const got = message.slice(message.lastIndexOf(', got ') + ', got '.length);
    const problem = { path: told.path, expected: told.expected, got };
    return `${remedyOfProblem(problem)}${hintOf(got)}`;
  }
  // Of several sentences the last ones say what to do.
  const [, second] = /^[^.]+(?:\.\S[^.]*)*\. (.+)$/s.exec(message) ?? [];
  return second ?? 'Correct what stands here, or take it out';
}

function hintOf(got: string): string {
  const hint = /Did you mean [^?]+\?/.exec(got)?.[0];
  return hint ? `. ${hint}` : '';
}
