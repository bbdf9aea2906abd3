import type { OpenCall } from '../../ports';
import type { TypedTable } from '../operations/insertFrom';

/** A row of the calls that are under way, as the migration defines it. */
export interface OpenRow {
  id: string;
  opened_at: number | string;
  call: string;
}

/** The table of calls that are under way, for whoever writes one beside other rows. */
export const OPEN_CALLS: TypedTable<OpenRow> = {
  table: 'audit_open',
  types: { id: 'text', opened_at: 'bigint', call: 'text' },
};

export function toOpenRow({ id, openedAt, call }: OpenCall): OpenRow {
  return { id, opened_at: openedAt, call: JSON.stringify(call) };
}

export function toOpenCall({ id, opened_at, call }: OpenRow): OpenCall {
  return { id, openedAt: Number(opened_at), call: JSON.parse(call) };
}
