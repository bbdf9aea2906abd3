import type {
  Run,
  WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { MOST_AHEAD, type QueuePlace, type RunStore } from '../../ports';

/**
 * Adds to a run in the queue what it waits for: who holds its lock, or how many
 * come first.
 */
export async function withQueuePosition(
  store: Pick<RunStore, 'queuePlace'>,
  run: Run,
): Promise<Run> {
  if (run.status !== 'queued') return run;
  const place = await store.queuePlace(run.id);
  if (!place) return run;
  const since = run.waitingFor?.since ?? run.createdAt;
  return { ...run, waitingFor: { since, ...describe(place) } };
}

function describe(place: QueuePlace): Omit<WaitingFor, 'since'> {
  if (place.kind === 'labels') {
    const text = `a worker with the labels ${place.labels.join(', ')}; none is there now`;
    return { kind: 'worker', text };
  }
  const line =
    place.ahead === 0
      ? 'next in line'
      : `${formatAhead(place.ahead)} before it`;
  if (place.kind === 'worker') {
    return { kind: 'worker', text: `a free worker; ${line}` };
  }
  return {
    kind: 'lock',
    text: `${place.key}, held by ${place.holderTitle} (run ${place.holderId}) since ${place.since}; ${line}`,
    runId: place.holderId,
  };
}

function formatAhead(ahead: number): string {
  return ahead < MOST_AHEAD ? String(ahead) : 'a thousand or more';
}
