import {
  hostNameOf,
  parseSpoolIdentity,
  type HostIdentity,
  type RunFact,
  type RunStep,
  type SpoolIdentity,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { LEASE_MS } from '../../ports';

/** The host of the attempts that this process starts, as its worker tells them from those that were started elsewhere. */
export interface AttemptHost {
  readonly identity: SpoolIdentity;
  /** After this time (ms) without an owner, nothing of an attempt elsewhere can run any more. */
  readonly ownerWaitMs: number;
}

/** For what is rounded up to seconds, a busy host, and clocks that differ a little. */
const SLACK_MS = 5_000;

/**
 * Makes it for this process, from its host, and the spool in which its bridge
 * keeps attempts.
 */
export function createAttemptHost(options: {
  host: HostIdentity;
  spoolId: string;
  adoptionWindowMs: number;
  graceMs: number;
}): AttemptHost {
  const { host, spoolId, adoptionWindowMs, graceMs } = options;
  return {
    identity: { ...host, spool: spoolId },
    ownerWaitMs: LEASE_MS + adoptionWindowMs + graceMs + SLACK_MS,
  };
}

/** Tells whether what an attempt started can be neither seen nor ended from here. */
export function isElsewhere(
  host: string | undefined,
  own: AttemptHost | undefined,
): host is string {
  if (!host || !own) return false;
  const here = own.identity;
  const there = parseSpoolIdentity(host);
  if (there?.name !== here.name || there.spool !== here.spool) return true;
  // This host, started again: its spool tells that everything is gone.
  if (there.boot !== here.boot) return false;
  return there.namespace !== here.namespace;
}

/** Finds the host, as text, on which the last attempt of a step was started. */
export function hostOf(state: RunStep): string | undefined {
  return state.history.at(-1)?.host;
}

/**
 * A resumed attempt whose processes are elsewhere: its supervisor ends them
 * when nobody has followed them for the adoption window, and only then it may
 * be taken as lost. The time counts from here, and so no matter what the
 * clock of the other host says: its owner lost its right to go on, at the
 * latest, one lease after this worker got the run.
 */
export function waitForOwner(
  state: RunStep,
  own: AttemptHost,
  now: number,
): RunFact | undefined {
  const host = hostNameOf(hostOf(state) ?? '');
  const known = state.waitingFor?.kind === 'owner' && state.waitingFor.until;
  if (known) return undefined;
  const since = new Date(now).toISOString();
  return {
    type: 'step.waiting',
    stepId: state.id,
    attempt: state.attempts,
    waitingFor: {
      kind: 'owner',
      text: `${host}, which started the script and is silent now: until it is back, or the script must have been ended there`,
      since,
      until: new Date(now + own.ownerWaitMs).toISOString(),
    },
  };
}
