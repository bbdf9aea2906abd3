import type {
  OrchestratorClient,
  StartedRun,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Ending } from '../exitCodes';
import type { Output } from '../terminal/Output';
import { tellEnd } from './describeRun';
import { followRun } from './followRun';
import { printPlan } from './printPlan';

/** How a run is waited for, as options of a command say. */
export interface WaitOptions {
  wait?: true;
  logs?: true;
  pastPeople?: true;
}

interface Waiting {
  client: OrchestratorClient;
  output: Output;
  options: WaitOptions;
}

/** Tells of a run that was started, and waits for it where that is wanted. */
export async function printStarted(
  started: StartedRun,
  { client, output, options }: Waiting,
): Promise<Ending> {
  if (!options.wait && !options.logs) {
    output.json(started);
    if (started.plan) printPlan(started.plan, output);
    output.line(`Run ${started.id} is started: ${started.url}`);
    output.line(`    → idp-orchestrator logs ${started.id} --follow`);
    return 'succeeded';
  }
  output.line(output.style('dim', `run ${started.id}: ${started.url}`));
  return followStarted(started.id, { client, output, options });
}

/** Waits for a run, and tells how it ended. */
export async function followStarted(
  runId: string,
  { client, output, options }: Waiting,
): Promise<Ending> {
  const { run, ending } = await followRun(client, runId, {
    output,
    withLogs: options.logs,
    isPatient: options.pastPeople,
  });
  output.json(run);
  tellEnd(run, output);
  return ending;
}
