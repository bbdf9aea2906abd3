import type {
  OrchestratorClient,
  Schedule,
  ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { CliError } from '../CliError';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { tellSchedule } from '../schedules/describeSchedule';
import { readScheduleFile } from '../schedules/readScheduleFile';
import type { Output } from '../terminal/Output';

interface CreateOptions extends ConnectOptions {
  paused?: true;
  reason?: string;
}

interface ChangeOptions extends ConnectOptions {
  revision?: string;
  reason?: string;
}

/** `schedules create`: makes a schedule of a file. */
export const createSchedule: Act<[file: string], CreateOptions> = async (
  { options, output },
  file,
) => {
  const definition = (await readScheduleFile(file)) as ScheduleDefinition;
  const { paused, reason } = options;
  const { client } = await connect(options);
  const made = await client.createSchedule({ definition, paused, reason });
  tellChanged(made, output);
  return 'succeeded';
};

/** `schedules update`: makes a schedule what a file says. */
export const updateSchedule: Act<[file: string], ChangeOptions> = async (
  { options, output },
  file,
) => {
  const definition = (await readScheduleFile(file)) as ScheduleDefinition;
  const { id } = definition;
  if (typeof id !== 'string') {
    throw new CliError(`Expected the id of the schedule in ${file}, as id: …`);
  }
  const { client } = await connect(options);
  const revision = await revisionOf(client, id, options);
  const { reason } = options;
  const request = { definition, revision, reason };
  tellChanged(await client.updateSchedule(id, request), output);
  return 'succeeded';
};

/** `schedules remove`: removes a schedule. */
export const removeSchedule: Act<[id: string], ChangeOptions> = async (
  { options, output },
  id,
) => {
  const { client } = await connect(options);
  const revision = await revisionOf(client, id, options);
  const { reason } = options;
  const removed = await client.removeSchedule(id, { revision, reason });
  output.json(removed);
  output.line(`Schedule ${id} is removed; its runs go on`);
  return 'succeeded';
};

async function revisionOf(
  client: OrchestratorClient,
  id: string,
  { revision }: ChangeOptions,
): Promise<number> {
  if (revision === undefined) {
    return (await client.getSchedule(id)).schedule.revision;
  }
  if (/^\d+$/.test(revision)) return Number(revision);
  throw new CliError(`Expected --revision with a number, got ${revision}`);
}

function tellChanged(schedule: Schedule, output: Output): void {
  output.json(schedule);
  tellSchedule(schedule, output);
  const { nextDueAt } = schedule;
  if (nextDueAt) output.line(`due next at ${nextDueAt}`);
}
