import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { EngineStepContext } from '../../engine/EngineStepContext';
import { later } from '../../waiting/monotonicTime';
import {
  describeHealth,
  isGone,
  type OperatedService,
  type ServiceStepOptions,
} from './OperatedService';

/** The pause (ms) between two looks at a service while it comes up or goes. */
const ASK_EVERY_MS = 1_000;
/** A service may take so long (ms) to be well, or gone, unless it says otherwise. */
export const SETTLE_MS = 300_000;

export interface Settled {
  result: 'settled' | 'late' | 'cancelled';
  health: ServiceHealth;
}

/**
 * Asks a service until it is well, or gone, telling each change; at most for
 * its time. One that cannot be asked at all is taken to be as it was told to.
 *
 * @throws the signal's reason when the attempt is handed over
 */
export async function waitUntilSettled(
  service: OperatedService,
  act: 'start' | 'stop' | 'restart',
  {
    context,
    look,
    clock,
    isPartly = false,
  }: Pick<ServiceStepOptions, 'look' | 'clock'> & {
    context: EngineStepContext;
    /** True when a part of it is stopped, and stays so. */
    isPartly?: boolean;
  },
): Promise<Settled> {
  const { environment, name } = service;
  const { signal, timeoutMs = Infinity } = context;
  const limitMs = Math.min(service.settleMs ?? SETTLE_MS, timeoutMs);
  const end = later(clock.monotonic(), limitMs);
  let told = '';
  for (;;) {
    const [health] = await look(environment, [name], { refresh: true });
    if (signal.aborted && signal.reason !== 'cancel') throw signal.reason;
    if (signal.aborted) return { result: 'cancelled', health };
    const isWell = isAsWanted(act, health) || (isPartly && isAllReady(health));
    if (service.probes.length === 0 || isWell) {
      return { result: 'settled', health };
    }
    if (clock.monotonic() >= end) return { result: 'late', health };
    const seen = `${service.title} is ${describeHealth(health)}`;
    if (seen !== told) {
      told = seen;
      await context.say({ lines: [`Waiting: ${seen}`] });
    }
    await clock.sleep(ASK_EVERY_MS, signal);
  }
}

/**
 * Tells whether a service is as it is wanted. After its script has ended well,
 * what does not answer any more is gone.
 */
function isAsWanted(
  act: 'start' | 'stop' | 'restart',
  health: ServiceHealth,
): boolean {
  if (act !== 'stop') return health.status === 'healthy';
  return isGone(health) || (!health.replicas && health.status === 'down');
}

/** Tells whether all replicas that are wanted are ready, and nothing but the cluster finds fault. */
function isAllReady({ status, replicas, probes = [] }: ServiceHealth): boolean {
  return (
    status === 'degraded' &&
    replicas !== undefined &&
    replicas.ready >= replicas.wanted &&
    probes.every(one => one.kind === 'kubernetes' || one.status === 'healthy')
  );
}
