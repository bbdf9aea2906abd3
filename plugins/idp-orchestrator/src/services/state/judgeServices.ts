import type { ServiceHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import { needsAttention, shownStateOf } from './shownState';

/** The services of an environment, by what they ask of somebody. */
export interface Judgement {
  /** Need somebody, and wait for no other one that does. */
  causes: ServiceHealth[];
  /** Are not well because a cause is down. */
  consequences: ServiceHealth[];
  /** Are in the hands of a run. */
  pending: ServiceHealth[];
  /** Were stopped on purpose. */
  stopped: ServiceHealth[];
  healthy: ServiceHealth[];
}

/** Sorts out what is to be told, so that one cause is told once. */
export function judgeServices(services: ServiceHealth[]): Judgement {
  const worries = services.filter(needsAttention);
  const names = new Set(worries.map(({ name }) => name));
  const waits = ({ name, waitsFor = [] }: ServiceHealth) =>
    waitsFor.some(other => other !== name && names.has(other));
  return {
    // Services that wait for each other in a circle are all causes.
    ...splitBy(worries, waits),
    pending: services.filter(({ pending }) => pending !== undefined),
    stopped: services.filter(one => shownStateOf(one) === 'stopped'),
    healthy: services.filter(one => shownStateOf(one) === 'healthy'),
  };
}

function splitBy(
  worries: ServiceHealth[],
  waits: (one: ServiceHealth) => boolean,
) {
  const causes = worries.filter(one => !waits(one));
  return causes.length > 0
    ? { causes, consequences: worries.filter(waits) }
    : { causes: worries, consequences: [] };
}
