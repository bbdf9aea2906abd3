import type { Knex } from 'knex';
import { guardPort } from '../availability';
import { FORMAT } from '../compaction';
import type { RegisteredWorker, WorkerRegistry } from '../../ports';

interface WorkerRow {
  name: string;
  role: RegisteredWorker['role'];
  labels: string;
  seen_at: number | string;
  /** The newest format of compacted runs that the process can read; 0 of versions that read none. */
  reads_format: number;
}

/** Keeps the processes that are there in a table: each writes its own row, again and again. */
export function createWorkerRegistry(knex: Knex): WorkerRegistry {
  return guardPort(knex, {
    async report(worker) {
      await knex<WorkerRow>('workers')
        .insert(toRow(worker))
        .onConflict('name')
        .merge(['seen_at']);
    },
    async reportAlone(worker, isOver) {
      return knex.transaction(async trx => {
        // Written first: of two that start at once, the second waits here.
        await trx<WorkerRow>('workers').insert(toRow(worker));
        const others = (await list(trx)).filter(
          ({ name }) => name !== worker.name,
        );
        const alive = others.find(other => !isOver(other));
        if (alive) {
          await trx<WorkerRow>('workers').where({ name: worker.name }).delete();
          return alive;
        }
        await remove(
          trx,
          others.map(({ name }) => name),
        );
        return undefined;
      });
    },
    withdraw: names => remove(knex, names),
    list: () => list(knex),
  });
}

async function list(knex: Knex): Promise<RegisteredWorker[]> {
  const rows = await knex<WorkerRow>('workers').orderBy('name');
  return rows.map(row => ({
    name: row.name,
    role: row.role,
    labels: JSON.parse(row.labels) as string[],
    seenAt: Number(row.seen_at),
  }));
}

async function remove(knex: Knex, names: string[]): Promise<void> {
  await knex<WorkerRow>('workers').whereIn('name', names).delete();
}

function toRow({ name, role, labels, seenAt }: RegisteredWorker): WorkerRow {
  return {
    name,
    role,
    labels: JSON.stringify(labels),
    seen_at: seenAt,
    reads_format: FORMAT,
  };
}

/** A worker that said nothing for this long (ms) is not counted on. */
const SILENT_MS = 15_000;

/** Tells whether there is a living worker that has all of these labels. */
export async function isWorkerWith(
  knex: Knex,
  labels: string[],
  now: number,
): Promise<boolean> {
  const workers = await list(knex);
  return workers.some(
    worker =>
      worker.role !== 'api' &&
      // One to come is from before the clock was set back.
      Math.abs(now - worker.seenAt) < SILENT_MS &&
      labels.every(label => worker.labels.includes(label)),
  );
}
