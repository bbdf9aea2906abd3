import type {
  CreateWindowRequest,
  Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** What is filled in to freeze at once, without the reason. */
export interface FreezeValues {
  environments: string[];
  /** As `2026-12-24T18:00`, in the reader's zone. */
  until: string;
  running: 'finish' | 'hold';
  /** `low` stands for every change. */
  risk: Risk;
}

/** As in `-common`, whose module brings its schemas into the page. */
export const LONGEST_DAYS = 400;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Usual ends, as they are offered beside the field. */
export const QUICK_ENDS = {
  hour: (now: number) => now + HOUR_MS,
  hours: (now: number) => now + 4 * HOUR_MS,
  morning: (now: number) => {
    const at = new Date(now);
    at.setDate(at.getDate() + 1);
    return at.setHours(6, 0, 0, 0);
  },
} as const;

/** A time (ms since 1970) as a field for times has it, in the reader's zone; never before that time. */
export function toField(at: number): string {
  const time = new Date(Math.ceil(at / MINUTE_MS) * MINUTE_MS);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [time.getMonth() + 1, time.getDate()].map(two).join('-');
  const clock = [time.getHours(), time.getMinutes()].map(two).join(':');
  return `${time.getFullYear()}-${day}T${clock}`;
}

/** Whether the end that is filled in is one that the backend takes. */
export function isEnd(until: string, now: number): boolean {
  const at = Date.parse(until);
  return at > now && at <= now + LONGEST_DAYS * DAY_MS;
}

/** The request that filled-in values stand for. */
export function toRequest(
  { environments, until, running, risk }: FreezeValues,
  reason: string,
): CreateWindowRequest {
  return {
    kind: 'freeze',
    environments,
    to: new Date(until).toISOString(),
    running,
    ...(risk !== 'low' && { riskAtLeast: risk }),
    reason,
  };
}
