import type {
  ScheduleChange,
  StoredOccurrence,
  StoredSchedule,
} from '../../ports';

/** Rows as the migration defines them. PostgreSQL gives big integers as strings. */
export interface ScheduleRow {
  id: string;
  revision: number;
  source: 'portal' | 'file';
  file: string | null;
  definition: string;
  consent: string;
  state: StoredSchedule['state'];
  state_detail: string;
  outlook: string;
  reviewed_at: number | string;
  cursor_at: number | string;
  next_at: number | string | null;
  created_at: number | string;
  updated_at: number | string;
  created_by: string;
}

export interface OccurrenceRow {
  schedule_id: string;
  due_at: number | string;
  outcome: StoredOccurrence['outcome'];
  because: string | null;
  run_id: string | null;
  begin_by: number | string | null;
  definition: string | null;
  claimed_by: string | null;
  claimed_at: number | string | null;
  decided_at: number | string | null;
}

export function toSchedule(row: ScheduleRow): StoredSchedule {
  const nextAt = toTime(row.next_at);
  const consent = JSON.parse(row.consent);
  const createdBy = JSON.parse(row.created_by);
  return {
    definition: JSON.parse(row.definition),
    revision: row.revision,
    ...(row.file !== null && { file: JSON.parse(row.file) }),
    ...(consent && { consent }),
    state: row.state,
    detail: JSON.parse(row.state_detail),
    outlook: JSON.parse(row.outlook),
    cursorAt: Number(row.cursor_at),
    ...(nextAt !== undefined && { nextAt }),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    ...(createdBy && { createdBy }),
  };
}

export function toScheduleRow(schedule: StoredSchedule): ScheduleRow {
  const { definition, revision, createdAt, updatedAt } = schedule;
  const { createdBy = null } = schedule;
  return {
    id: definition.id,
    revision,
    created_at: createdAt,
    updated_at: updatedAt,
    created_by: JSON.stringify(createdBy),
    source: 'portal',
    file: null,
    ...(toColumns({ nextAt: null, consent: null, ...schedule }) as Omit<
      ScheduleRow,
      | 'id'
      | 'revision'
      | 'source'
      | 'file'
      | 'created_at'
      | 'updated_at'
      | 'created_by'
    >),
  };
}

/** Makes the columns of what changes; what is absent stays. */
export function toColumns(change: ScheduleChange): Partial<ScheduleRow> {
  const { definition, file, consent, state, detail, outlook } = change;
  const { cursorAt, nextAt } = change;
  return {
    ...(definition && { definition: JSON.stringify(definition) }),
    ...(file && { source: 'file', file: JSON.stringify(file) }),
    ...(consent !== undefined && { consent: JSON.stringify(consent) }),
    ...(state && { state }),
    ...(detail && { state_detail: JSON.stringify(detail) }),
    ...(outlook && {
      outlook: JSON.stringify(outlook),
      reviewed_at: Date.parse(outlook.at),
    }),
    ...(cursorAt !== undefined && { cursor_at: cursorAt }),
    ...(nextAt !== undefined && { next_at: nextAt }),
  };
}

export function toOccurrence(row: OccurrenceRow): StoredOccurrence {
  const beginBy = toTime(row.begin_by);
  const claimedAt = toTime(row.claimed_at);
  const decidedAt = toTime(row.decided_at);
  return {
    scheduleId: row.schedule_id,
    dueAt: Number(row.due_at),
    outcome: row.outcome,
    ...(row.because !== null && { because: row.because }),
    ...(row.run_id !== null && { runId: row.run_id }),
    ...(beginBy !== undefined && { beginBy }),
    ...(row.definition !== null && { definition: JSON.parse(row.definition) }),
    ...(row.claimed_by !== null && { claimedBy: row.claimed_by }),
    ...(claimedAt !== undefined && { claimedAt }),
    ...(decidedAt !== undefined && { decidedAt }),
  };
}

export function toOccurrenceRow(one: StoredOccurrence): OccurrenceRow {
  return {
    schedule_id: one.scheduleId,
    due_at: one.dueAt,
    outcome: one.outcome,
    because: one.because ?? null,
    run_id: one.runId ?? null,
    begin_by: one.beginBy ?? null,
    definition: one.definition ? JSON.stringify(one.definition) : null,
    claimed_by: one.claimedBy ?? null,
    claimed_at: one.claimedAt ?? null,
    decided_at: one.decidedAt ?? null,
  };
}

function toTime(value: number | string | null): number | undefined {
  return value === null ? undefined : Number(value);
}
