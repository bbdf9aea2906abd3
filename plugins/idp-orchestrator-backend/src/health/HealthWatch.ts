import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isMeantStopped,
  type PlatformHealth,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceInventory } from '../platform';
import type {
  Clock,
  HealthChange,
  HealthHistory,
  HealthMetrics,
  SeenHealth,
} from '../ports';
import type { PlatformHealthService } from './createPlatformHealth';

export interface HealthWatchOptions {
  environments: string[];
  health: PlatformHealthService;
  inventory: ServiceInventory;
  history: HealthHistory;
  metrics: HealthMetrics;
  /** Is woken when a change of a service was written into the outbox. */
  outbox: { wake(): void };
  clock: Clock;
  logger: LoggerService;
  /** The age (ms) from which on entries are forgotten. */
  historyMs: number;
}

/** Looks at every environment, keeps what is new, and wakes the outbox for changes that nobody wanted. */
export class HealthWatch {
  constructor(private readonly options: HealthWatchOptions) {}

  /**
   * Looks at all environments, as a task that one of all processes does at a
   * time.
   */
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
    const { health, inventory, history, metrics, outbox, clock } = this.options;
    const seen = await health.check({ environment, refresh: true });
    metrics.observed(seen);
    const definitions = await inventory.list(environment);
    const owners = new Map(definitions.map(({ name, owner }) => [name, owner]));
    const changes = await history.record(environment, {
      at: clock.now(),
      services: seen.services.map(service => ({
        ...toSeen(service, seen),
        owner: owners.get(service.name),
      })),
    });
    for (const change of changes) this.#log(change);
    if (changes.length > 0) outbox.wake();
  }

  #log({ title, environment, from, status, reason }: HealthChange): void {
    const because = reason ? `: ${reason}` : '';
    this.options.logger.info(
      `${title} of ${environment} was ${from} and is ${status}${because}`,
    );
  }
}

function toSeen(
  health: ServiceHealth,
  { checkedAt }: PlatformHealth,
): SeenHealth {
  const { name, status, score, reason, title, critical } = health;
  const isExpected =
    health.pending !== undefined ||
    isMeantStopped(health, Date.parse(checkedAt));
  return {
    ...{ service: name, status, score, reason, title, critical },
    ...(isExpected && { isExpected }),
  };
}
