import { CliError } from '../CliError';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { tellRun } from '../runs/describeRun';
import { endingOf } from '../runs/outcome';

/** `status`: shows a run as it is now. */
export const status: Act<[run?: string], ConnectOptions> = async (
  { options, output },
  named,
) => {
  const { client } = await connect(options);
  const runId = named ?? (await client.listRuns({ limit: 1 })).items.at(0)?.id;
  if (runId === undefined) throw new CliError('There is no run yet');
  const run = await client.getRun(runId);
  output.json(run);
  tellRun(run, output);
  return endingOf(run);
};
