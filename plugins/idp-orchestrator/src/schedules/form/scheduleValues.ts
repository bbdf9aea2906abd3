import type {
  Schedule,
  ScheduleDefinition,
  ScheduleTiming,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** The ways to say when something is due. */
export const KINDS = ['cron', 'every', 'at'] as const;

export type Kind = (typeof KINDS)[number];

/** What is filled in beside the flow's input; a text that is empty is not said. */
export interface ScheduleValues {
  id: string;
  title: string;
  kind: Kind;
  /** One pattern a line. */
  cron: string;
  every: string;
  from: string;
  /** One time a line. */
  at: string;
  timezone: string;
  /** A condition in CEL. */
  when: string;
  /** One day a line. */
  except: string;
  until: string;
  overlap: ScheduleDefinition['overlap'];
  catchUp: ScheduleDefinition['catchUp']['mode'];
  window: string;
  deadline: string;
  jitter: string;
  pauseAfter: string;
  owner: string;
}

export const NO_VALUES: ScheduleValues = {
  id: '',
  title: '',
  kind: 'cron',
  cron: '',
  every: '',
  from: '',
  at: '',
  timezone: '',
  when: '',
  except: '',
  until: '',
  overlap: 'skip',
  catchUp: 'none',
  window: '',
  deadline: '',
  jitter: '',
  pauseAfter: '',
  owner: '',
};

/** The values that a schedule is changed from. */
export function valuesOf(schedule: Schedule): ScheduleValues {
  const { cron, every, at, except = [], catchUp, onFailure } = schedule;
  return {
    ...NO_VALUES,
    ...pickTexts(schedule),
    kind: at ? 'at' : (every !== undefined && 'every') || 'cron',
    cron: [cron ?? []].flat().join('\n'),
    at: (at ?? []).join('\n'),
    except: except.join('\n'),
    overlap: schedule.overlap,
    catchUp: catchUp.mode,
    window: catchUp.window ?? '',
    pauseAfter: String(onFailure.pauseAfter ?? ''),
  };
}

const TEXTS = [
  'id',
  'title',
  'every',
  'from',
  'timezone',
  'when',
  'until',
  'deadline',
  'jitter',
  'owner',
] as const;

function pickTexts(schedule: Schedule): Partial<ScheduleValues> {
  return Object.fromEntries(TEXTS.map(name => [name, schedule[name] ?? '']));
}

/** When it is due, as it is filled in; undefined as long as that is not said. */
export function toTiming(values: ScheduleValues): ScheduleTiming | undefined {
  const { kind, timezone } = values;
  const except = linesOf(values.except);
  const when = whenOf(values);
  if (!when || !timezone || values[kind].trim() === '') return undefined;
  return {
    ...when,
    timezone,
    ...(except.length > 0 && { except }),
    ...said('until', values.until),
  };
}

function whenOf(
  values: ScheduleValues,
): Pick<ScheduleTiming, 'cron' | 'every' | 'from' | 'at'> {
  switch (values.kind) {
    case 'cron': {
      const patterns = linesOf(values.cron);
      return { cron: patterns.length === 1 ? patterns[0] : patterns };
    }
    case 'every':
      return { every: values.every.trim(), ...said('from', values.from) };
    default:
      return { at: linesOf(values.at) };
  }
}

/** What is started by it, beside when. */
export interface WhatIsStarted {
  flow: string;
  input: Record<string, unknown>;
  environment: string;
}

/** The definition that filled-in values stand for; undefined as long as something is missing. */
export function toDefinition(
  values: ScheduleValues,
  what: WhatIsStarted,
): ScheduleDefinition | undefined {
  const timing = toTiming(values);
  const { id, overlap, pauseAfter, catchUp: mode, window } = values;
  if (!timing || !id || !what.environment) return undefined;
  return {
    id,
    ...said('title', values.title),
    ...what,
    ...said('owner', values.owner),
    ...timing,
    ...said('when', values.when),
    ...said('jitter', values.jitter),
    overlap,
    catchUp: mode === 'none' ? { mode } : { mode, ...said('window', window) },
    ...said('deadline', values.deadline),
    onFailure: pauseAfter.trim() ? { pauseAfter: Number(pauseAfter) } : {},
  };
}

function said<Name extends string>(
  name: Name,
  text: string,
): Partial<Record<Name, string>> {
  const trimmed = text.trim();
  return trimmed ? ({ [name]: trimmed } as Record<Name, string>) : {};
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
}

/** An id out of a title: `Nightly clean-up` as `nightly-clean-up`. */
export function idOf(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 50)
    .replace(/-+$/, '');
}
