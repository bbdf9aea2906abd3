import type {
  FlowDefinition,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listSchemaProblems } from '../problems/schemaProblems';

/** Lists what is wrong with a flow's input schema, so that it is told before anybody starts the flow. */
export function checkInputSchema({ input }: FlowDefinition): Problem[] {
  return listSchemaProblems(input, 'input');
}
