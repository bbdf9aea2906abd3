import {
  principalBehind,
  type AuditEntry,
  type Initiator,
  type Origin,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { TypedTable } from '../operations/insertFrom';
import { toIso } from '../rows';

/** A row of the audit record, as the migration defines it. PostgreSQL gives big integers as strings. */
export interface AuditRow {
  number: number;
  at: number | string;
  act: string;
  outcome: string;
  by_kind: string;
  by_ref: string;
  by_on_behalf_of: string | null;
  by_conversation: string | null;
  origin_door: string;
  origin_via: string | null;
  origin_address: string | null;
  origin_user_agent: string | null;
  subject_kind: string | null;
  subject_id: string | null;
  environment: string | null;
  dry_run: string | null;
  risk: string | null;
  input_digest: string | null;
  reason: string | null;
  result: string | null;
  previous_digest: string;
  digest: string;
}

/** The table of entries, for statements of PostgreSQL. */
export const AUDIT_ENTRIES: TypedTable<AuditRow> = {
  table: 'audit_entries',
  types: {
    number: 'int',
    at: 'bigint',
    act: 'text',
    outcome: 'text',
    by_kind: 'text',
    by_ref: 'text',
    by_on_behalf_of: 'text',
    by_conversation: 'text',
    origin_door: 'text',
    origin_via: 'text',
    origin_address: 'text',
    origin_user_agent: 'text',
    subject_kind: 'text',
    subject_id: 'text',
    environment: 'text',
    dry_run: 'text',
    risk: 'text',
    input_digest: 'text',
    reason: 'text',
    result: 'text',
    previous_digest: 'text',
    digest: 'text',
  },
};

export function toAuditRow(entry: AuditEntry): AuditRow {
  const { by, origin, subject } = entry;
  const conversation = by.kind === 'agent' ? by.conversation : undefined;
  return {
    number: entry.number,
    at: Date.parse(entry.at),
    act: entry.act,
    outcome: entry.outcome,
    by_kind: by.kind,
    by_ref: by.ref,
    by_on_behalf_of: principalBehind(by) ?? null,
    by_conversation: conversation ?? null,
    origin_door: origin.door,
    origin_via: origin.via ?? null,
    origin_address: origin.address ?? null,
    origin_user_agent: origin.userAgent ?? null,
    subject_kind: subject?.kind ?? null,
    subject_id: subject?.id ?? null,
    environment: entry.environment ?? null,
    dry_run: entry.dryRun === undefined ? null : String(entry.dryRun),
    risk: entry.risk ?? null,
    input_digest: entry.inputDigest ?? null,
    reason: entry.reason ?? null,
    result: entry.result ?? null,
    previous_digest: entry.previousDigest,
    digest: entry.digest,
  };
}

/** Reads exactly what stands in the row: whether it was written so is for others to check. */
export function toAuditEntry(row: AuditRow): AuditEntry {
  return {
    number: row.number,
    at: toWrittenTime(row.at),
    act: row.act,
    outcome: row.outcome as AuditEntry['outcome'],
    by: {
      kind: row.by_kind,
      ref: row.by_ref,
      ...given('onBehalfOf', row.by_on_behalf_of),
      ...given('conversation', row.by_conversation),
    } as Initiator,
    origin: {
      door: row.origin_door,
      ...given('via', row.origin_via),
      ...given('address', row.origin_address),
      ...given('userAgent', row.origin_user_agent),
    } as Origin,
    ...((row.subject_kind !== null || row.subject_id !== null) && {
      subject: { kind: row.subject_kind ?? '', id: row.subject_id ?? '' },
    }),
    ...given('environment', row.environment),
    ...(row.dry_run !== null && { dryRun: toDryRun(row.dry_run) }),
    ...(row.risk !== null && { risk: row.risk as Risk }),
    ...given('inputDigest', row.input_digest),
    ...given('reason', row.reason),
    ...given('result', row.result),
    previousDigest: row.previous_digest,
    digest: row.digest,
  };
}

/** A time as it was written; what is none stays what it is, so that it does not fit what was made of it. */
export function toWrittenTime(at: number | string): string {
  return Number.isNaN(new Date(Number(at)).getTime()) ? String(at) : toIso(at);
}

/** Anything but what is written there stays what it is, so that its digest does not fit. */
function toDryRun(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text as unknown as boolean;
}

function given<K extends string>(
  key: K,
  value: string | null,
): Partial<Record<K, string>> {
  return value === null ? {} : ({ [key]: value } as Record<K, string>);
}
