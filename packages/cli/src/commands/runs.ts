import {
  parseDuration,
  RUN_STATUSES,
  titleOfRun,
  type RunStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { CliError } from '../CliError';
import { connect, type ConnectOptions } from '../connection/connect';
import type { Act } from '../createCommands';
import { statusText, timeBetween } from '../runs/describeRun';
import { safeText } from '../terminal/safeText';
import { layOut } from '../terminal/table';

interface RunsOptions extends ConnectOptions {
  flow?: string;
  status?: string[];
  env?: string;
  initiator?: string;
  since?: string;
  text?: string;
  limit: string;
}

/** The most that the backend gives at once. */
const LARGEST_PAGE = 100;

/** `runs`: lists runs, newest first. */
export const runs: Act<[], RunsOptions> = async ({ options, output }) => {
  const wanted = readLimit(options.limit);
  const { client } = await connect(options);
  const query = {
    flow: options.flow,
    status: options.status?.map(readStatus),
    environment: options.env,
    initiator: options.initiator,
    since: readSince(options.since),
    text: options.text,
  };
  const items = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(LARGEST_PAGE, wanted - items.length);
    const page = await client.listRuns({ ...query, cursor, limit });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && items.length < wanted);
  output.json({ items });
  const rows = items.map(run => [
    run.id,
    statusText(run.status, output),
    run.flowId,
    safeText(titleOfRun(run)),
    run.environment,
    run.createdAt.replace(/\.\d+Z$/, 'Z'),
    timeBetween(run.startedAt, run.finishedAt),
    run.initiator.ref,
    run.error?.message ?? '',
  ]);
  layOut(rows).forEach(row => output.line(row));
  if (items.length === 0) output.line('There is no such run');
  return 'succeeded';
};

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new CliError(`Expected --limit with a number above zero, got ${text}`);
}

function readStatus(text: string): RunStatus {
  const known = RUN_STATUSES.find(status => status === text);
  if (known) return known;
  throw new CliError(
    `Expected --status with one of ${RUN_STATUSES.join(', ')}, got ${text}`,
  );
}

function readSince(text?: string): string | undefined {
  if (text === undefined) return undefined;
  const ago = parseDuration(text);
  return ago === undefined ? text : new Date(Date.now() - ago).toISOString();
}
