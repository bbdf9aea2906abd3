import { constants } from 'node:os';
import {
  formatDuration,
  type LogStream,
  type RunError,
  type Usage,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptEnding } from '../../ports';
import type { ScriptResults } from '../output/results/understandResults';
import type { LaunchRecord } from '../supervisor/AttemptFiles';
import type { ScriptExit } from '../supervisor/supervisorNotes';
import { hintOf, isBlank } from './hintOf';

/** The reason for which the bridge ended a script. */
export type ForcedReason = 'cancelled' | 'timed-out' | 'shut-down';

/** The way in which following a script came to its end. */
export type Finish =
  | { kind: 'exited'; exit: ScriptExit }
  | { kind: 'not-started'; reason: string }
  /** The bridge ended it; `left` is what it could not end. */
  | {
      kind: 'ended';
      why: ForcedReason;
      exit?: ScriptExit;
      left: string[];
    }
  | { kind: 'lost'; reason: string };

/** The same of a launch; `given-up` when another backend took it before its supervisor came. */
export type Followed = Finish | { kind: 'given-up' };

/** Everything that an ending is decided from. */
export interface EndingFacts {
  record: LaunchRecord;
  finish: Finish;
  results: ScriptResults;
  /** The last lines of each stream, masked. */
  tails: Record<LogStream, string[]>;
  /** The last line of a stream, where the script ended in the middle of it. */
  openLine?: string;
  /** Whether lines of the script's file end as on Windows. */
  hasWindowsLines?: boolean;
  /** What went wrong with the attempt's files, and so may be missing of what it said. */
  spoolProblems: string[];
  /** The most memory that was seen; absent when none was. */
  peakMemoryBytes?: number;
  /** The time (ms since 1970) at which the end was noticed. */
  now: number;
}

/** Decides how an attempt ended, by what the catalog says of its exit code. It is pure. */
export function decideEnding(facts: EndingFacts): ScriptEnding {
  const { finish, results } = facts;
  const { output, outputGaps, summary } = results;
  const exit = 'exit' in finish ? finish.exit : undefined;
  const told = {
    ...(output && { output }),
    ...(outputGaps && { outputGaps }),
    ...(summary && { summary }),
    ...(exit && { usage: usageOf(exit, facts), ...tellLateEnd(exit, facts) }),
  };
  switch (finish.kind) {
    case 'exited':
      return { ...told, ...judgeExit(finish.exit, facts) };
    case 'not-started':
      return fail(
        'failed',
        withProblems(
          `The script could not be started: ${finish.reason}`,
          facts,
        ),
        facts,
      );
    case 'ended': {
      const message = describeForcedEnd(finish, facts.record);
      return {
        ...told,
        ...fail(
          // It did not fail, and nobody knows how far it came.
          finish.why === 'shut-down' ? 'lost' : finish.why,
          withProblems(message, facts),
          facts,
        ),
      };
    }
    case 'lost': {
      const message = withProblems(finish.reason, facts);
      return { ...told, ...fail('lost', message, facts) };
    }
    default:
      throw new Error('Unknown way to finish');
  }
}

/** Shorter than this (ms) is what noticing takes. */
const NOTICED_AT_ONCE_MS = 2_000;

/** Tells when it ended, where the backend was away then; a clock that was set since tells nothing. */
function tellLateEnd(
  { endedAt }: ScriptExit,
  { now }: EndingFacts,
): Pick<ScriptEnding, 'endedAt'> {
  return now - endedAt > NOTICED_AT_ONCE_MS
    ? { endedAt: new Date(endedAt).toISOString() }
    : {};
}

function usageOf(
  { ranMs, userMs, systemMs }: ScriptExit,
  { peakMemoryBytes, record: { scriptDigest } }: EndingFacts,
): Usage {
  return {
    wallMs: ranMs,
    ...(userMs !== undefined && { userMs }),
    ...(systemMs !== undefined && { systemMs }),
    ...(peakMemoryBytes !== undefined && { peakMemoryBytes }),
    ...(scriptDigest && { scriptDigest }),
  };
}

