import {
  scheduleTimingSchema,
  type ScheduleTiming,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { CliError } from '../CliError';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { tellDueTimes } from '../schedules/describeSchedule';
import { readScheduleFile } from '../schedules/readScheduleFile';

interface PreviewOptions extends ConnectOptions {
  cron?: string[];
  every?: string;
  timezone?: string;
  count: string;
}

/** `schedules preview`: shows when something would be due. */
export const previewSchedule: Act<[file?: string], PreviewOptions> = async (
  { options, output },
  file,
) => {
  const timing = await readTiming(options, file);
  const count = Number(options.count);
  if (!Number.isInteger(count)) {
    throw new CliError(`Expected --count with a number, got ${options.count}`);
  }
  const { client } = await connect(options);
  const preview = await client.previewSchedule({ ...timing, count });
  output.json(preview);
  tellDueTimes(preview, output);
  return 'succeeded';
};

async function readTiming(
  { cron, every, timezone }: PreviewOptions,
  file?: string,
): Promise<ScheduleTiming> {
  const given = { cron, every, timezone };
  const isGiven = Object.values(given).some(value => value !== undefined);
  if (isGiven === (file !== undefined)) {
    throw new CliError(
      'Expected either a file with a schedule, or --cron or --every with --timezone',
    );
  }
  // The backend says of what is missing or wrong what it is.
  if (file === undefined) return given as ScheduleTiming;
  const timing = Object.entries(await readScheduleFile(file)).filter(([name]) =>
    Object.hasOwn(scheduleTimingSchema.shape, name),
  );
  return Object.fromEntries(timing) as ScheduleTiming;
}
