import type { Fleet } from './Fleet';
import { clientOf } from './clientOf';

/**
 * How long (ms) after its commit an event of a script reaches a viewer on a
 * replica that does not work on the run.
 */
export async function measureEventDelay(fleet: Fleet): Promise<number[]> {
  await fleet.startReplica({ role: 'worker' });
  const viewer = await fleet.startReplica({ role: 'api' });
  const runId = await fleet.announceRun('long-script');
  const delays: number[] = [];
  for await (const entry of clientOf(viewer).watchRun(runId)) {
    const { at } = entry.kind === 'event' ? entry.event : entry.chunk;
    delays.push(Date.now() - Date.parse(at));
  }
  // What was there before it watched is no news.
  return delays.slice(10);
}
