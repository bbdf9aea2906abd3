import type { Response } from 'express';
import type { Caller } from '../../access/Caller';
import { isDatabaseUnavailable } from '../../problems/DatabaseUnavailableError';
import { refuseWhileStopping } from '../../problems/whileStopping';
import { followJob, type JobState } from '../calls/followJob';
import type { FoundJob } from '../calls/findJob';
import type { WindmillOptions } from '../WindmillOptions';
import { resultOf } from './resultOf';
import { readerSignal } from '../../waiting/readerSignal';
import { sendStream } from './sendStream';
import { isCompleted, toJob } from './toJob';
import { pickChanges, updateOf, type JobUpdate } from './updateOf';

/** The parts of a stream of updates that its reader wants. */
export interface UpdateWish {
  /** The last entry of the run's feed that the reader knows. */
  offset: number;
  noLogs?: boolean;
  onlyResult?: boolean;
}

/** The pause (ms) between two pings: proxies cut streams that are silent. */
const PING_MS = 15_000;
/** The pause (ms) between two updates, at least. */
const UPDATE_MS = 100;

/** Sends what changes of a job as Server-Sent Events, until it is over or this backend stops. */
export async function sendUpdates(
  response: Response,
  caller: Caller,
  told: { job: FoundJob; wish: UpdateWish; options: WindmillOptions },
): Promise<void> {
  const { job, wish, options } = told;
  refuseWhileStopping(options.stopping, 'opens no stream');
  const gone = readerSignal(response, options.stopping);
  const withLogs = !wish.noLogs && !wish.onlyResult;
  const offset = withLogs ? wish.offset : job.run.lastSeq;
  const from = { ...options, caller, offset };
  const states = followJob(job, from, gone);
  beginEvents(response);
  const ping = () => {
    if (!response.writableEnded) response.write(event({ type: 'ping' }));
  };
  const pinging = setInterval(ping, PING_MS);
  try {
    await sendStream(
      response,
      whileThere(updates(states, { wish, options, gone })),
    );
  } finally {
    clearInterval(pinging);
  }
}

/**
 * Answers a stream that is asked of a job that is not there, for which streams
 * have a word of their own.
 */
export function sendNotFound(response: Response): void {
  beginEvents(response);
  response.end(event({ type: 'notfound' }));
}

async function* updates(
  states: AsyncIterable<JobState>,
  call: { wish: UpdateWish; options: WindmillOptions; gone: AbortSignal },
): AsyncGenerator<string> {
  const { wish, options, gone } = call;
  let before: JobUpdate = {};
  for await (const state of states) {
    const isOver = isCompleted(state.run, state.step) && state.isAll;
    const logs = wish.noLogs ? undefined : state.logs;
    const update = { ...updateOf(state, logs), completed: isOver };
    const changed = wish.onlyResult ? {} : pickChanges(before, update);
    before = update;
    if (isOver) {
      const ending = endingOf(state, call);
      yield event({ type: 'update', ...changed, completed: true, ...ending });
      return;
    }
    if (Object.keys(changed).length > 0) {
      yield event({ type: 'update', ...changed });
      await options.clock.sleep(UPDATE_MS, gone);
    }
  }
}

/** Ends before it is over when the database goes away, so that the reader comes back for the rest. */
async function* whileThere(
  pieces: AsyncIterable<string>,
): AsyncGenerator<string> {
  try {
    yield* pieces;
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
  }
}

function endingOf(
  { run, step }: JobState,
  { wish, options }: { wish: UpdateWish; options: WindmillOptions },
) {
  return wish.onlyResult
    ? { only_result: resultOf(run, step) }
    : { job: toJob(run, { step, workspace: options.workspace }) };
}

function beginEvents(response: Response): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    // no-transform keeps compression from holding events back.
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
}

function event(told: object): string {
  return `data: ${JSON.stringify(told)}\n\n`;
}
