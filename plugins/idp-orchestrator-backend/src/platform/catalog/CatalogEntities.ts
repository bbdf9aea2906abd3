import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Clock, MonotonicTime } from '../../ports';
import { msSince } from '../../waiting/monotonicTime';
import { SERVICE_ANNOTATION } from './readCatalogService';

/** The time (ms) for which entities that were read are taken for true. */
const KEPT_MS = 10_000;
/**
 * The time (ms) for which a caller waits for newer entities before taking those
 * that are known.
 */
const PATIENCE_MS = 300;
/** The time (ms) for which a catalog that does not answer is waited for. */
const ANSWER_LIMIT_MS = 5_000;
const PAGE = 500;

export interface CatalogEntitiesOptions {
  catalog: Pick<CatalogService, 'queryEntities'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  clock: Clock;
  logger: Pick<LoggerService, 'debug'>;
}

/** The entities of services, or those that were read last, and why there are no newer ones. */
export interface ReadEntities {
  entities: Entity[];
  problem?: string;
}

/**
 * Reads the entities of Backstage's catalog that are annotated as services. A
 * catalog that cannot be reached is a problem that is shown; what was read
 * before counts meanwhile. One that is not installed is none.
 */
export class CatalogEntities {
  #kept: { at: MonotonicTime; read: ReadEntities } | undefined;
  #reading: Promise<ReadEntities> | undefined;

  constructor(private readonly options: CatalogEntitiesOptions) {}

  async list(): Promise<ReadEntities> {
    const { clock } = this.options;
    if (this.#kept && msSince(clock, this.#kept.at) < KEPT_MS) {
      return this.#kept.read;
    }
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#kept
      ? this.#readUnlessSlow(this.#reading, this.#kept.read)
      : this.#reading;
  }

  /** Reads the entities, but makes nobody wait for a slow catalog who can do with what was read before. */
  async #readUnlessSlow(
    reading: Promise<ReadEntities>,
    kept: ReadEntities,
  ): Promise<ReadEntities> {
    const timer = new AbortController();
    const slow = this.options.clock
      .sleep(PATIENCE_MS, timer.signal)
      .then(() => kept);
    const read = await Promise.race([reading, slow]);
    timer.abort('read');
    return read;
  }

  async #read(): Promise<ReadEntities> {
    const { clock, logger } = this.options;
    let read: ReadEntities;
    try {
      read = { entities: await this.#ask() };
    } catch (error) {
      const entities = this.#kept?.read.entities ?? [];
      const { message } = error as Error;
      read = { entities, problem: `The catalog cannot be read: ${message}` };
      if (isNotInstalled(error)) {
        logger.debug('There is no catalog to read services from');
        read = { entities: [] };
      }
    }
    this.#kept = { at: clock.monotonic(), read };
    return read;
  }

  async #ask(): Promise<Entity[]> {
    const timer = new AbortController();
    const late = this.options.clock
      .sleep(ANSWER_LIMIT_MS, timer.signal)
      .then(() => {
        if (timer.signal.aborted) return [];
        throw new Error(`no answer within ${ANSWER_LIMIT_MS} ms`);
      });
    try {
      return await Promise.race([this.#askForAll(), late]);
    } finally {
      timer.abort('answered');
    }
  }

  async #askForAll(): Promise<Entity[]> {
    const { catalog, auth } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    let cursor: string | undefined;
    do {
      const page = await catalog.queryEntities(
        cursor
          ? { cursor, limit: PAGE }
          : {
              query: {
                [`metadata.annotations.${SERVICE_ANNOTATION}`]: {
                  $exists: true,
                },
              },
              orderFields: { field: 'metadata.name', order: 'asc' },
              limit: PAGE,
            },
        { credentials },
      );
      entities.push(...page.items);
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
    return entities;
  }
}

function isNotInstalled(error: unknown): boolean {
  return (error as { statusCode?: number }).statusCode === 404;
}
