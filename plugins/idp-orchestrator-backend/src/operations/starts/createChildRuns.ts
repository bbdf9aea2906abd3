import { InputError } from '@backstage/errors';
import {
  holdsSecret,
  isRunFinished,
  withoutSecrets,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ChildRuns } from '../../ports';
import type { PlatformViewOptions } from '../../access/resolve/PlatformView';
import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import { createStartResolver } from '../../access/resolve/resolveStart';
import { DEEPEST, MOST_BELOW } from '../../access/resolve/startLimits';
import { isUnderWay } from '../../gate';
import { cancel } from '../runActions/decideActions';
import { beginRun, openPlanView, type RunStarter } from './beginRun';

/** How often (ms) the child is looked at; it may run in another process. */
const LOOK_EVERY_MS = 500;

export interface ChildRunsOptions extends RunStarter, PlatformViewOptions {
  /**
   * Whether who let a run go may start something now; nobody asks when absent.
   *
   * @throws NotAllowedError
   */
  requireStart?(run: Run, start: ResolvedStart): Promise<void>;
  /** Runs below one that no step started, at most. */
  mostBelow?: number;
}

/** Runs that the steps of other runs start, in the name of who started those. */
export function createChildRuns(options: ChildRunsOptions): ChildRuns {
  const { store, clock, mostBelow = MOST_BELOW } = options;
  const resolver = createStartResolver(options);

  const getRun = async (runId: string): Promise<Run> => {
    const run = await store.get(runId);
    if (!run) throw new Error(`Run ${runId} is gone`);
    return run;
  };

  /** Finds the run at the top of a tree that has room for one more below this run. */
  const requireRoom = async (runId: string): Promise<string> => {
    let depth = 1;
    let at = await getRun(runId);
    while (at.parent && depth < DEEPEST) {
      at = await getRun(at.parent.runId);
      depth += 1;
    }
    if (depth >= DEEPEST) {
      throw new InputError(
        `Run ${runId} is ${depth} runs deep already, and no run is deeper; a flow that starts itself never ends. Give the step that starts it an if`,
      );
    }
    const below = await store.countBelow(at.id);
    if (below >= mostBelow) {
      throw new InputError(
        `Run ${at.id} has ${below} runs below it already, and no run has more. Does a flow start itself, or one for each of many items? Give the step that starts it an if, or start parts of it by themselves`,
      );
    }
    return at.id;
  };

  return {
    async start({ flowId, request, parent, attempt, secrets }) {
      const key = `step:${parent.runId}:${parent.stepId}:${attempt}`;
      // One that was started before is there, whoever may start it now.
      const known = await store.findByKey(key);
      if (known) return known.id;
      const root = await requireRoom(parent.runId);
      const above = await getRun(parent.runId);
      // Why the run above was started counts for this one as well.
      const { initiator, cause, reason } = above;
      const wanted = { flowId, request: { reason, ...request } };
      const view = await resolver.open();
      const start = await resolver.resolve(view, { initiator, cause }, wanted);
      requireHidden(start, secrets);
      await options.requireStart?.(above, start);
      const { id } = await beginRun(options, {
        start,
        key,
        parent: { ...parent, root, ...goesOnWith(above, start) },
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
    plan: (flowId, request) =>
      openPlanView(options, resolver.open).children.plan(flowId, request),
  };
}

/** A child in the same place belongs to what its parent has begun. */
function goesOnWith(above: Run, { asked }: ResolvedStart): { goesOn?: true } {
  const isSamePlace = above.environment === asked.environment;
  return isSamePlace && isUnderWay(above) ? { goesOn: true } : {};
}

/**
 * What was typed into a secret field may go on into a secret field only, or it
 * would be seen in the run below.
 *
 * @throws InputError naming the fields that are none
 */
function requireHidden({ asked }: ResolvedStart, secrets: readonly string[]) {
  const { flow, input } = asked;
  const seen = Object.entries(withoutSecrets(input, flow.input))
    .filter(([, value]) => holdsSecret(value, secrets))
    .map(([field]) => field);
  if (seen.length === 0) return;
  throw new InputError(
    `${seen.join(', ')} of flow ${flow.id} would be given what was typed into a secret field, and is none itself. Mark it there with format: password`,
  );
}

/** By whom the run above was cancelled; one that is just over needs no cancel. */
async function cancelChild(
  { store, notifier, dispatcher }: RunStarter,
  child: Run,
): Promise<void> {
  const parent = child.parent && (await store.get(child.parent.runId));
  const decide = cancel({
    by: parent?.cancellation?.by ?? child.initiator,
    reason: `The run above was ended${
      parent?.cancellation ? `: ${parent.cancellation.reason}` : ''
    }`,
  });
  const { run, entries } = await store.appendUnclaimed(child.id, found =>
    isRunFinished(found) ? [] : decide(found),
  );
  notifier.publish(run, entries);
  await dispatcher.enqueue(child.id);
}
