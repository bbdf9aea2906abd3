import { NotFoundError } from '@backstage/errors';
import type { RunContext } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FlowCatalog } from '../flows';
import type { RunStore } from '../ports';
import { compareDefinition } from './compareDefinition';
import { requireRun } from './createRunViews';
import type { Orchestrator } from './Orchestrator';

export interface RunContextViewOptions {
  store: RunStore;
  flows: Pick<FlowCatalog, 'list'>;
  /** By the names of environments. */
  surroundings: Record<string, { variables: Record<string, string> }>;
  /** Hides secrets in any value. */
  mask(value: unknown): unknown;
}

/** What a run was made with, and where it ran. */
export function createRunContextView({
  store,
  flows,
  surroundings,
  mask,
}: RunContextViewOptions): Pick<Orchestrator, 'getRunContext'> {
  return {
    async getRunContext(_, runId): Promise<RunContext> {
      const run = await requireRun(store, runId);
      const definition = await store.getDefinition(runId);
      if (!definition) throw new NotFoundError(`There is no run ${runId}`);
      const ofEnvironment = surroundings[run.environment]?.variables ?? {};
      return {
        definition,
        definitionIs: await compareDefinition(flows, run),
        variables: mask(ofEnvironment) as Record<string, string>,
        versions: { node: process.version, system: process.platform },
      };
    },
  };
}
