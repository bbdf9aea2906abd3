import { connect } from '../connection/connect';
import type { Act } from '../createCommands';
import { readInput, type InputSchema } from '../runs/readInput';
import { printPlan } from '../runs/printPlan';
import type { InputOptions } from './run';

/** `plan`: shows what a run would do. */
export const plan: Act<[flow: string, fields: string[]], InputOptions> = async (
  { options, output },
  flow,
  fields,
) => {
  const { client } = await connect(options);
  const { input: schema } = await client.getFlow(flow);
  const input = await readInput(
    { file: options.input, fields },
    schema as InputSchema,
  );
  const planned = await client.planRun(flow, {
    input,
    environment: options.env,
    dryRun: options.dryRun,
  });
  output.json(planned);
  printPlan(planned, output);
  return 'succeeded';
};
