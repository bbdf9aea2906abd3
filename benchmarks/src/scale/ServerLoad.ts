import { readdir, readFile } from 'node:fs/promises';
import type { Knex } from 'knex';

/** What a PostgreSQL server did in some time. */
export interface Load {
  seconds: number;
  /** Transactions, most of them single statements. */
  transactions: number;
  /** CPU time (ms) of all its processes. */
  cpuMs: number;
}

/** The ticks of the kernel's clock in a second, by which it counts CPU time. */
const TICKS_PER_SECOND = 100;

/** Measures what a server of this host does while `work` lasts. */
export async function measureLoad(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<Load> {
  const before = await readCounters(knex);
  await work();
  const after = await readCounters(knex);
  return {
    seconds: (after.at - before.at) / 1_000,
    transactions: after.transactions - before.transactions,
    cpuMs: after.cpuMs - before.cpuMs,
  };
}

async function readCounters(knex: Knex) {
  // Sessions tell what they did when they are idle, a second later at the latest.
  await new Promise(resolve => setTimeout(resolve, 1_500));
  const { rows } = await knex.raw(
    'select sum(xact_commit + xact_rollback)::float as transactions from pg_stat_database',
  );
  const server = await knex.raw(`select pg_backend_pid() as pid`);
  return {
    at: performance.now(),
    transactions: Number(rows[0].transactions),
    cpuMs: await cpuOfFamily(server.rows[0].pid),
  };
}

/** Sums the CPU time of all processes that have the same parent as this one, and of the parent, which has that of those that ended. */
async function cpuOfFamily(pid: number): Promise<number> {
  const parent = (await readStat(String(pid)))?.parent;
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map(readStat));
  const ticks = stats.flatMap((stat, index) => {
    if (!stat) return [];
    if (Number(pids[index]) === parent) return [stat.own + stat.ended];
    return stat.parent === parent ? [stat.own] : [];
  });
  const sum = ticks.reduce((total, one) => total + one, 0);
  return (sum / TICKS_PER_SECOND) * 1_000;
}

async function readStat(pid: string) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 20) return undefined;
  const [, parent, ...rest] = fields.map(Number);
  return { parent, own: rest[9] + rest[10], ended: rest[11] + rest[12] };
}
