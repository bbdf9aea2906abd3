import type { SaidTouch } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { ServiceInput } from './serviceInput';

type Wish = Pick<SaidTouch, 'wanted' | 'until'>;

/** What is wanted of a service from the beginning of an act on it, and from its good end. */
export interface Purpose {
  atBegin: Wish;
  atEnd?: Wish;
}

/**
 * Tells what is wanted of a service by an act on it. What is started is meant to
 * run, however that goes; what is stopped is meant to be stopped when it is, and
 * not while it is only the first half of a restart.
 */
export function purposeOf({
  act,
  leaves,
  until,
}: Pick<ServiceInput, 'act' | 'leaves' | 'until'>): Purpose {
  if (act !== 'stop' || leaves === 'running') {
    return { atBegin: { wanted: 'running' } };
  }
  const end = until && { until: new Date(until).toISOString() };
  return { atBegin: {}, atEnd: { wanted: 'stopped', ...end } };
}
