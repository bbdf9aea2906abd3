import { InputError } from '@backstage/errors';
import {
  isRunFinished,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ChildRuns } from '../ports';
import { planRun, startRun, type RunStarter } from './startRun';
import { cancel } from './runActs';
import { readRunRequest } from '../access/resolve/readRunRequest';

/** How often (ms) the child is looked at; it may run in another process. */
const LOOK_EVERY_MS = 500;

/** Runs within runs, at most. */
const DEEPEST = 10;

/** Runs that the steps of other runs start, in the name of who started those. */
export function createChildRuns(options: RunStarter): ChildRuns {
  const { store, flows, clock } = options;

  const getRun = async (runId: string): Promise<Run> => {
    const run = await store.get(runId);
    if (!run) throw new Error(`Run ${runId} is gone`);
    return run;
  };

  const requireDepth = async (runId: string): Promise<void> => {
    let depth = 1;
    for (let at = await getRun(runId); at.parent; depth += 1) {
      if (depth >= DEEPEST) {
        throw new InputError(
          `Run ${runId} is ${depth} runs deep already; a flow that starts itself never ends`,
        );
      }
      at = await getRun(at.parent.runId);
    }
  };

  return {
    async start({ flowId, request, parent, attempt }) {
      await requireDepth(parent.runId);
      // Why the run above was started counts for this one as well.
      const { initiator, reason } = await getRun(parent.runId);
      const flow = await flows.get(flowId);
      const asked = await readRunRequest(
        flow,
        { reason, ...request },
        { ...options, initiator },
      );
      const { id } = await startRun(options, {
        asked: { ...asked, parent },
        plan: await planRun(options, asked),
        key: `step:${parent.runId}:${parent.stepId}:${attempt}`,
      });
      return id;
    },
    async follow(runId, signal) {
      let isTold = false;
      for (;;) {
        const run = await getRun(runId);
        if (isRunFinished(run)) return run;
        if (signal.aborted && signal.reason !== 'cancel') throw signal.reason;
        if (signal.aborted && !isTold) {
          isTold = true;
          await cancelChild(options, run);
        }
        await clock.sleep(LOOK_EVERY_MS, isTold ? undefined : signal);
      }
    },
    async plan(flowId, request) {
      const flow = await flows.get(flowId);
      const initiator = { kind: 'service', ref: 'plan' } as const;
      const asked = await readRunRequest(flow, request, {
        ...options,
        initiator,
      });
      const { steps } = await planRun(options, asked);
      return steps
        .filter(({ decision }) => decision !== 'skip')
        .map(({ title }) => title);
    },
  };
}

/** By whom the run above was cancelled; one that is just over needs no cancel. */
async function cancelChild(
  { store, notifier, dispatcher }: RunStarter,
  child: Run,
): Promise<void> {
  const parent = child.parent && (await store.get(child.parent.runId));
  const act = cancel({
    by: parent?.cancellation?.by ?? child.initiator,
    reason: `The run above was ended${
      parent?.cancellation ? `: ${parent.cancellation.reason}` : ''
    }`,
  });
  const { run, entries } = await store.appendUnclaimed(child.id, found =>
    isRunFinished(found) ? [] : act(found),
  );
  notifier.publish(run, entries);
  await dispatcher.enqueue(child.id);
}
