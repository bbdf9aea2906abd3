import {
  applyRunEvent,
  isRunFinished,
  type FeedEntry,
  type LogChunk,
  type OrchestratorClient,
  type Run,
  type RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Ending } from '../exitCodes';
import type { Output } from '../terminal/Output';
import { safeText } from '../terminal/safeText';
import { layOut } from '../terminal/table';
import { stepRow } from './describeRun';
import { endingOf, listAsking } from './outcome';

export interface FollowOptions {
  /** Writes what steps print, as well. */
  withLogs?: boolean;
  /** Goes on while the run waits for people. */
  isPatient?: boolean;
  /** Tells whether lines are wanted; all are when absent. */
  isMeant?(chunk: LogChunk): boolean;
  /** Hears every entry, for whoever wants them as they are. */
  onEntry?(entry: FeedEntry): void;
}

/** How far a run was followed, and why no further. */
export interface Followed {
  run: Run;
  ending: Ending;
}

/**
 * Follows a run and tells of each step when something happens to it, until the
 * run is over, waits for people, or Ctrl-C is pressed.
 */
export async function followRun(
  client: OrchestratorClient,
  runId: string,
  { output, ...options }: FollowOptions & { output: Output },
): Promise<Followed> {
  const stopping = new AbortController();
  const interrupt = () => stopping.abort();
  process.once('SIGINT', interrupt);
  let run: Run | undefined;
  try {
    const feed = client.watchRun(runId, {
      include: options.withLogs ? 'events,logs' : 'events',
      signal: stopping.signal,
      onConnection(connection) {
        if (connection === 'reconnecting') output.status('connecting again …');
      },
    });
    for await (const entry of feed) {
      options.onEntry?.(entry);
      run = take(entry, run, { output, isMeant: options.isMeant });
      const asks =
        entry.kind === 'event' && !!run && listAsking(run).length > 0;
      // What was answered meanwhile stands further on in the feed.
      if (asks && !options.isPatient && (await isAsking(client, runId))) break;
    }
  } finally {
    process.off('SIGINT', interrupt);
    stopping.abort();
  }
  const last = await client.getRun(runId);
  const isLeft = !isRunFinished(last) && listAsking(last).length === 0;
  if (isLeft) {
    output.note(
      `Run ${runId} goes on. Follow it by: idp-orchestrator logs ${runId} --follow`,
    );
  }
  return { run: last, ending: isLeft ? 'interrupted' : endingOf(last) };
}

async function isAsking(
  client: OrchestratorClient,
  runId: string,
): Promise<boolean> {
  return listAsking(await client.getRun(runId)).length > 0;
}

/** Tells what an entry says, and gives the run as it is after it. */
function take(
  entry: FeedEntry,
  run: Run | undefined,
  {
    output,
    isMeant = () => true,
  }: Pick<FollowOptions, 'isMeant'> & { output: Output },
): Run | undefined {
  if (entry.kind === 'log') {
    if (isMeant(entry.chunk)) tellLines(entry.chunk, output);
    return run;
  }
  const after = applyRunEvent(run, entry.event);
  tellEvent(entry.event, after, output);
  return after;
}

/** Writes lines of the log, each with its step. */
export function tellLines(chunk: LogChunk, output: Output): void {
  for (const line of chunk.lines) {
    const text = safeText(line);
    output.line(
      `${output.style('dim', `${chunk.stepId} │`)} ${chunk.stream === 'stderr' ? output.style('yellow', text) : text}`,
    );
  }
}

/** Kinds of events after which a step is told anew. */
const TOLD = new Set<RunEvent['type']>([
  'step.started',
  'step.retryScheduled',
  'step.waiting',
  'step.skipped',
  'step.finished',
]);

function tellEvent(event: RunEvent, run: Run, output: Output): void {
  if (!('stepId' in event)) return;
  const step = run.steps.find(({ id }) => id === event.stepId);
  if (!step) return;
  if (event.type === 'step.progressed') {
    const { percent, message = '' } = event.progress;
    output.status(`${step.title}: ${percent} % ${message}`);
  }
  if (event.type === 'step.annotated') {
    output.line(
      `  ${output.style('yellow', safeText(`${step.id}: ${event.annotation.text}`))}`,
    );
  }
  if (!TOLD.has(event.type)) return;
  const [row] = layOut([stepRow(step, output)]);
  output.line(`  ${row}`);
}
