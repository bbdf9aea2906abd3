import { ConflictError } from '@backstage/errors';
import {
  CONTRACTS,
  MOST_CAUGHT_UP,
  scheduleUpdatePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { DueTimes } from '../../calendar';
import type { StoredSchedule } from '../../ports';
import { badInput } from '../../problems/badInput';
import {
  describeSchedule,
  listDueTimes,
  nextAtOf,
  readTimes,
  requireAhead,
} from '../../schedules';
import { defineOperation } from '../defineOperation';
import { changeSchedule, requireInFile } from './findSchedule';
import {
  aboutSchedule,
  consentTo,
  permitKnown,
  receiveKnown,
} from './receiveSchedule';
import { requireNoAgent } from './requireNoAgent';

/** Lets a schedule go on that has stopped, with the rights of who does so. */
export const resumeSchedule = defineOperation(CONTRACTS.resumeSchedule, {
  resolve: (parts, { caller, input: { scheduleId } }) =>
    receiveKnown(parts, caller, scheduleId),
  audit: {
    records: 'every call',
    action: 'schedule.resume',
    about: ({ input: { scheduleId, request } }) =>
      aboutSchedule(scheduleId, request),
    outcome: ({ schedule: { id }, caughtUp }) =>
      `Schedule ${id} goes on, and starts ${caughtUp} of what was due`,
  },
  async permit(parts, { caller, resolved }) {
    await parts.gate.require(caller, scheduleUpdatePermission);
    requireNoAgent(caller);
    return permitKnown(parts, caller, resolved);
  },
  async run(parts, { caller, input, permitted: { schedule, start } }) {
    const { definition, file } = schedule;
    const { missed } = input.request;
    requireInFile(schedule);
    requireStopped(schedule);
    requireOverlap(schedule, missed);
    const read = readTimes(definition);
    if ('problems' in read) throw badInput('The schedule', read.problems);
    const { now } = await parts.scheduleStore.readState();
    const { cursorAt, caughtUp } = decideGoingOn(schedule, read.times, {
      missed,
      now,
    });
    if (caughtUp === 0) requireAhead(read.times, now);
    const resumed = await changeSchedule(parts, schedule, {
      // Whoever lets it has seen what it is now.
      ...(file && { file: { ...file, replaced: undefined } }),
      consent: await consentTo(parts, caller, start),
      state: 'active',
      detail: { since: now, wantedUpTo: now, failuresSince: now },
      outlook: { result: 'ok', at: new Date(now).toISOString() },
      cursorAt,
      nextAt: nextAtOf(definition, read.times, cursorAt),
    });
    return { schedule: describeSchedule(resumed), caughtUp };
  },
});

type Missed = 'skip' | 'latest' | 'all';

/** Decides where a schedule goes on, and how many due times before now are started by that. */
function decideGoingOn(
  { definition, cursorAt }: StoredSchedule,
  times: DueTimes,
  { missed, now }: { missed: Missed; now: number },
): { cursorAt: number; caughtUp: number } {
  const { due } = listDueTimes(definition, times, { after: cursorAt, now });
  const most = { skip: 0, latest: 1, all: MOST_CAUGHT_UP }[missed];
  const wanted = most === 0 ? [] : due.slice(-most);
  const [first] = wanted;
  return {
    cursorAt: first === undefined ? now : first.dueAt - 1,
    caughtUp: wanted.length,
  };
}

/** @throws ConflictError when it starts what is due already */
function requireStopped({ definition: { id }, state }: StoredSchedule): void {
  if (state !== 'active' && state !== 'ended') return;
  throw new ConflictError(
    state === 'active'
      ? `Schedule ${id} is active already`
      : `Schedule ${id} has ended: nothing is due any more. Change when it is due`,
  );
}

function requireOverlap(
  { definition: { overlap } }: StoredSchedule,
  missed: Missed,
): void {
  if (missed !== 'all' || overlap === 'allow') return;
  throw badInput('The request', [
    {
      path: 'missed',
      expected: `skip or latest, since overlap ${overlap} would leave out all but the first`,
      got: '"all"',
    },
  ]);
}
