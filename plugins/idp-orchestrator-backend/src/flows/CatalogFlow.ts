import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceInventory } from '../ports';
import { digestOf } from './digest';
import type { ShapeFlow, ShapeRequest } from './FlowMaker';

/** A flow that can be run, and the digest that its runs keep it by. */
export interface CatalogFlow {
  flow: FlowDefinition;
  kind: 'flow' | 'task';
  digest: string;
  /** Makes the definition of each run, where it is not the one above. */
  shape?: ShapeFlow;
}

/**
 * Makes the definition that a run is made with, and its digest; made of the
 * services of `inventory`, if one is given.
 */
export async function shapeFlow(
  { flow, digest, shape }: CatalogFlow,
  request: ShapeRequest,
  inventory?: ServiceInventory,
): Promise<{ flow: FlowDefinition; digest: string }> {
  if (!shape) return { flow, digest };
  const shaped = await shape(request, inventory);
  return { flow: shaped, digest: digestOf(shaped) };
}
