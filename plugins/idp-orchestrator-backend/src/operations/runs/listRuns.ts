import {
  CONTRACTS,
  summarizeRun,
  type Page,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import { readRun } from '../../access/authorization/guards';
import type { Caller } from '../../access/Caller';
import type { RunFilter } from '../../ports';
import type { OperationParts } from '../OperationParts';
import { defineInner, defineOperation } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { tellRunOfList } from '../tools/toRunAnswer';
import { showRun } from './showRun';

/** The part of a list that is asked for, and the runs that are in it. */
interface ListedRuns extends RunFilter {
  limit: number;
  cursor?: string;
}

/** Lists the runs that the caller may see in short, newest first, a page at a time. */
export const listRuns = defineOperation(CONTRACTS.listRuns, {
  audit: {
    records: 'refusals',
    action: 'run.list',
    about: ({ input: { environment } }) => ({ environment }),
  },
  permit: ({ gate }, { caller }) => gate.conditionOf(caller, readRun),
  async run(parts, { caller, input, permitted: within }) {
    const { status: statuses, ...rest } = input;
    const listed = { ...rest, statuses, ...(within && { within }) };
    const page = await readPage(parts, caller, listed);
    return { ...page, items: page.items.map(summarizeRun) };
  },
  tool: defineTool({
    name: 'list-runs',
    title: 'List runs',
    description:
      'To find runs, for example the last one of a flow or those that failed: in short, newest first, with `nextCursor` when there are more.',
    input: {
      flow: FIELDS.flow.optional(),
      status: FIELDS.status,
      environment: FIELDS.environment,
      service: z
        .string('the name of a service')
        .optional()
        .describe('Only runs that operated this service.'),
      limit: z
        .int('a whole number from 1 to 50')
        .min(1, 'a whole number from 1 to 50')
        .max(50, 'a whole number from 1 to 50')
        .default(10)
        .describe('How many.'),
      cursor: z
        .string('a nextCursor')
        .optional()
        .describe('The nextCursor of the page before.'),
      verbose: FIELDS.verbose,
    },
    effect: 'look',
    toInput: ({ status, verbose: _, ...given }) => ({
      ...given,
      status: status && [status],
    }),
    toAnswer: (page, { verbose }) =>
      verbose ? page : { ...page, items: page.items.map(tellRunOfList) },
  }),
});

/** Lists the same runs whole, for doors whose lists show their input and output. */
export const listWholeRuns = defineInner<ListedRuns>()({
  audit: {
    records: 'refusals',
    action: 'run.list',
    about: ({ input: { environment } }) => ({ environment }),
  },
  permit: ({ gate }, { caller }) => gate.conditionOf(caller, readRun),
  run: (parts, { caller, input, permitted: within }) =>
    readPage(parts, caller, { ...input, ...(within && { within }) }),
});

async function readPage(
  parts: OperationParts,
  caller: Caller,
  { limit, cursor, ...filter }: ListedRuns,
): Promise<Page<Run>> {
  const page = await parts.store.list(filter, { limit, cursor });
  const items = page.items.map(run => showRun(parts, caller, run));
  return { ...page, items: await Promise.all(items) };
}

/** Counts the runs that the caller may see. */
export const countRuns = defineInner<RunFilter>()({
  audit: {
    records: 'refusals',
    action: 'run.list',
    about: ({ input: { environment } }) => ({ environment }),
  },
  permit: ({ gate }, { caller }) => gate.conditionOf(caller, readRun),
  run: ({ store }, { input, permitted: within }) =>
    store.count({ ...input, ...(within && { within }) }),
});
