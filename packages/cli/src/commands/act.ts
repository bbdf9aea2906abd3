import { isRunFinished } from '@idp/backstage-plugin-idp-orchestrator-common';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { statusText } from '../runs/describeRun';
import { followRun } from '../runs/followRun';

interface ReasonOptions extends ConnectOptions {
  reason: string;
}

interface AnswerOptions extends ReasonOptions {
  step?: string;
}

/** `approve`: lets a step that waits for people go on. */
export const approve: Act<[run: string], AnswerOptions> = (context, runId) =>
  answer(context, runId, 'approveRun');

/** `reject`: lets a step that waits for people fail. */
export const reject: Act<[run: string], AnswerOptions> = (context, runId) =>
  answer(context, runId, 'rejectRun');

async function answer(
  { options, output }: Parameters<typeof approve>[0],
  runId: string,
  act: 'approveRun' | 'rejectRun',
) {
  const { client } = await connect(options);
  const { reason, step } = options;
  const run = await client[act](runId, { reason, step });
  output.json(run);
  output.line(`Run ${runId} is answered: ${statusText(run.status, output)}`);
  output.line(`    → idp-orchestrator logs ${runId} --follow`);
  return 'succeeded' as const;
}

/** `cancel`: ends a run, and waits for that where it is wanted. */
export const cancel: Act<
  [run: string],
  ReasonOptions & { wait?: true }
> = async ({ options, output }, runId) => {
  const { client } = await connect(options);
  let run = await client.cancelRun(runId, { reason: options.reason });
  if (options.wait && !isRunFinished(run)) {
    ({ run } = await followRun(client, runId, { output, isPatient: true }));
  }
  output.json(run);
  output.line(`Run ${runId}: ${statusText(run.status, output)}`);
  return 'succeeded';
};
