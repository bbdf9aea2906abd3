import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import type { Caller } from '../../access/Caller';
import { defineComposite } from '../defineOperation';
import { getRun } from '../runs/getRun';
import { getStep } from '../runs/getStep';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { readLog } from './readLogs';

interface Tail {
  runId: string;
  /**
   * The id of the step; when absent the one that failed, else the one that
   * runs, else the last.
   */
  step?: string;
  /** The number of lines, from the end. */
  lines: number;
}

/** Reads the last lines of what a step said. */
export const readLogTail = defineComposite({
  async run({ perform }, { caller, input }: { caller: Caller; input: Tail }) {
    const { runId, step, lines } = input;
    const run = await perform(getRun, caller, { runId });
    const told = step
      ? await perform(getStep, caller, { runId, stepId: step })
      : chooseStep(run);
    if (!told) return { items: [], total: 0 };
    const read = (from: number, to: number) =>
      perform(readLog, caller, { runId, stepId: told.id, from, to });
    const { total } = await read(1, 1);
    const { items } = await read(Math.max(1, total - lines + 1), total);
    return { step: told.id, items, total };
  },
  tool: defineTool({
    name: 'get-run-logs',
    title: 'Read the log of a run',
    description:
      'To see what a step said, such as why it failed: its last lines, secrets masked, and how many there are in `total`.',
    input: {
      runId: FIELDS.runId,
      step: FIELDS.step.describe(
        'Else the one that failed, runs, or was last.',
      ),
      lines: z
        .int('a whole number from 1 to 1000')
        .min(1, 'a whole number from 1 to 1000')
        .max(1_000, 'a whole number from 1 to 1000')
        .default(50)
        .describe('How many, from the end.'),
    },
    effect: 'look',
    toInput: given => given,
  }),
});

function chooseStep({ steps }: Run) {
  const begun = steps.filter(({ attempts }) => attempts > 0);
  return (
    begun.find(({ status }) => status === 'failed') ??
    begun.find(({ status }) => status === 'running') ??
    begun.at(-1)
  );
}
