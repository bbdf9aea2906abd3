import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import { defineInner } from '../defineOperation';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { runFields, toRunAnswer } from '../tools/toRunAnswer';
import { auditOfReading } from './auditOfReading';
import { permitSeeing } from './permitSeeing';
import { showRun } from './showRun';
import { waitForRun, type Wait, type WaitEnd } from './waitForRun';

const SECONDS = 'a whole number from 1 to 60';

interface WaitInput {
  runId: string;
  timeoutMs: number;
  /** `attention` when absent. */
  until?: Wait['until'];
  /** Aborts when the waiter is gone. */
  signal?: AbortSignal;
}

interface Waited {
  ended: WaitEnd;
  run: Run;
}

/**
 * Waits until a run is over or, unless only its end is waited for, waits for
 * people or has a step that failed, and gives it as it is then.
 */
export const awaitRun = defineInner<WaitInput>()({
  audit: auditOfReading,
  permit: permitSeeing,
  async run(parts, { caller, input: { runId, ...wait } }) {
    const { run, ended } = await waitForRun(parts, runId, {
      until: 'attention',
      ...wait,
    });
    return { ended, run: await showRun(parts, caller, run) };
  },
  tool: defineTool({
    name: 'wait-for-run',
    title: 'Wait for a run',
    description:
      'To follow a run: returns it as get-run does when it is over, waits for people, a step failed, or the time is up (`ended`: over, waits-for-people, step-failed, limit).',
    input: {
      runId: FIELDS.runId,
      seconds: z
        .int(SECONDS)
        .min(1, SECONDS)
        .max(60, SECONDS)
        .default(50)
        .describe('How long at most.'),
      fields: runFields.fields,
    },
    effect: 'look',
    toInput: ({ runId, seconds }) => ({ runId, timeoutMs: seconds * 1_000 }),
    toAnswer: ({ ended, run }: Waited, given) => ({
      ended,
      ...toRunAnswer(run, given),
    }),
  }),
});
