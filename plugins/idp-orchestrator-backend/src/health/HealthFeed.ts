import type { LoggerService } from '@backstage/backend-plugin-api';
import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceDefinition, ServiceInventory } from '../platform';
import type { Clock, MonotonicTime } from '../ports';
import { msSince } from '../waiting/monotonicTime';
import { WakeableTimer } from '../waiting/WakeableTimer';
import type { IntentOf, IntentReader } from './IntentReader';
import { judgePlatform } from './judgePlatform';
import type { NodeCounts } from './NodeCounts';
import type { Observation } from './Observation';
import type { ServiceChecks } from './ServiceChecks';
import { toVisibleState } from './toVisibleState';

export interface HealthFeedOptions {
  inventory: ServiceInventory;
  checks: ServiceChecks;
  intents: IntentReader;
  nodes: NodeCounts;
  clock: Clock;
  logger: LoggerService;
}

/** The pause (ms) between two requests to a service. */
const LOOK_EVERY_MS = 2_000;
/** The pause (ms) between two runs of a script: a process for each is dearer than a request. */
const RUN_SCRIPT_EVERY_MS = 10_000;

/**
 * Asks the services of one environment again and again while there are viewers.
 * Each service is asked in a rhythm of its own, so that one which does not
 * answer keeps no other's change from being seen.
 */
export class HealthFeed {
  #services: ServiceDefinition[] = [];
  #nodes?: Awaited<ReturnType<NodeCounts['count']>>;
  #intentOf?: IntentOf;
  readonly #seen = new Map<
    string,
    { at: MonotonicTime; observation: Observation }
  >();
  readonly #looking = new Map<string, Promise<void>>();
  #newest?: { health: PlatformHealth; version: number; seenAs: string };
  readonly #news = new WakeableTimer();
  readonly #closed = new AbortController();
  readonly #going: Promise<void>;

  constructor(
    private readonly environment: string,
    private readonly options: HealthFeedOptions,
  ) {
    this.#going = this.#lookForEver();
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await this.#going;
  }

  /**
   * Reads what is newer than a version that was read before (0: nothing was);
   * waits for it, or until `signal` aborts.
   */
  async read(
    after: number,
    signal: AbortSignal,
  ): Promise<{ health: PlatformHealth; version: number } | undefined> {
    while (!signal.aborted) {
      if (this.#newest && this.#newest.version > after) return this.#newest;
      await this.#news.wait(undefined, signal);
    }
    return undefined;
  }

  async #lookForEver(): Promise<void> {
    const { signal } = this.#closed;
    while (!signal.aborted) {
      await this.#startLooks();
      await this.options.clock.sleep(LOOK_EVERY_MS, signal);
    }
    await Promise.all(this.#looking.values());
  }

  async #startLooks(): Promise<void> {
    this.#services = await this.#listServices();
    for (const service of this.#services.filter(each => this.#isDue(each))) {
      this.#start(service.name, () => this.#look(service));
    }
    this.#start('what runs do', async () => {
      this.#intentOf = await this.options.intents.read(this.environment);
      this.#publish();
    });
    this.#start('the cluster', async () => {
      this.#nodes = await this.options.nodes.count(this.environment);
      this.#publish();
    });
  }

  async #listServices(): Promise<ServiceDefinition[]> {
    const { inventory, logger } = this.options;
    try {
      return await inventory.list(this.environment);
    } catch (error) {
      const what = `The services of ${this.environment} cannot be listed now`;
      logger.warn(what, error as Error);
      return this.#services;
    }
  }

  #isDue({ name, probes }: ServiceDefinition): boolean {
    if (!probes.some(({ kind }) => kind === 'script')) return true;
    const seen = this.#seen.get(name);
    const { clock } = this.options;
    return !seen || msSince(clock, seen.at) >= RUN_SCRIPT_EVERY_MS;
  }

  /** Starts a look at a service, unless one is under way. */
  #start(what: string, look: () => Promise<void>): void {
    if (this.#looking.has(what)) return;
    const going = look()
      .catch((error: Error) => {
        const where = `of ${this.environment} cannot be asked now`;
        this.options.logger.warn(`${what} ${where}`, error);
      })
      .finally(() => this.#looking.delete(what));
    this.#looking.set(what, going);
  }

  async #look(service: ServiceDefinition): Promise<void> {
    const { checks, clock } = this.options;
    const observation = await checks.check(service, { refresh: true });
    this.#seen.set(service.name, { at: clock.monotonic(), observation });
    this.#publish();
  }

  /** Publishes what was seen, once every service was seen. */
  #publish(): void {
    const observations = this.#services.flatMap(
      ({ name }) => this.#seen.get(name)?.observation ?? [],
    );
    const isSeen = observations.length === this.#services.length;
    if (!this.#nodes || !this.#intentOf || !isSeen) return;
    const health = judgePlatform({
      environment: this.environment,
      checkedAt: new Date(this.options.clock.now()).toISOString(),
      observations,
      intentOf: this.#intentOf,
      ...this.#nodes,
    });
    const seenAs = toVisibleState(health);
    const isNews = seenAs !== this.#newest?.seenAs;
    const version = (this.#newest?.version ?? 0) + (isNews ? 1 : 0);
    this.#newest = { health, version, seenAs };
    if (isNews) this.#news.wake();
  }
}
