import type {
  Clock,
  MonotonicTime,
  ServiceIntent,
  ServiceIntents,
} from '../ports';
import { msBetween, msSince } from '../waiting/monotonicTime';
import type { Observation } from './Observation';
import { withinLimit } from './probes';

/** Tells what is meant for a service as it was observed. */
export type IntentOf = (observation: Observation) => ServiceIntent;

/** A time limit (ms): how services are is told whatever the database does. */
const LIMIT_MS = 3_000;

interface Place {
  newest: ReadonlyMap<string, ServiceIntent>;
  /** Services that runs had in their hands, and when these were seen to have let go. */
  released: Map<
    string,
    { at: MonotonicTime; pending: ServiceIntent['pending'] }
  >;
  /** When the database gave no answer, if it did not the last time. */
  failedAt?: MonotonicTime;
  underWay?: Promise<void>;
  next?: Promise<void>;
}

/**
 * Reads what people and runs mean for services, for all who judge them in this
 * process. What was observed before a run let go of a service is judged as in
 * its hands, so that the last of a restart is taken for nobody's failure.
 */
export class IntentReader {
  readonly #places = new Map<string, Place>();

  constructor(
    private readonly options: { intents: ServiceIntents; clock: Clock },
  ) {}

  /**
   * Reads what is meant now. Those who ask during a read share the one after
   * it, since the first may have looked before they did. When the database
   * gives no answer, what it said last is good.
   */
  async read(environment: string): Promise<IntentOf> {
    const place = this.#placeOf(environment);
    place.next ??= this.#readNext(environment, place);
    await place.next;
    return observation => intentOf(observation, place);
  }

  #placeOf(environment: string): Place {
    const known = this.#places.get(environment);
    if (known) return known;
    const place: Place = { newest: new Map(), released: new Map() };
    this.#places.set(environment, place);
    return place;
  }

  async #readNext(environment: string, place: Place): Promise<void> {
    await place.underWay;
    place.next = undefined;
    place.underWay = this.#refresh(environment, place);
    await place.underWay;
  }

  async #refresh(environment: string, place: Place): Promise<void> {
    const { intents, clock } = this.options;
    const { failedAt } = place;
    // Nobody waits twice for a database that is away.
    if (failedAt !== undefined && msSince(clock, failedAt) < LIMIT_MS) return;
    const newest = await withinLimit<Place['newest'] | undefined>(
      { clock, limitMs: LIMIT_MS },
      // That the database is away is told by who asks for it.
      () => intents.read(environment).catch(() => undefined),
      () => undefined,
    );
    place.failedAt = newest ? undefined : clock.monotonic();
    if (!newest) return;
    for (const [service, { pending }] of place.newest) {
      const isHeld = newest.get(service)?.pending !== undefined;
      if (pending && !isHeld) {
        place.released.set(service, { at: clock.monotonic(), pending });
      }
    }
    place.newest = newest;
  }
}

function intentOf(
  { health: { name }, askedAt }: Observation,
  { newest, released }: Place,
): ServiceIntent {
  const intent = newest.get(name) ?? {};
  const before = released.get(name);
  if (intent.pending || !before || askedAt === undefined) return intent;
  return msBetween(askedAt, before.at) >= 0
    ? { ...intent, pending: before.pending }
    : intent;
}
