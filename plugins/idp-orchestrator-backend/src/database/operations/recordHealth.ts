import type { Knex } from 'knex';
import type { HealthChange, SeenHealth } from '../../ports';
import { OUTBOX_TABLE } from '../outbox/outboxTables';
import { toServiceChangeRow } from '../outbox/toOutboxRows';

/** Rows as the migration defines them. */
export interface HealthRow {
  environment: string;
  service: string;
  status: SeenHealth['status'];
  sampled_at: number | string;
  /** When it came to its status; null where nobody saw that. */
  changed_at: number | string | null;
  /** When it was last seen to answer. */
  up_at: number | string | null;
  /** The status that was told last; null where that is its status. */
  told_status: SeenHealth['status'] | null;
}

export interface HealthEntryRow {
  environment: string;
  service: string;
  at: number | string;
  kind: 'change' | 'sample';
  status: SeenHealth['status'];
  score: number | null;
  reason: string | null;
}

const HOUR_MS = 60 * 60 * 1_000;

interface Sight {
  environment: string;
  at: number;
  seen: SeenHealth;
}

/**
 * Compares what is seen with what was seen last, in one read, and writes only
 * what is new. Each write is conditional on the row that it was decided from:
 * of two processes that see the same change, one records it and is told. What
 * is expected is recorded like all else, and told when it stays without being
 * expected any more.
 */
export async function recordHealth(
  knex: Knex,
  environment: string,
  { at, services }: { at: number; services: SeenHealth[] },
): Promise<HealthChange[]> {
  const rows = await knex<HealthRow>('service_health').where({ environment });
  const known = new Map(rows.map(row => [row.service, row]));
  const told: HealthChange[] = [];
  for (const seen of services) {
    const before = known.get(seen.service);
    const sight = { environment, at, seen };
    if (!before) {
      await recordFirst(knex, sight);
      continue;
    }
    const change = await recordNext(knex, sight, before);
    if (change) told.push(change);
    await recordSample(knex, sight, before);
  }
  return told;
}

async function recordFirst(knex: Knex, sight: Sight): Promise<void> {
  const { environment, at, seen } = sight;
  await knex.transaction(async trx => {
    const { service, status } = seen;
    const made = await trx<HealthRow>('service_health')
      .insert({
        environment,
        service,
        status,
        sampled_at: at,
        told_status: status,
        ...whenUp(sight),
      })
      .onConflict(['environment', 'service'])
      .ignore()
      .returning('service');
    if (made.length > 0) await insertEntry(trx, 'sample', sight);
  });
}

function whenUp({ seen, at }: Sight): { up_at?: number } {
  const answers = seen.status === 'healthy' || seen.status === 'degraded';
  return answers ? { up_at: at } : {};
}

/**
 * Records a change in one commit with its event in the outbox, so that no
 * crash lets a change be known and nobody told.
 *
 * @returns what is told, if it was this process that recorded it
 */
async function recordNext(
  knex: Knex,
  sight: Sight,
  before: HealthRow,
): Promise<HealthChange | undefined> {
  const { environment, at } = sight;
  const { isExpected, ...seen } = sight.seen;
  const from = before.told_status ?? before.status;
  const changes = before.status !== seen.status;
  const isTold = !isExpected && from !== seen.status;
  if (!changes && !isTold) return undefined;
  const change = { ...seen, environment, from, at };
  const recorded = await knex.transaction(async trx => {
    const updated = await trx<HealthRow>('service_health')
      .where({
        environment,
        service: seen.service,
        status: before.status,
        told_status: before.told_status,
      })
      .update({
        status: seen.status,
        told_status: isExpected ? from : seen.status,
        ...(changes && { changed_at: at, ...whenUp(sight) }),
      });
    if (updated === 0) return false;
    if (changes) await insertEntry(trx, 'change', sight);
    if (isTold) await trx(OUTBOX_TABLE).insert(toServiceChangeRow(change));
    return true;
  });
  return recorded && isTold ? change : undefined;
}

async function recordSample(
  knex: Knex,
  sight: Sight,
  { sampled_at: before }: HealthRow,
): Promise<void> {
  const { environment, at, seen } = sight;
  if (hourOf(at) <= hourOf(Number(before))) return;
  await knex.transaction(async trx => {
    const updated = await trx<HealthRow>('service_health')
      .where({ environment, service: seen.service, sampled_at: before })
      .update({ sampled_at: at });
    if (updated > 0) await insertEntry(trx, 'sample', sight);
  });
}

function hourOf(time: number): number {
  return Math.floor(time / HOUR_MS);
}

async function insertEntry(
  trx: Knex,
  kind: HealthEntryRow['kind'],
  { environment, at, seen }: Sight,
): Promise<void> {
  const { service, status, score = null, reason = null } = seen;
  await trx<HealthEntryRow>('service_health_history')
    .insert({ environment, service, at, kind, status, score, reason })
    // Two changes in one millisecond are one.
    .onConflict(['environment', 'service', 'at', 'kind'])
    .merge();
}
