import type { Caller } from '../../access/Caller';
import type { OperationParts } from '../OperationParts';
import { sightOfRuns } from '../stats/sightOfRuns';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** Tells how long a run of a flow in an environment takes at most, as far as that is known (ms). */
export type ExpectedTimes = (place: {
  flow: string;
  environment: string;
}) => number | undefined;

/** Looks up how long runs of some flows take, as far as a caller may see these. */
export async function expectTimes(
  {
    gate,
    statistics,
    clock,
  }: Pick<OperationParts, 'gate' | 'statistics' | 'clock'>,
  caller: Caller,
  flows: readonly string[],
): Promise<ExpectedTimes> {
  const sight = flows.length > 0 && (await sightOfRuns(gate, caller));
  if (!sight) return () => undefined;
  const since = new Date(clock.now() - DAYS * DAY_MS).toISOString();
  const read = await statistics.readTimesOfMost({ ...sight, flows, since });
  const times = new Map(read.map(one => [keyOf(one), one.p90Ms]));
  return place => times.get(keyOf(place));
}

function keyOf({
  flow,
  environment,
}: {
  flow: string;
  environment: string;
}): string {
  return JSON.stringify([flow, environment]);
}
