import type {
  ScheduleDefinition,
  ScheduleOutlook,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { digestOf } from '../flows/digest';
import type { ScheduleChange, ScheduleFile, StoredSchedule } from '../ports';
import { nextAtOf } from './nextAtOf';
import { NOT_LET } from './notLet';
import { readTimes } from './readDefinition';

/** What a process found of a schedule in its files: it is there, or it is missing. */
export type FoundInFiles = { path: string } & (
  | { definition: ScheduleDefinition; digest: string; missing?: undefined }
  | {
      missing: NonNullable<ScheduleFile['missing']>;
      definition?: undefined;
      digest?: undefined;
    }
);

/** What is to be written; `later` when what is due is to be decided first. */
export type FileChange =
  | { what: 'nothing' | 'later' }
  | { what: 'add'; schedule: StoredSchedule }
  | { what: 'change'; change: ScheduleChange };

/** Decides what becomes of a schedule by what is found of it in files. */
export function decideFileChange(
  kept: StoredSchedule | undefined,
  found: FoundInFiles,
  now: number,
): FileChange {
  if (found.missing) return decideMissing(kept, found, now);
  const file = { path: found.path, digest: found.digest };
  if (!kept) {
    return { what: 'add', schedule: makeSchedule(found.definition, file, now) };
  }
  const before = kept.file;
  if (isSame(before, file)) return { what: 'nothing' };
  const isMoved = before?.digest === file.digest && !before.missing;
  if (isMoved)
    return { what: 'change', change: { file: { ...before, ...file } } };
  // What is due by now is decided as it was written then.
  if ((kept.nextAt ?? Infinity) <= now) return { what: 'later' };
  const { definition } = found;
  const consent = keepsConsent(kept, definition) ? kept.consent : undefined;
  const replaced = (!before || before.replaced) && { replaced: true as const };
  return {
    what: 'change',
    change: {
      definition,
      file: { ...file, ...replaced },
      consent: consent ?? null,
      outlook: unlooked(!!consent),
      ...(!isStopped(kept) && goOn(definition, { isLet: !!consent, now })),
    },
  };
}

function decideMissing(
  kept: StoredSchedule | undefined,
  { path, missing }: Extract<FoundInFiles, { digest?: undefined }>,
  now: number,
): FileChange {
  // Another process has found it elsewhere.
  if (kept?.file?.path !== path) return { what: 'nothing' };
  const { file } = kept;
  if (file.missing?.is === missing.is && file.missing.reason === missing.reason)
    return { what: 'nothing' };
  if ((kept.nextAt ?? Infinity) <= now) return { what: 'later' };
  const { reason } = missing;
  return {
    what: 'change',
    change: {
      file: { ...file, missing },
      // The scheduler looks at it next: it puts it into its state, and tells people.
      outlook: { result: 'broken', reason, at: UNLOOKED },
      nextAt: null,
    },
  };
}

function makeSchedule(
  definition: ScheduleDefinition,
  file: ScheduleFile,
  now: number,
): StoredSchedule {
  const { nextAt, ...begun } = goOn(definition, { isLet: false, now });
  return {
    definition,
    file,
    revision: 1,
    outlook: unlooked(false),
    ...begun,
    ...(nextAt !== null && { nextAt }),
    createdAt: now,
    updatedAt: now,
  };
}

/** Begins from now: with what is due next, if somebody has let it. */
function goOn(
  definition: ScheduleDefinition,
  { isLet, now }: { isLet: boolean; now: number },
) {
  const read = readTimes(definition);
  const nextAt =
    'problems' in read ? null : nextAtOf(definition, read.times, now);
  const state = isLet ? ('active' as const) : ('needs-consent' as const);
  return {
    cursorAt: now,
    nextAt,
    state: nextAt === null ? ('ended' as const) : state,
    detail: { since: now },
  };
}

/** Before everything that was looked at. */
const UNLOOKED = new Date(0).toISOString();

/** What is known before the scheduler looks at it, which it does next. */
function unlooked(isLet: boolean): ScheduleOutlook {
  const at = UNLOOKED;
  return isLet
    ? { result: 'ok', at }
    : { result: 'needs-consent', reason: NOT_LET, at };
}

function isStopped({ state }: StoredSchedule): boolean {
  return state === 'paused' || state === 'failing';
}

function isSame(before: ScheduleFile | undefined, file: ScheduleFile): boolean {
  return (
    before?.digest === file.digest &&
    before.path === file.path &&
    !before.missing
  );
}

/**
 * Somebody has let it do this, with this, there. When it does so, and how often,
 * is no more than that; what a flow does by now is asked about at each start.
 */
function keepsConsent(
  { file, definition }: StoredSchedule,
  next: ScheduleDefinition,
): boolean {
  return (
    file !== undefined &&
    !file.replaced &&
    digestOfStart(definition) === digestOfStart(next)
  );
}

function digestOfStart({
  flow,
  input,
  environment,
}: ScheduleDefinition): string {
  return digestOf({ flow, input, environment });
}
