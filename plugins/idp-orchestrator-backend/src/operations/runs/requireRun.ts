import { NotFoundError } from '@backstage/errors';
import type {
  FlowDefinition,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunStore } from '../../ports';

/**
 * Reads a run that has to be there.
 *
 * @throws NotFoundError
 */
export async function requireRun(
  store: Pick<RunStore, 'get'>,
  runId: string,
): Promise<Run> {
  const run = await store.get(runId);
  if (!run) throw new NotFoundError(`There is no run ${runId}`);
  return run;
}

/**
 * Reads the definition that a run was made with.
 *
 * @throws NotFoundError
 */
export async function requireDefinition(
  store: Pick<RunStore, 'getDefinition'>,
  runId: string,
): Promise<FlowDefinition> {
  const definition = await store.getDefinition(runId);
  if (!definition) throw new NotFoundError(`There is no run ${runId}`);
  return definition;
}
