import { setTimeout as sleep } from 'node:timers/promises';
import createKnex from 'knex';
import { startPostgresServer } from '../databases/startPostgres';
import { inMs, NOTHING, type Bar, type Figure } from '../report/Figure';
import { Replicas } from '../scale/Replicas';
import { measureLoad, type Load } from '../scale/ServerLoad';

const COUNTS = [1, 2, 4, 8];
/** A replica that was just started asks more. */
const SETTLE_MS = 10_000;
const IDLE_MS = 20_000;
const FLOWS = 240;
/** Four times the pace of 10,000 an hour. */
const PER_SECOND = 12;

export const moreReplicas: Bar = {
  number: 22,
  title: 'What more replicas ask of one PostgreSQL server',
  async measure() {
    const { connection, stop } = await startPostgresServer();
    const replicas = new Replicas(connection);
    const knex = createKnex({
      client: 'pg',
      connection,
      pool: { min: 1, max: 1 },
    });
    const figures: Figure[] = [];
    for (const count of COUNTS) {
      await replicas.growTo(count);
      await sleep(SETTLE_MS);
      const idle = await measureLoad(knex, () => sleep(IDLE_MS));
      const busy = await measureLoad(knex, () =>
        replicas.startFlows(FLOWS, PER_SECOND),
      );
      figures.push(...report(count, idle, busy));
    }
    await replicas.stop();
    await knex.destroy();
    await stop();
    return figures;
  },
};

function report(count: number, idle: Load, busy: Load): Figure[] {
  const none = { peer: NOTHING, ratio: NOTHING, bar: NOTHING };
  const rest = busy.seconds / idle.seconds;
  const transactions = busy.transactions - idle.transactions * rest;
  const cpuMs = busy.cpuMs - idle.cpuMs * rest;
  const perSecond = (idle.transactions / idle.seconds).toFixed(1);
  return [
    {
      ...none,
      what: `idle, replicas: ${count}`,
      ours: `${perSecond} transactions/s; ${inMs(idle.cpuMs / idle.seconds)} CPU/s of the server`,
    },
    {
      ...none,
      what: `a flow of three over HTTP, replicas: ${count}`,
      ours: `${(transactions / FLOWS).toFixed(1)} transactions; ${inMs(cpuMs / FLOWS)} CPU of the server`,
    },
  ];
}
