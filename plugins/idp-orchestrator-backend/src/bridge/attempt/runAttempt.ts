import { maskedWords } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptAttempt, ScriptEnding, ScriptFollower } from '../../ports';
import type { CompleteOptions } from '../bridgeOptions';
import { maskerOf } from '../call/maskerOf';
import { OutputInterpreter } from '../output/OutputInterpreter';
import { OutputTail } from '../output/OutputTail';
import { readResults } from '../output/results/readResults';
import { AttemptFiles, readIfThere } from '../supervisor/AttemptFiles';
import { endProcesses } from '../supervisor/endProcesses';
import { hostScans } from '../supervisor/ProcessScans';
import { readExit } from '../supervisor/supervisorNotes';
import { MemoryWatch } from './MemoryWatch';
import { RoomWatch } from './RoomWatch';
import { decideEnding, type Finish } from './decideEnding';
import { reportTouchesAgain } from './beforeLaunch';
import { findAttempt, type Found } from './findAttempt';
import { AttemptMonitor } from './AttemptMonitor';
import {
  launchAttempt,
  type BridgeParts,
  type LaunchedAttempt,
} from './launchAttempt';
import { SupervisorWatch } from './SupervisorWatch';

/** An attempt that the engine wants done, and who hears of it. */
export interface AttemptRequest {
  attempt: ScriptAttempt;
  follower: ScriptFollower;
  signal: AbortSignal;
}

/** Starts an attempt's script or finds it again, and follows it to its end. */
export async function runAttempt(
  request: AttemptRequest,
  parts: BridgeParts,
): Promise<ScriptEnding> {
  const { attempt, signal } = request;
  const files = new AttemptFiles(parts.options.spoolDirectory, attempt);
  for (;;) {
    const found = await findAttempt(files, () => hasBegun(request, files));
    if (signal.aborted && signal.reason !== 'cancel') throw signal.reason;
    if (found.kind === 'lost') return endLost(files, found.reason);
    if (found.kind === 'free' && signal.aborted) {
      return {
        outcome: 'cancelled',
        error: { message: 'cancelled before it was started' },
      };
    }
    const launched =
      found.kind === 'free'
        ? await launchAttempt(
            { ...request, files, number: found.launch },
            parts,
          )
        : await adoptAttempt(found, { ...request, files }, parts);
    const ending = await followToEnd(request, launched, parts.options);
    // Undefined: another backend took the launch; find what it made of it.
    if (ending) return ending;
  }
}

/**
 * Tells whether an attempt of which there are no files began all the same: it
 * was begun by a worker that is gone, and said something, or still runs.
 */
async function hasBegun(
  { attempt, follower: { position } }: AttemptRequest,
  { cookie }: AttemptFiles,
): Promise<boolean> {
  if (!attempt.resumed) return false;
  if (position.stdout + position.stderr > 0) return true;
  return (await hostScans.find({ cookie })).length > 0;
}

/** Ends what may be left, so that nothing of it goes on beside what comes next. */
async function endLost(
  { cookie }: AttemptFiles,
  reason: string,
): Promise<ScriptEnding> {
  const running = await hostScans.find({ cookie });
  const left = await endProcesses({ cookie }, 0);
  const message = [
    reason,
    ...(running.length > 0 ? ['so it was ended'] : []),
    ...(left.length > 0
      ? [`these processes could not be ended: ${left.join(', ')}`]
      : []),
  ].join('; ');
  return { outcome: 'lost', error: { message } };
}

async function adoptAttempt(
  { launch, record }: Extract<Found, { kind: 'claimed' }>,
  { files, follower, attempt }: AttemptRequest & { files: AttemptFiles },
  { catalog, options }: BridgeParts,
): Promise<LaunchedAttempt> {
  const watch = new SupervisorWatch(files, launch, {
    clock: options.clock,
  });
  if (!(await readExit(files)) && (await watch.isAlive())) {
    await follower.adopted();
  }
  await reportTouchesAgain({ attempt, follower }, catalog);
  const masker = await maskerOf(attempt, { catalog, options });
  return { record, masker, watch };
}

async function followToEnd(
  { follower, signal }: AttemptRequest,
  { record, masker, watch }: LaunchedAttempt,
  options: CompleteOptions,
): Promise<ScriptEnding | undefined> {
  const { maxLineBytes, graceMs, adoptionWindowMs, spoolDirectory, clock } =
    options;
  const { position } = follower;
  const interpreter = new OutputInterpreter({ masker, maxLineBytes, position });
  const room = new RoomWatch(spoolDirectory);
  const tail = await OutputTail.open(watch.files, interpreter, {
    // More than is shown: a secret across the cut is masked whole.
    keepBytes: () => maxLineBytes + masker.longestBytes,
    maxOutputBytes: record.maxOutputBytes ?? options.maxOutputBytes,
    isFresh: watch.isChild,
    room,
  });
  const memory = new MemoryWatch(
    async () => (await watch.readProcesses()).script?.pid,
  );
  try {
    room.start();
    await tail.catchUp(position);
    memory.start();
    const finish = await new AttemptMonitor({
      watch,
      tail,
      follower,
      signal,
      timeoutMs: record.timeoutMs,
      adoptionWindowMs,
      graceMs,
      clock,
    }).follow();
    if (finish.kind === 'given-up') return undefined;
    const results = await readResults(watch.files, {
      json: record.json,
      masker,
    });
    if (results.isSummaryMasked) {
      const text = maskedWords('The summary');
      await follower.said({
        logs: [],
        annotations: [{ level: 'warning', text }],
      });
    }
    const { peakBytes: peakMemoryBytes } = memory;
    const noted = 'exit' in finish && finish.exit?.diskFull === true;
    return decideEnding({
      // What a script wants masked may be in its command.
      record: { ...record, command: record.command.map(w => masker.mask(w)) },
      finish,
      results,
      tails: interpreter.tails,
      openLine: tail.openLine,
      hasWindowsLines: await hasWindowsLines(record.command[0], finish),
      spoolProblems: [...room.problems(noted), ...tail.problems],
      peakMemoryBytes,
      now: clock.now(),
    });
  } finally {
    room.stop();
    await memory.stop();
    await tail.close();
  }
}

/** A script that is longer (bytes) is not looked through for its line ends. */
const LONGEST_SCRIPT = 1_048_576;

/** Tells whether the file of a script that failed has lines that end as on Windows. */
async function hasWindowsLines(path: string, finish: Finish): Promise<boolean> {
  if (finish.kind !== 'exited' || finish.exit.code === 0) return false;
  // It may be executable and not readable, or gone; then nobody can tell.
  const text = await readIfThere(path, LONGEST_SCRIPT).catch(() => undefined);
  return text?.includes('\r\n') ?? false;
}
