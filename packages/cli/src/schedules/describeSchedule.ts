import type {
  Schedule,
  ScheduleDueTime,
  ScheduleOccurrence,
  ScheduleState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Output } from '../terminal/Output';
import { safeText } from '../terminal/safeText';
import { layOut } from '../terminal/table';

type Style = Parameters<Output['style']>[0];

const STYLES: Record<ScheduleState, Style> = {
  active: 'green',
  paused: 'yellow',
  failing: 'red',
  'needs-consent': 'red',
  broken: 'red',
  ended: 'dim',
};

const withoutMs = (time = '') => time.replace(/\.\d+Z$/, 'Z');

/** Writes a schedule as a row: id, state, what it starts where, when next, and why not. */
export function scheduleRow(schedule: Schedule, output: Output): string[] {
  const { id, state, flow, environment, nextDueAt } = schedule;
  return [
    id,
    output.style(STYLES[state], state),
    flow,
    environment,
    withoutMs(nextDueAt),
    whyNot(schedule),
  ];
}

/** Gives why it starts nothing, or why it would not; empty where nothing speaks against it. */
function whyNot({ stateReason, willRun }: Schedule): string {
  if (stateReason !== undefined) return stateReason;
  return willRun.result === 'ok'
    ? ''
    : `${willRun.result}: ${willRun.reason ?? 'no reason given'}`;
}

/** Writes a schedule with what it starts, and for whom. */
export function tellSchedule(schedule: Schedule, output: Output): void {
  const { id, title, state, flow, environment, revision } = schedule;
  const why = whyNot(schedule);
  const name = title === undefined ? id : `${id} (${title})`;
  output.line(
    `${output.style(STYLES[state], state)}  ${safeText(name)} starts ${safeText(flow)} in ${safeText(environment)}`,
  );
  if (why) output.line(output.style('yellow', safeText(why)));
  const consented = schedule.consentedBy ?? 'nobody';
  output.line(
    output.style(
      'dim',
      `revision ${revision}, with the rights of ${safeText(consented)}`,
    ),
  );
}

/** Writes due times that lie ahead, with what may surprise in them. */
export function tellDueTimes(
  { nextTimes, notes }: { nextTimes: ScheduleDueTime[]; notes: string[] },
  output: Output,
): void {
  if (nextTimes.length === 0) output.line('Nothing is due');
  const rows = nextTimes.map(({ at, local, offset, notes: own }) => [
    withoutMs(at),
    `${local} ${offset}`,
    own.join(' '),
  ]);
  layOut(rows).forEach(row => output.line(`  ${row}`));
  notes.forEach(note => output.line(output.style('yellow', safeText(note))));
}

/** Writes what became of due times, with the run of each that has one. */
export function tellOccurrences(
  occurrences: ScheduleOccurrence[],
  output: Output,
): void {
  if (occurrences.length === 0) return;
  output.line('What became of the last ones:');
  const rows = occurrences.map(({ dueAt, outcome, because = '', runId }) => [
    withoutMs(dueAt),
    outcome,
    runId === undefined ? because : `run ${runId}`,
  ]);
  layOut(rows).forEach(row => output.line(`  ${row}`));
}
