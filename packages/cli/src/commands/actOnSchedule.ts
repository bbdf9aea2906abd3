import { CliError } from '../CliError';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { followStarted, type WaitOptions } from '../runs/printStarted';
import { tellSchedule } from '../schedules/describeSchedule';
import { count } from '../terminal/words';

interface ReasonOptions extends ConnectOptions {
  reason?: string;
}

const CHOICES = ['skip', 'latest', 'all'] as const;

/** `schedules pause`: lets a schedule start nothing more. */
export const pauseSchedule: Act<[id: string], ReasonOptions> = async (
  { options, output },
  id,
) => {
  const { client } = await connect(options);
  const paused = await client.pauseSchedule(id, { reason: options.reason });
  output.json(paused);
  tellSchedule(paused, output);
  output.line(`    → idp-orchestrator schedules resume ${id} --missed skip`);
  return 'succeeded';
};

/** `schedules resume`: lets a schedule go on. */
export const resumeSchedule: Act<
  [id: string],
  ReasonOptions & { missed: string }
> = async ({ options, output }, id) => {
  const missed = CHOICES.find(choice => choice === options.missed);
  if (!missed) {
    throw new CliError(
      `Expected --missed with one of ${CHOICES.join(', ')}, got ${options.missed}`,
    );
  }
  const { client } = await connect(options);
  const { reason } = options;
  const resumed = await client.resumeSchedule(id, { missed, reason });
  output.json(resumed);
  const { schedule, caughtUp } = resumed;
  tellSchedule(schedule, output);
  output.line(
    `${count(caughtUp, 'due time')} since it stopped ${caughtUp === 1 ? 'is' : 'are'} started; due next at ${schedule.nextDueAt ?? 'no time'}`,
  );
  return 'succeeded';
};

/** `schedules trigger`: starts the run of a schedule now, and waits for it where that is wanted. */
export const triggerSchedule: Act<
  [id: string],
  ReasonOptions & WaitOptions
> = async ({ options, output }, id) => {
  const { client } = await connect(options);
  const { reason } = options;
  const occurrence = await client.triggerSchedule(id, { reason });
  const { runId } = occurrence;
  if (runId !== undefined && (options.wait || options.logs)) {
    output.line(output.style('dim', `run ${runId}`));
    return followStarted(runId, { client, output, options });
  }
  output.json(occurrence);
  output.line(`Run ${runId} is started`);
  output.line(`    → idp-orchestrator logs ${runId} --follow`);
  return 'succeeded';
};

/** `schedules skip-next`: leaves out the next due time of a schedule. */
export const skipNext: Act<[id: string], ReasonOptions> = async (
  { options, output },
  id,
) => {
  const { client } = await connect(options);
  const skipped = await client.skipNext(id, { reason: options.reason });
  output.json(skipped);
  output.line(`What is due at ${skipped.dueAt} is left out`);
  return 'succeeded';
};