type Judgement = Pick<ScriptEnding, 'outcome' | 'error'>;

function judgeExit(exit: ScriptExit, facts: EndingFacts): Judgement {
  if (exit.orphaned) {
    return fail(
      'lost',
      'The script was ended, since no backend had followed it for longer than the adoption window',
      facts,
    );
  }
  const listed = facts.record.exitCodes[exit.code];
  const outcome = listed?.outcome ?? (exit.code === 0 ? 'succeeded' : 'failed');
  const problems = [...facts.results.problems, ...facts.spoolProblems];
  const message = [describeExit(exit.code, listed?.meaning), ...problems].join(
    '; ',
  );
  if (outcome === 'succeeded') {
    // Something was to be handed over and is missing: nobody shall find out later.
    return problems.length > 0 ? fail('warning', message, facts) : { outcome };
  }
  return fail(outcome, message, facts);
}

function withProblems(message: string, { spoolProblems }: EndingFacts): string {
  return [message, ...spoolProblems].join('; ');
}

function fail(
  outcome: ScriptEnding['outcome'],
  message: string,
  facts: EndingFacts,
): Judgement {
  const { finish, record } = facts;
  const exit = 'exit' in finish ? finish.exit : undefined;
  const hint = outcome === 'failed' ? giveHint(facts) : undefined;
  const error: RunError = {
    message,
    ...(exit && describeExitFields(exit)),
    ...lastLines(facts),
    ...(hint && { hint }),
    command: record.command,
  };
  return { outcome, error };
}

/** The last lines of stderr; of stdout where there is nothing on stderr. */
function lastLines({
  tails: { stderr, stdout },
}: EndingFacts): Pick<RunError, 'stderrTail' | 'stdoutTail'> {
  if (!stderr.every(isBlank)) return { stderrTail: stderr };
  return stdout.every(isBlank) ? {} : { stdoutTail: stdout };
}

function giveHint(facts: EndingFacts): string | undefined {
  const { finish, tails, openLine, record, hasWindowsLines } = facts;
  const lines = [...tails.stdout, ...tails.stderr];
  switch (finish.kind) {
    case 'not-started':
      return hintOf({ notStarted: finish.reason, lines, hasMeaning: false });
    case 'exited': {
      const { exit } = finish;
      const hasMeaning = record.exitCodes[exit.code]?.meaning !== undefined;
      return hintOf({ exit, lines, openLine, hasMeaning, hasWindowsLines });
    }
    default:
      return undefined;
  }
}

function describeExitFields(exit: ScriptExit): Partial<RunError> {
  const signal = nameSignal(exit.code);
  return {
    exitCode: exit.code,
    ...(signal && { signal }),
    durationMs: exit.ranMs,
  };
}

function describeExit(code: number, meaning: string | undefined): string {
  const signal = nameSignal(code);
  const text = signal
    ? `ended by ${signal} (exit code ${code})`
    : `exit code ${code}`;
  return meaning ? `${text}: ${meaning}` : text;
}

function describeForcedEnd(
  { why, left }: Extract<Finish, { kind: 'ended' }>,
  record: LaunchRecord,
): string {
  const text = FORCED_WORDS[why](record);
  return left.length > 0
    ? `${text}; these processes could not be ended: ${left.join(', ')}`
    : text;
}

const FORCED_WORDS: Record<ForcedReason, (record: LaunchRecord) => string> = {
  cancelled: () => 'cancelled',
  'timed-out': ({ timeoutMs }) =>
    `timed out: it ran longer than ${formatDuration(timeoutMs)}`,
  'shut-down': () =>
    'The script was ended with its backend, which was stopped and waits no longer than engine.drainTimeout; it is not known how far it came',
};

/** Names the signal that ended the script: a shell tells death by signal n as 128 + n. */
function nameSignal(code: number): string | undefined {
  if (code <= 128) return undefined;
  const number = code - 128;
  return Object.entries(constants.signals).find(
    ([, value]) => value === number,
  )?.[0];
}
