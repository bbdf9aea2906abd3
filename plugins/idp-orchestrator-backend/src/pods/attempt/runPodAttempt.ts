import { maskedWords } from '@idp/backstage-plugin-idp-orchestrator-common';
import { reportTouchesAgain } from '../../bridge/attempt/beforeLaunch';
import { decideEnding } from '../../bridge/attempt/decideEnding';
import type { AttemptRequest } from '../../bridge/attempt/runAttempt';
import { maskerOf } from '../../bridge/call/maskerOf';
import type { Masker } from '../../bridge/output/Masker';
import { isPassing } from '../../cluster/connection/isPassing';
import type { ScriptEnding } from '../../ports';
import { readClaim } from '../claim/ClaimObject';
import { AttemptObjects } from '../job/AttemptObjects';
import { createJob } from '../job/createJob';
import { PodOutput } from '../output/PodOutput';
import { markAttempt, nameAttempt } from '../settings/names';
import { FollowerGuard } from './FollowerGuard';
import { makeClaim, type PodParts } from './makeClaim';
import { PodMonitor, type FollowedPod } from './PodMonitor';
import { PodNotes } from './PodNotes';
import { startPod, type StartedPod } from './startPod';

/** An attempt, its objects, and who hears of it. */
interface PodRun extends AttemptRequest {
  objects: AttemptObjects;
  notes: PodNotes;
  mayPass(error: unknown): boolean;
  /** The mask of what is secret in the call, where this backend has checked it. */
  masker?: Masker;
}

/** Starts an attempt's script in a pod or finds it again, and follows it to its end. */
export async function runPodAttempt(
  request: AttemptRequest,
  parts: PodParts,
): Promise<ScriptEnding> {
  const { attempt, signal } = request;
  const at = { namespace: parts.namespace, name: nameAttempt(attempt) };
  const objects = new AttemptObjects(parts.cluster.connection, at);
  const guard = new FollowerGuard(request.follower);
  const { follower } = guard;
  const notes = new PodNotes(follower);
  const mayPass = (error: unknown) => isPassing(error) && !guard.hasFailed;
  const run: PodRun = { attempt, signal, follower, objects, notes, mayPass };
  try {
    return await conclude(await start(run, parts), run, parts);
  } catch (error) {
    guard.throwIfItFailed();
    // Nothing has begun.
    if (notes.hasNone) throw error;
    if (signal.aborted && signal.reason !== 'cancel') throw signal.reason;
    // It may run: that this was no failure of the script has to be told.
    const message = `Job ${at.namespace}/${at.name} cannot be followed any more, and it is not known how far the script came; it may still run. ${(error as Error).message}`;
    return { outcome: 'lost', error: { message } };
  }
}

/** Makes sure that the attempt's script runs, or finds that it did. */
function start(run: PodRun, parts: PodParts): Promise<StartedPod> {
  const { attempt, objects, notes, follower, signal, mayPass } = run;
  const { pod, script, options } = parts;
  const { namespace, name } = objects.at;
  const marks = markAttempt(attempt);
  return startPod({
    objects,
    notes,
    follower,
    signal,
    clock: options.clock,
    mayPass,
    async claim() {
      const { claim, masker } = await makeClaim({ ...run, marks }, parts);
      run.masker = masker;
      return claim;
    },
    describe: () =>
      `Job ${namespace}/${name} runs the script in a pod of image ${pod.image}`,
    job: claim =>
      createJob({
        name,
        marks,
        pod,
        script,
        record: readClaim(claim).record,
        graceMs: options.graceMs,
      }),
  });
}

async function conclude(
  started: StartedPod,
  run: PodRun,
  parts: PodParts,
): Promise<ScriptEnding> {
  switch (started.kind) {
    case 'cancelled':
      return {
        outcome: 'cancelled',
        error: { message: 'cancelled before it was started' },
      };
    case 'lost':
      return { outcome: 'lost', error: { message: started.reason } };
    default:
      return follow(started, run, parts);
  }
}

/** Follows a Job that runs, or judges one that an earlier backend has ended. */
async function follow(
  started: Extract<StartedPod, { kind: 'started' | 'ended' }>,
  run: PodRun,
  { catalog, options }: PodParts,
): Promise<ScriptEnding> {
  const { record, nonce, hasWindowsLines } = readClaim(started.claim);
  const { attempt, follower, objects, notes, signal } = run;
  const masker = run.masker ?? (await maskerOf(attempt, { catalog, options }));
  if (!run.masker) await reportTouchesAgain(run, catalog);
  const { clock, graceMs, maxLineBytes } = options;
  const output = new PodOutput({
    masker,
    maxLineBytes,
    maxOutputBytes: record.maxOutputBytes ?? options.maxOutputBytes,
    nonce,
    json: record.json,
    position: follower.position,
  });
  const followed: FollowedPod =
    started.kind === 'ended'
      ? { finish: { kind: 'ended', why: started.why, left: [] }, problems: [] }
      : await new PodMonitor({
          objects,
          jobUid: started.jobUid,
          output,
          notes,
          follower,
          signal,
          timeoutMs: record.timeoutMs,
          graceMs,
          clock,
        }).follow();
  const hasEnded = followed.finish.kind === 'exited';
  const results = output.readResults();
  if (results.isSummaryMasked) {
    const text = maskedWords('The summary');
    await follower.said({
      logs: [],
      annotations: [{ level: 'warning', text }],
    });
  }
  return decideEnding({
    // What a script wants masked may be in its command.
    record: { ...record, command: record.command.map(w => masker.mask(w)) },
    finish: followed.finish,
    results: hasEnded ? results : { ...results, problems: [] },
    tails: output.tails,
    openLine: output.openLine,
    hasWindowsLines,
    spoolProblems: followed.problems,
    peakMemoryBytes: output.frames.exit?.peakMemoryBytes,
    now: clock.now(),
  });
}
