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

/**
 * Compares the definition that a run was made with to the one that it would get
 * now.
 */
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

/**
 * Makes the digest that such a run would have now; undefined when none could be
 * started.
 */
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
