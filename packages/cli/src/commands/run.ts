import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { readInput, type InputSchema } from '../runs/readInput';
import { printStarted, type WaitOptions } from '../runs/printStarted';

export interface InputOptions extends ConnectOptions {
  input?: string;
  env?: string;
  dryRun?: true;
}

interface RunOptions extends InputOptions, WaitOptions {
  reason?: string;
  startAt?: string;
  key?: string;
  planDigest?: string;
  propose?: true;
}

/** `run`: starts a flow or a script. */
export const run: Act<[flow: string, fields: string[]], RunOptions> = async (
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
  const started = await client.startRun(flow, {
    input,
    environment: options.env,
    dryRun: options.dryRun,
    reason: options.reason,
    startAt: options.startAt,
    idempotencyKey: options.key,
    planDigest: options.planDigest,
    propose: options.propose,
  });
  return printStarted(started, { client, output, options });
};
