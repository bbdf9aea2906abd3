import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { guardPort } from './availability';
import type { AgentRecord } from '../ports';

interface LookRow {
  id: string;
  agent: string;
  digest: string;
  at: number | string;
  run_id: string | null;
}

interface StartRow {
  id: string;
  principal: string;
  at: number | string;
}

/**
 * Keeps what agents did of late, in SQLite or PostgreSQL, so that rules for
 * agents hold over all processes.
 */
export function createAgentRecord(knex: Knex): AgentRecord {
  return guardPort(knex, {
    async noteLook({ agent, digest, at, runId }) {
      const row = { id: randomUUID(), agent, digest, at };
      await knex<LookRow>('agent_looks').insert({
        ...row,
        run_id: runId ?? null,
      });
    },
    async listLooks({ agent, digest, since }) {
      const rows = await knex<LookRow>('agent_looks')
        .where({ agent, digest })
        .andWhere('at', '>=', since)
        .orderBy('at', 'desc')
        .limit(MOST_LOOKS);
      return rows.map(row => ({
        agent,
        digest,
        at: Number(row.at),
        ...(row.run_id && { runId: row.run_id }),
      }));
    },
    takeStart: start => takeStart(knex, start),
    async giveBackStart(id) {
      await knex<StartRow>('agent_starts').where({ id }).delete();
    },
    async removeBefore(time) {
      await knex<LookRow>('agent_looks').where('at', '<', time).delete();
      await knex<StartRow>('agent_starts').where('at', '<', time).delete();
    },
  });
}

/** So many looks are read at one input within one window; the newest say most. */
const MOST_LOOKS = 100;

/**
 * Takes a start of the budget. It is written first and counted then, each by
 * itself: of all that got a start, the last to count saw the others, so there
 * are never more than the limit. Two that ask for the last one at the same
 * moment may both go without.
 */
async function takeStart(
  knex: Knex,
  { principal, at, since, limit }: Parameters<AgentRecord['takeStart']>[0],
): ReturnType<AgentRecord['takeStart']> {
  const id = randomUUID();
  await knex<StartRow>('agent_starts').insert({ id, principal, at });
  const counted = await knex<StartRow>('agent_starts')
    .where({ principal })
    .andWhere('at', '>', since)
    .count({ count: '*' })
    .min({ oldest: 'at' })
    .first<{ count: number | string; oldest: number | string }>();
  if (Number(counted.count) <= limit) return { result: 'taken', id };
  await knex<StartRow>('agent_starts').where({ id }).delete();
  return { result: 'none-left', oldest: Number(counted.oldest) };
}
