import type {
  ServiceHealth,
  ServiceHistory,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** Samples come each hour; when none came for this long (ms), nobody looked. */
const UNWATCHED_AFTER_MS = 3 * 3_600_000;

/** `unwatched`: nobody looked, so nothing is known. */
export type HistoryStatus = ServiceHealth['status'] | 'unwatched';

/** A time in which a service was in one state; times in ms since 1970. */
export interface HistorySpan {
  status: HistoryStatus;
  from: number;
  to: number;
  reason?: string;
}

/** What was seen, as spans without gaps from `from` to `to`; neighbours differ in their state. */
export function layOutHistory(
  entries: ServiceHistory['entries'],
  { from, to }: { from: number; to: number },
): HistorySpan[] {
  const spans: HistorySpan[] = [];
  const add = (span: HistorySpan) => {
    const last = spans.at(-1);
    if (span.to <= span.from) return;
    if (last?.status === span.status) last.to = span.to;
    else spans.push(span);
  };
  const seen = [...entries]
    .map(entry => ({ ...entry, ms: Date.parse(entry.at) }))
    .filter(({ ms }) => ms <= to)
    .sort((a, b) => a.ms - b.ms);
  const inTime = (ms: number) => Math.min(to, Math.max(from, ms));

  add({ status: 'unwatched', from, to: inTime(seen[0]?.ms ?? to) });
  seen.forEach(({ ms, status, reason }, index) => {
    const next = seen[index + 1]?.ms ?? to;
    const known = Math.min(next, ms + UNWATCHED_AFTER_MS);
    add({ status, reason, from: inTime(ms), to: inTime(known) });
    add({ status: 'unwatched', from: inTime(known), to: inTime(next) });
  });
  return spans;
}

/** What there is from the first time that somebody looked; all of it when nobody ever did. */
export function fromFirstLook(spans: HistorySpan[]): HistorySpan[] {
  const first = spans.findIndex(({ status }) => status !== 'unwatched');
  return first > 0 ? spans.slice(first) : spans;
}

/** How long it was in a state, of the time that somebody looked (0–1); absent when nobody did. */
export function shareOf(
  spans: HistorySpan[],
  status: HistoryStatus,
): number | undefined {
  const lengthOf = (list: HistorySpan[]) =>
    list.reduce((sum, { from, to }) => sum + to - from, 0);
  const watched = lengthOf(spans.filter(span => span.status !== 'unwatched'));
  return watched === 0
    ? undefined
    : lengthOf(spans.filter(span => span.status === status)) / watched;
}
