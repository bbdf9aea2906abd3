import type { ServiceDefinition } from '../platform';
import type { Clock, MonotonicTime } from '../ports';
import { msSince } from '../waiting/monotonicTime';
import { judgeService } from './judgeService';
import type { Observation } from './Observation';
import type { AskService } from './probes';

export interface ServiceChecksOptions {
  ask: AskService;
  clock: Clock;
}

/** The time (ms) for which an answer is good for those who do not ask anew. */
const KEPT_MS = 2_000;

/**
 * Asks services, each by all its probes at the same time. Whoever asks for a
 * service that is just being asked waits for that answer, so each probe is
 * sent once whatever the number of askers, and no service waits for another.
 */
export class ServiceChecks {
  readonly #underWay = new Map<string, Promise<Observation>>();
  readonly #kept = new Map<
    string,
    { at: MonotonicTime; observation: Observation }
  >();

  constructor(private readonly options: ServiceChecksOptions) {}

  async check(
    service: ServiceDefinition,
    { refresh }: { refresh: boolean },
  ): Promise<Observation> {
    const key = JSON.stringify([service.environment, service.name]);
    const kept = this.#kept.get(key);
    const { clock } = this.options;
    if (kept && !refresh && msSince(clock, kept.at) < KEPT_MS) {
      return kept.observation;
    }
    let flight = this.#underWay.get(key);
    if (!flight) {
      flight = this.#ask(service, key).finally(() =>
        this.#underWay.delete(key),
      );
      this.#underWay.set(key, flight);
    }
    return flight;
  }

  async #ask(service: ServiceDefinition, key: string): Promise<Observation> {
    const { ask, clock } = this.options;
    const askedAt = clock.monotonic();
    const sights = await Promise.all(
      service.probes.map(probe => ask(service, probe)),
    );
    const observation = { ...judgeService(service, sights), askedAt };
    this.#kept.set(key, { at: clock.monotonic(), observation });
    return observation;
  }
}
