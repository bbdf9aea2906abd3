import {
  isRunFinished,
  type FeedEntry,
  type LogChunk,
  type OrchestratorClient,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { CliError } from '../CliError';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { tellEnd } from '../runs/describeRun';
import { followRun, tellLines } from '../runs/followRun';
import { endingOf } from '../runs/outcome';
import type { Output } from '../terminal/Output';

interface LogsOptions extends ConnectOptions {
  follow?: true;
  step?: string[];
  stream?: string;
}

/** `logs`: writes what steps have printed, and what they go on to print. */
export const logs: Act<[run: string], LogsOptions> = async (
  { options, output },
  runId,
) => {
  const { stream } = options;
  if (stream !== undefined && stream !== 'stdout' && stream !== 'stderr') {
    throw new CliError(`Expected --stream stdout or stderr, got ${stream}`);
  }
  const { client } = await connect(options);
  const run = await client.getRun(runId);
  const unknown = options.step?.find(
    id => !run.steps.some(one => one.id === id),
  );
  if (unknown !== undefined) {
    throw new CliError(
      `Run ${runId} has no step ${unknown}. There are: ${run.steps.map(({ id }) => id).join(', ')}`,
    );
  }
  const isMeant = (chunk: LogChunk) =>
    (stream === undefined || chunk.stream === stream) &&
    (options.step?.includes(chunk.stepId) ?? true);
  if (!options.follow) {
    await writeUpTo(run.lastSeq, { client, runId, output, isMeant });
    return 'succeeded';
  }
  if (isRunFinished(run)) {
    await writeUpTo(run.lastSeq, { client, runId, output, isMeant });
    tellEnd(run, output);
    return endingOf(run);
  }
  const { run: last, ending } = await followRun(client, runId, {
    output,
    isMeant,
    withLogs: true,
    isPatient: true,
    onEntry: entry => tellEntry(entry, output, isMeant),
  });
  tellEnd(last, output);
  return ending;
};

interface Wanted {
  client: OrchestratorClient;
  runId: string;
  output: Output;
  isMeant(chunk: LogChunk): boolean;
}

/** Writes what was printed up to a moment; a run that goes on is not waited for. */
async function writeUpTo(
  lastSeq: number,
  { client, runId, output, isMeant }: Wanted,
): Promise<void> {
  const feed = client.watchRun(runId, { include: 'events,logs' });
  for await (const entry of feed) {
    if (entry.kind === 'log' && isMeant(entry.chunk)) {
      output.json(entry.chunk);
      tellLines(entry.chunk, output);
    }
    const { seq } = entry.kind === 'log' ? entry.chunk : entry.event;
    if (seq >= lastSeq) return;
  }
}

function tellEntry(
  entry: FeedEntry,
  output: Output,
  isMeant: Wanted['isMeant'],
): void {
  if (entry.kind === 'event') output.json(entry.event);
  else if (isMeant(entry.chunk)) output.json(entry.chunk);
}
