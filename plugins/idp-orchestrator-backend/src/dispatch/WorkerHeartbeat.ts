import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  parseWorkerIdentity,
  type HostIdentity,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type {
  Clock,
  MonotonicTime,
  RegisteredWorker,
  WorkerRegistry,
} from '../ports';
import { msSince } from '../waiting/monotonicTime';
import { isDeadWorker, isOfThisKernel } from './workerIdentity';

export interface WorkerHeartbeatOptions {
  registry: WorkerRegistry;
  worker: string;
  host: HostIdentity;
  role: RegisteredWorker['role'];
  labels: string[];
  /** True when the database takes one process only (SQLite). */
  alone: boolean;
  clock: Clock;
  logger: LoggerService;
}

const REPORT_EVERY_MS = 5_000;
/** A process on another host that said nothing for this long (ms) is taken as gone. */
const SILENT_MS = 15_000;
/** The row of a process that said nothing for this long (ms) is deleted. */
const FORGOTTEN_MS = 60_000;

/**
 * Reports every few seconds that this process is there, so that workers can be
 * listed and a run that no worker has the labels for can say so. Where the
 * database takes one process only, it refuses to start beside another.
 */
export class WorkerHeartbeat {
  readonly #stopped = new AbortController();
  #reporting: Promise<void> = Promise.resolve();
  /** When each sign of life of another process was first seen. */
  #signs = new Map<string, MonotonicTime>();

  constructor(private readonly options: WorkerHeartbeatOptions) {}

  /**
   * Reports this process, again and again until it is stopped.
   *
   * @throws ConflictError when another process uses a database that takes one
   *   only
   * @throws InputError for a role that needs another process beside it there
   */
  async start(): Promise<void> {
    const { registry, alone } = this.options;
    if (alone) await this.#requireAlone();
    else await registry.report(this.#present());
    this.#reporting = this.#reportForEver();
  }

  /** Stops reporting, and takes this process off the list. */
  async stop(): Promise<void> {
    const { registry, worker } = this.options;
    this.#stopped.abort();
    await this.#reporting;
    await registry.withdraw([worker]);
  }

  async #requireAlone(): Promise<void> {
    const { registry, role, clock } = this.options;
    if (role !== 'all') {
      throw new InputError(
        `idpOrchestrator.engine.role is ${role}, which needs a second process, and SQLite takes one only: expected all, or a PostgreSQL database`,
      );
    }
    const other = await registry.reportAlone(this.#present(), one =>
      this.#isOverAtStart(one),
    );
    if (!other) return;
    const identity = parseWorkerIdentity(other.name);
    const who = identity
      ? `number ${identity.pid} on ${identity.name}`
      : other.name;
    const ago = Math.round((clock.now() - other.seenAt) / 1_000);
    throw new ConflictError(
      `Another process uses this SQLite database: ${who}, seen ${ago} s ago. SQLite takes one process only; stop it, or use PostgreSQL for more. If it is gone, and was on another host, start again in ${SILENT_MS / 1_000} s`,
    );
  }

  async #reportForEver(): Promise<void> {
    const { registry, clock, logger } = this.options;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await clock.sleep(REPORT_EVERY_MS, signal);
      if (signal.aborted) return;
      try {
        await registry.report(this.#present());
        await this.#forgetOthers();
      } catch (error) {
        logger.debug('This process could not be reported', error as Error);
      }
    }
  }

  async #forgetOthers(): Promise<void> {
    const { registry } = this.options;
    const over = this.#findOver(await registry.list());
    if (over.length > 0) await registry.withdraw(over.map(({ name }) => name));
  }

  /**
   * Judges by the clock of the wall, since nothing was seen before. A sign of
   * life that is to come was given before the clock was set back.
   */
  #isOverAtStart({ name, seenAt }: RegisteredWorker): boolean {
    const { host, clock } = this.options;
    if (isDeadWorker(name, host)) return true;
    if (isOfThisKernel(name, host)) return false;
    return Math.abs(clock.now() - seenAt) > SILENT_MS;
  }

  /** Finds processes that are dead, or whose sign of life has stayed the same for long. */
  #findOver(others: RegisteredWorker[]): RegisteredWorker[] {
    const { host, clock } = this.options;
    const before = this.#signs;
    this.#signs = new Map();
    return others.filter(({ name, seenAt }) => {
      const key = `${seenAt} ${name}`;
      const since = before.get(key) ?? clock.monotonic();
      this.#signs.set(key, since);
      return isDeadWorker(name, host) || msSince(clock, since) > FORGOTTEN_MS;
    });
  }

  #present(): RegisteredWorker {
    const { worker, role, labels, clock } = this.options;
    return { name: worker, role, labels, seenAt: clock.now() };
  }
}
