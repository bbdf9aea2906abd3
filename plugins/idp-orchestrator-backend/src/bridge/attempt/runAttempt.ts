import { listTexts } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptAttempt, ScriptEnding, ScriptFollower } from '../../ports';
import type { CompleteOptions } from '../bridgeOptions';
import { splitArguments } from '../call/secretArguments';
import { Masker } from '../output/Masker';
import { OutputInterpreter } from '../output/OutputInterpreter';
import { OutputTail } from '../output/OutputTail';
import { readResults } from '../output/readResults';
import { AttemptFiles } from '../supervisor/AttemptFiles';
import { readExit } from '../supervisor/supervisorNotes';
import { MemoryWatch } from './MemoryWatch';
import { decideEnding } from './decideEnding';
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
    const found = await findAttempt(files);
    if (signal.aborted && signal.reason !== 'cancel') throw signal.reason;
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

async function adoptAttempt(
  { launch, record }: Extract<Found, { kind: 'claimed' }>,
  { files, follower, attempt }: AttemptRequest & { files: AttemptFiles },
  { catalog, options }: BridgeParts,
): Promise<LaunchedAttempt> {
  const watch = new SupervisorWatch(files, launch);
  if (!(await readExit(files)) && (await watch.isAlive())) {
    await follower.adopted();
  }
  const entry = await catalog
    .find(attempt.environment, attempt.script)
    // Without it nobody knows which arguments are secret: all are.
    .catch(() => undefined);
  const hidden = entry
    ? Object.values(splitArguments(entry, attempt.args, []).hidden)
    : listTexts(attempt.args);
  const secrets = [...(attempt.secrets ?? []), ...hidden];
  return { record, masker: new Masker(secrets, options.secrets), watch };
}

async function followToEnd(
  { follower, signal }: AttemptRequest,
  { record, masker, watch }: LaunchedAttempt,
  { maxLineBytes, graceMs, adoptionWindowMs }: CompleteOptions,
): Promise<ScriptEnding | undefined> {
  const { position } = follower;
  const interpreter = new OutputInterpreter({ masker, maxLineBytes, position });
  const tail = await OutputTail.open(watch.files, interpreter, {
    // More than is shown: a secret across the cut is masked whole.
    keepBytes: () => maxLineBytes + masker.longestBytes,
  });
  const memory = new MemoryWatch(
    async () => (await watch.readProcesses()).script?.pid,
  );
  try {
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
    }).follow();
    if (finish.kind === 'given-up') return undefined;
    const results = await readResults(watch.files, {
      json: record.json,
      masker,
    });
    const { stderrTail } = interpreter;
    const { peakBytes: peakMemoryBytes } = memory;
    return decideEnding({
      // What a script wants masked may be in its command.
      record: { ...record, command: record.command.map(w => masker.mask(w)) },
      finish,
      results,
      stderrTail,
      peakMemoryBytes,
    });
  } finally {
    await memory.stop();
    await tail.close();
  }
}
