import { NotFoundError } from '@backstage/errors';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunSecrets } from '../../engine';
import type { RunStore } from '../../ports';
import { listEffects, riskOfStart } from './listEffects';
import { PlatformView, type PlatformViewOptions } from './PlatformView';
import type { ResolvedStart } from './ResolvedStart';

/** What a run that there is would execute, with the definition that it was made with. */
export type ResolveRun = (run: Run) => Promise<ResolvedStart>;

export interface ResolveRunOptions extends PlatformViewOptions {
  store: Pick<RunStore, 'getDefinition'>;
  /** Opens what was typed into secret fields. */
  secrets: Pick<RunSecrets, 'inputOf'>;
}

/** @throws NotFoundError when the run is gone */
export function createResolveRun(options: ResolveRunOptions): ResolveRun {
  return async run => {
    const flow = await options.store.getDefinition(run.id);
    if (!flow) throw new NotFoundError(`There is no run ${run.id}`);
    const view = await PlatformView.open(options);
    const { environment } = run;
    const input = await options.secrets.inputOf(run);
    const catalogFlow = {
      flow,
      kind: kindOf(run),
      digest: run.flowDigest,
      shape: view.flows.get(flow.id)?.shape,
    };
    const effects = await listEffects(
      { catalogFlow, environment, input },
      view,
    );
    const { initiator, flowDigest, dryRun, reason, startAt } = run;
    return {
      view,
      catalogFlow,
      asked: {
        flow,
        flowDigest,
        environment,
        initiator,
        input,
        dryRun,
        reason,
        startAt,
      },
      effects,
      risk: riskOfStart(catalogFlow, effects),
      given: input,
      propose: false,
    };
  };
}

/** A run from before its kind was kept is told by its only step, which has the name of its script. */
function kindOf({ kind, steps, flowId }: Run): 'flow' | 'task' {
  const looksLikeTask = steps.length === 1 && steps[0].id === flowId;
  return kind ?? (looksLikeTask ? 'task' : 'flow');
}
