import { ConflictError, NotFoundError } from '@backstage/errors';
import { untilHeld } from '../../bridge/attempt/beforeLaunch';
import type { ForcedReason } from '../../bridge/attempt/decideEnding';
import { LONGEST_PAUSE_MS } from '../../cluster/connection/isPassing';
import type { Clock, ScriptFollower } from '../../ports';
import { endedWhy, jobUidOf, type ClaimObject } from '../claim/ClaimObject';
import type { AttemptObjects } from '../job/AttemptObjects';
import { isOver, type JobObject } from '../job/JobObject';
import { untilLetGo } from './untilLetGo';
import type { PodNotes } from './PodNotes';

/** The state in which an attempt is, once it is made sure that it runs. */
export type StartedPod =
  | { kind: 'started'; claim: ClaimObject; jobUid: string }
  /** An earlier backend has ended it. */
  | { kind: 'ended'; claim: ClaimObject; why: ForcedReason }
  | { kind: 'cancelled' }
  /** It began, and nothing that is left tells how it went on. */
  | { kind: 'lost'; reason: string };

export interface PodStart {
  objects: AttemptObjects;
  notes: PodNotes;
  follower: Pick<ScriptFollower, 'position' | 'isHeld' | 'adopted'>;
  signal: AbortSignal;
  clock: Clock;
  /** Tells whether an error is one of a cluster that is away just now. */
  mayPass(error: unknown): boolean;
  /** Checks the call and makes the claim; called when nothing is there. */
  claim(): Promise<ClaimObject>;
  /** Makes what is told of the Job before it may run. */
  describe(): string;
  /** Makes the Job of a claim. */
  job(claim: ClaimObject): object;
}

/** Somebody else changes the same objects only while this backend is taken for gone. */
const TRIES = 5;

/**
 * Starts the Job of an attempt, or finds the one that was started. It runs once
 * whoever dies between which lines, and whoever else tries at the same time:
 *
 * 1. the claim is made, a Secret of a name that only this attempt has;
 * 2. the Job is made, suspended, so that it has a uid and no pod;
 * 3. that uid is written into the claim, if nobody has changed it meanwhile;
 * 4. a note is stored, and from then on the attempt is known to have begun;
 * 5. the Job of that uid is let go on, and no other.
 *
 * So a claim without a uid has never run; of one with a uid only that Job can
 * run; and without it, or without a claim although something was stored, it is
 * lost.
 */
export async function startPod(start: PodStart): Promise<StartedPod> {
  const { at } = start.objects;
  const seen = { claim: false };
  for (let tries = 1; tries <= TRIES;) {
    const started = await tryStart(start, seen).catch(error =>
      waitFor(error, start),
    );
    if (started !== 'changed' && started !== 'away') return started;
    if (started === 'changed') tries += 1;
  }
  throw new ConflictError(
    `Somebody else changes Job ${at.namespace}/${at.name} and its Secret all the time`,
  );
}

/** Waits for a cluster that is away, where the script may have begun: whether it has is not known before. */
async function waitFor(error: unknown, start: PodStart): Promise<'away'> {
  const { notes, signal, clock } = start;
  if (notes.hasNone || !start.mayPass(error)) throw error;
  const letGo = untilLetGo(signal);
  letGo.throwIfAborted();
  await notes.tell(`${(error as Error).message} Trying again.`);
  await clock.sleep(LONGEST_PAUSE_MS, letGo);
  return 'away';
}

async function tryStart(
  start: PodStart,
  seen: { claim: boolean },
): Promise<StartedPod | 'changed'> {
  const { objects, notes, follower, signal } = start;
  const asking = untilLetGo(signal);
  const there = await objects.readClaim(asking);
  const hasBegun = !notes.hasNone || follower.position.stdout > 0;
  // One that was here a moment ago was removed by whoever had the script done.
  if (!there && (hasBegun || seen.claim)) return loseClaim(start);
  seen.claim = true;
  if (there) return goOn(there, start);
  if (signal.aborted) return { kind: 'cancelled' };
  await untilHeld(start);
  return goOn(await start.claim(), start);
}

async function goOn(
  claim: ClaimObject,
  start: PodStart,
): Promise<StartedPod | 'changed'> {
  const { objects, signal } = start;
  const uid = jobUidOf(claim);
  const job = await objects.readJob(untilLetGo(signal));
  if (uid === undefined) return begin({ claim, job }, start);
  if (job?.metadata.uid === uid) return letGoOn({ claim, job }, start);
  const why = endedWhy(claim);
  return why
    ? { kind: 'ended', claim, why }
    : { kind: 'lost', reason: describeMissing('Job', start) };
}

/** Goes on where nothing can have run. */
async function begin(
  { claim, job }: { claim: ClaimObject; job: JobObject | undefined },
  start: PodStart,
): Promise<StartedPod | 'changed'> {
  const { objects, signal } = start;
  const asking = untilLetGo(signal);
  if (signal.aborted) {
    if (job) await objects.deleteJob(job.metadata.uid, asking);
    return { kind: 'cancelled' };
  }
  await untilHeld(start);
  const made = job ?? (await objects.createJob(start.job(claim), asking));
  const isBound = await unlessChanged(objects.bindClaim(claim, made, asking));
  if (isBound) return letGoOn({ claim, job: made }, start);
  // It belongs to another claim, or to none.
  const now = await objects.readClaim(asking);
  if (!now || jobUidOf(now) !== made.metadata.uid) {
    await objects.deleteJob(made.metadata.uid, asking);
  }
  return 'changed';
}

/** Lets the Job of a claim go on, unless it does already. */
async function letGoOn(
  { claim, job }: { claim: ClaimObject; job: JobObject },
  start: PodStart,
): Promise<StartedPod | 'changed'> {
  const { objects, notes, follower, signal } = start;
  const asking = untilLetGo(signal);
  const jobUid = job.metadata.uid ?? '';
  if (job.spec?.suspend !== true) {
    if (!isOver(job)) await follower.adopted();
    return { kind: 'started', claim, jobUid };
  }
  if (signal.aborted) {
    await objects.deleteJob(jobUid, asking);
    return { kind: 'cancelled' };
  }
  if (notes.hasNone) await notes.tell(start.describe());
  await untilHeld(start);
  const isLetGo = await unlessChanged(objects.unsuspend(job, asking));
  return isLetGo ? { kind: 'started', claim, jobUid } : 'changed';
}

/** Ends what may be left of an attempt whose claim is gone. */
async function loseClaim(start: PodStart): Promise<StartedPod> {
  const { objects, signal } = start;
  await objects.deleteJob(undefined, untilLetGo(signal));
  return { kind: 'lost', reason: describeMissing('Secret', start) };
}

function describeMissing(
  kind: string,
  { objects: { at } }: Pick<PodStart, 'objects'>,
): string {
  return `${kind} ${at.namespace}/${at.name} of the attempt was removed from the cluster by somebody else, and it is not known how far the script came`;
}

/** Returns false when somebody else has changed, or removed, what was to be changed. */
async function unlessChanged(change: Promise<void>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (error instanceof ConflictError || error instanceof NotFoundError) {
      return false;
    }
    throw error;
  }
}
