import type {
  PendingOperation,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * How a service is shown: what a run does to it or what is wanted of it goes
 * before what its probes see, because neither is an alarm.
 */
export type ShownState =
  ServiceHealth['status'] | 'stopped' | PendingOperation['act'];

/** Every state, the most urgent first. */
export const SHOWN_STATES: readonly ShownState[] = [
  'down',
  'degraded',
  'unknown',
  'restarting',
  'starting',
  'stopping',
  'changing',
  'stopped',
  'healthy',
];

export function shownStateOf(health: ServiceHealth): ShownState {
  if (health.pending) return health.pending.act;
  return isStoppedOnPurpose(health) ? 'stopped' : health.status;
}

/** Whether somebody has to look after it; a backend that does not tell leaves it to what it tells besides. */
export function needsAttention(health: ServiceHealth): boolean {
  return health.needsAttention ?? isWorry(health);
}

function isWorry({ status, pending, wanted }: ServiceHealth): boolean {
  return (
    (status === 'down' || status === 'degraded') &&
    pending === undefined &&
    wanted?.state !== 'stopped'
  );
}

function isStoppedOnPurpose(health: ServiceHealth): boolean {
  const { status, wanted } = health;
  return (
    wanted?.state === 'stopped' &&
    (status === 'down' || status === 'unknown') &&
    !health.needsAttention
  );
}

/** Whether nothing of it runs; what is there and does not answer well is down, too. */
export function isAway({ probes = [] }: ServiceHealth): boolean {
  return probes.length === 0 || probes.some(({ isThere }) => isThere === false);
}

/** The most urgent first; equals stay in their places. */
export function byUrgency<T extends { health: ServiceHealth }>(
  services: readonly T[],
): T[] {
  const rank = ({ health }: T) => SHOWN_STATES.indexOf(shownStateOf(health));
  return [...services].sort((a, b) => rank(a) - rank(b));
}
