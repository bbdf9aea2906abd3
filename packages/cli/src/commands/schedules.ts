import {
  type ListedSchedule,
  SCHEDULE_STATES,
  type ScheduleState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { CliError } from '../CliError';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import {
  scheduleRow,
  tellDueTimes,
  tellOccurrences,
  tellSchedule,
} from '../schedules/describeSchedule';
import { layOut } from '../terminal/table';

/** The most that the backend gives at once. */
const LARGEST_PAGE = 200;

interface ListOptions extends ConnectOptions {
  flow?: string;
  env?: string;
  state?: string;
}

/** `schedules list`: lists schedules, by id. */
export const listSchedules: Act<[], ListOptions> = async ({
  options,
  output,
}) => {
  const state = readState(options.state);
  const { client } = await connect(options);
  const query = { flow: options.flow, environment: options.env, state };
  const items: ListedSchedule[] = [];
  let cursor: string | undefined;
  do {
    const limit = LARGEST_PAGE;
    const page = await client.listSchedules({ ...query, cursor, limit });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  output.json({ items });
  const rows = items.map(schedule => scheduleRow(schedule, output));
  layOut(rows).forEach(row => output.line(row));
  if (rows.length === 0) output.line('There is no such schedule');
  return 'succeeded';
};

/** `schedules show`: shows a schedule with its next and last due times. */
export const showSchedule: Act<[id: string], ConnectOptions> = async (
  { options, output },
  id,
) => {
  const { client } = await connect(options);
  const detail = await client.getSchedule(id);
  output.json(detail);
  tellSchedule(detail.schedule, output);
  tellDueTimes(detail, output);
  tellOccurrences(detail.occurrences, output);
  return 'succeeded';
};

function readState(text?: string): ScheduleState | undefined {
  if (text === undefined) return undefined;
  const known = SCHEDULE_STATES.find(state => state === text);
  if (known) return known;
  throw new CliError(
    `Expected --state with one of ${SCHEDULE_STATES.join(', ')}, got ${text}`,
  );
}
