import path from 'node:path';
import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import { FlowFolder } from '../flows';

/** The folder of the example's flows, as `idpOrchestrator.flowsDirectory` names it. */
export const EXAMPLE_FLOWS = path.resolve(
  __dirname,
  '../../../../examples/platform/flows',
);

/** Reads a flow of the example as a backend does, for a test that brings scripts of its own. */
export async function readExampleFlow(id: string): Promise<FlowDefinition> {
  const { flows, problems } = await new FlowFolder(EXAMPLE_FLOWS).list();
  const found = flows.find(({ flow }) => flow.id === id);
  if (!found) {
    throw new Error(
      `The example has no flow ${id}: ${JSON.stringify(problems)}`,
    );
  }
  return found.flow;
}
