import type { Knex } from 'knex';
import { guardPort } from '../availability';
import type { AuditFilter, AuditStore } from '../../ports';
import { clampInteger } from '../operations/clampInteger';
import { sharedWriter } from '../writes';
import { readEnd } from './auditEnd';
import { toAuditEntry, type AuditRow } from './auditRows';
import { CallOpener } from './CallOpener';
import { EntryAppender } from './EntryAppender';
import { toOpenCall, type OpenRow } from './openCalls';
import { readNumberCursor } from './readNumberCursor';

/** Keeps the audit record in SQLite or PostgreSQL. */
export function createDatabaseAuditStore(knex: Knex): AuditStore {
  const writer = sharedWriter(knex);
  const appender = new EntryAppender(writer);
  const opener = new CallOpener(writer);
  return guardPort(knex, {
    open: call => opener.open(call),
    async listOpen(openedBefore) {
      const rows = await knex<OpenRow>('audit_open')
        .where('opened_at', '<', openedBefore)
        .orderBy('opened_at')
        .limit(1_000);
      return rows.map(toOpenCall);
    },
    append: (make, close) =>
      close?.ifOpen
        ? appender.appendIfOpen({ make, closes: close.id })
        : appender.append({ make, closes: close?.id }),
    end: () => readEnd(knex),
    async list(filter, { limit, cursor }) {
      const query = knex<AuditRow>('audit_entries')
        .orderBy('number', 'desc')
        .limit(limit + 1);
      applyFilter(query, filter);
      if (cursor) query.where('number', '<', readNumberCursor(cursor));
      const rows = await query;
      const items = rows.slice(0, limit).map(toAuditEntry);
      const last = items.at(-1);
      return {
        items,
        ...(rows.length > limit && last && { nextCursor: String(last.number) }),
      };
    },
    async read({ after, limit }) {
      const rows = await knex<AuditRow>('audit_entries')
        .where('number', '>', clampInteger(after))
        .orderBy('number')
        .limit(limit);
      return rows.map(toAuditEntry);
    },
  });
}

function applyFilter(
  query: Knex.QueryBuilder<AuditRow, AuditRow[]>,
  filter: AuditFilter,
): void {
  const { act, outcome, initiator, environment, subject } = filter;
  if (act) query.where('act', act);
  if (outcome) query.where('outcome', outcome);
  if (environment) query.where('environment', environment);
  if (subject) query.where('subject_id', subject);
  if (initiator) {
    query.where(who =>
      who.where('by_ref', initiator).orWhere('by_on_behalf_of', initiator),
    );
  }
  if (filter.since) query.where('at', '>=', Date.parse(filter.since));
  if (filter.until) query.where('at', '<', Date.parse(filter.until));
}
