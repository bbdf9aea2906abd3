import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JobWithMetadata, PgBoss } from 'pg-boss';
import type { DatabaseSession, SqlRunner } from '../ports';
import type { WorkSlots } from './WorkSlots';

export interface BossQueueOptions {
  /** Runs statements on Backstage's own pool, whose TLS and tokens are used as they are. */
  sql: SqlRunner;
  session: Pick<DatabaseSession, 'connected' | 'listen'>;
  logger: LoggerService;
}

interface Announcement {
  runId: string;
}

const QUEUE = 'runs';
/** The number of jobs taken at once; those without a slot wait in this process. */
const BATCH = 5;
const CREATE_TRIES = 5;
const CREATE_PAUSE_MS = 200;

const WORK = {
  batchSize: BATCH,
  burstWhenBatchFull: true,
  includeMetadata: true,
  pollingIntervalSeconds: 2,
} as const;

/** Carries announcements of runs by pg-boss: any process sends one, and one process receives it. */
export class BossQueue {
  #opened: Promise<PgBoss> | undefined;

  constructor(private readonly options: BossQueueOptions) {}

  async send(runId: string, priority = 0): Promise<void> {
    const boss = await this.#open();
    // One that is still in the queue is enough.
    await boss.send(QUEUE, { runId }, { singletonKey: runId, priority });
  }

  /** Puts what is announced into the slots, no faster than they take it. */
  async receive(slots: WorkSlots): Promise<void> {
    const boss = await this.#open();
    const take = async (jobs: JobWithMetadata<Announcement>[]) => {
      if (!slots.signal.aborted) {
        // Those of a batch come in any order.
        jobs.sort((a, b) => b.priority - a.priority);
        jobs.forEach(job => slots.add(job.data.runId, job.priority));
        await slots.untilTaken();
      }
      // Fails the jobs, so that another process gets them.
      if (slots.signal.aborted) throw new Error('This process stops');
    };
    await boss.work<Announcement, void, typeof WORK>(QUEUE, WORK, take);
  }

  async stop(): Promise<void> {
    const boss = await this.#opened?.catch(() => undefined);
    await boss?.stop({ close: false, graceful: true, timeout: 2_000 });
  }

  #open(): Promise<PgBoss> {
    this.#opened ??= this.#createWithPatience().catch(error => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  /** Tries several times, since of processes that make the tables at the same time all but one fail. */
  async #createWithPatience(): Promise<PgBoss> {
    for (let left = CREATE_TRIES - 1; left > 0; left--) {
      try {
        return await this.#create();
      } catch {
        await sleep(CREATE_PAUSE_MS);
      }
    }
    return this.#create();
  }

  async #create(): Promise<PgBoss> {
    const { sql, session, logger } = this.options;
    const { PgBoss: Boss } = loadPgBoss();
    const boss = new Boss({
      db: {
        ...sql,
        async listen(channel, received, missed) {
          // pg-boss polls then.
          if (!session.connected) throw new Error('there is no session');
          const stop = session.listen(channel, { received, missed });
          return { close: async () => stop() };
        },
      },
      schema: await this.#nameSchema(),
      useListenNotify: true,
      // Nothing is scheduled yet.
      schedule: false,
    });
    boss.on('error', error => logger.debug(`pg-boss: ${error.message}`));
    boss.on('warning', ({ message }) => logger.debug(`pg-boss: ${message}`));
    await boss.start();
    await boss.createQueue(QUEUE, {
      policy: 'short',
      notify: true,
      retryLimit: 1_000,
      retryDelay: 0,
      expireInSeconds: 3_600,
      deleteAfterSeconds: 60,
    });
    return boss;
  }

  /** Names a schema after that of our tables, since plugins may share a database by schemas. */
  async #nameSchema(): Promise<string> {
    const { rows } = await this.options.sql.executeSql(
      'select current_schema() as name',
    );
    const name = String(rows[0].name);
    if (name === 'public') return 'idp_orchestrator_boss';
    return `${name.replaceAll(/\W/g, '_').slice(0, 40)}_boss`;
  }
}

/** Loads pg-boss only where it is used: it takes 100 ms, which SQLite need not wait for. */
function loadPgBoss(): typeof import('pg-boss') {
  // Not `import()`, which Jest cannot do without a flag of Node.js.
  return require('pg-boss');
}
