import {
  PROPOSAL_STEP,
  type Run,
  type RunContext,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  digestOf,
  shapeFlow,
  type CatalogFlow,
  type FlowCatalog,
} from '../../flows';
import { createProposal } from '../starts/proposeRun';

/** Whether a run started now would have the definition that this one was made with. */
export async function compareDefinition(
  flows: Pick<FlowCatalog, 'list'>,
  run: Run,
): Promise<RunContext['definitionIs']> {
  const { flows: known } = await flows.list();
  const present = known.find(({ flow }) => flow.id === run.flowId);
  if (!present) return 'gone';
  const digest = await digestNow(present, run);
  return digest === run.flowDigest ? 'present' : 'changed';
}

/** Undefined when no such run could be started now. */
async function digestNow(
  present: CatalogFlow,
  run: Run,
): Promise<string | undefined> {
  try {
    const { flow, digest } = await shapeFlow(present, run);
    const isProposal = run.steps.some(({ id }) => id === PROPOSAL_STEP);
    return isProposal ? digestOf(createProposal({ ...run, flow })) : digest;
  } catch (error) {
    if (REFUSALS.includes((error as Error).name)) return undefined;
    throw error;
  }
}

const REFUSALS = ['InputError', 'ConflictError'];
