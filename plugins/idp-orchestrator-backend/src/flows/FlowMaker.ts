import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ServiceInventory } from '../ports';

/** The request for a run whose definition is made for it; its input is checked and complete. */
export interface ShapeRequest {
  environment: string;
  input: Record<string, unknown>;
  dryRun: boolean;
  reason?: string;
}

/**
 * Makes the definition of a run from what is asked for and from what there is
 * now. The same request gives the same definition as long as nothing has
 * changed.
 *
 * @param inventory - lists the services for whoever asks; the maker lists them itself when absent
 * @throws an error of `@backstage/errors` when it is not to be started
 */
export type ShapeFlow = (
  request: ShapeRequest,
  inventory?: ServiceInventory,
) => Promise<FlowDefinition>;

/** A flow that is made of what there is: as it is listed, and as each run of it is. */
export interface FlowMaker {
  id: string;
  describe(inventory?: ServiceInventory): Promise<FlowDefinition>;
  shape: ShapeFlow;
}
