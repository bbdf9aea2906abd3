import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  PlatformHealth,
  ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceInventory } from '../platform';
import type {
  Clock,
  HealthChange,
  HealthHistory,
  HealthMetrics,
  ServiceNews,
} from '../ports';
import type { PlatformHealthService } from './createPlatformHealth';

export interface HealthWatchOptions {
  environments: string[];
  health: PlatformHealthService;
  inventory: ServiceInventory;
  history: HealthHistory;
  metrics: HealthMetrics;
  /** Each is told of every change, once in all processes. */
  tell: Array<(change: ServiceNews) => Promise<void>>;
  clock: Clock;
  logger: LoggerService;
  /** What is older (ms) is forgotten. */
  historyMs: number;
}

/** Looks at every environment, keeps what is new, and tells it. */
export class HealthWatch {
  constructor(private readonly options: HealthWatchOptions) {}

  /** Once for all processes of a database. */
  async look(): Promise<void> {
    const { environments, logger } = this.options;
    await Promise.all(
      environments.map(async environment => {
        try {
          await this.#lookAt(environment);
        } catch (error) {
          const what = `The health of ${environment} cannot be watched now`;
          logger.warn(what, error as Error);
        }
      }),
    );
  }

  async forgetOld(): Promise<void> {
    const { history, clock, historyMs } = this.options;
    await history.removeBefore(clock.now() - historyMs);
  }

  async #lookAt(environment: string): Promise<void> {
    const { health, history, metrics, clock } = this.options;
    const seen = await health.check({ environment, refresh: true });
    metrics.observed(seen);
    const changes = await history.record(environment, {
      at: clock.now(),
      services: seen.services.map(toSeen),
    });
    for (const change of changes) await this.#tell(change, seen);
  }

  /** What cannot be told now is told by the log, and by no later look. */
  async #tell(change: HealthChange, seen: PlatformHealth): Promise<void> {
    const { environment, service, from, status, reason } = change;
    const { inventory, logger, tell } = this.options;
    const health = seen.services.find(({ name }) => name === service);
    const definitions = await inventory.list(environment);
    const { owner } = definitions.find(({ name }) => name === service) ?? {};
    const told: ServiceNews = {
      ...change,
      title: health?.title ?? service,
      critical: health?.critical ?? false,
      owner,
    };
    const because = reason ? `: ${reason}` : '';
    logger.info(
      `${told.title} of ${environment} was ${from} and is ${status}${because}`,
    );
    const outcomes = await Promise.allSettled(tell.map(each => each(told)));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        const what = `The change of ${service} of ${environment} could not be told`;
        logger.warn(what, outcome.reason as Error);
      }
    }
  }
}

function toSeen({ name, status, score, reason }: ServiceHealth) {
  return { service: name, status, score, reason };
}
