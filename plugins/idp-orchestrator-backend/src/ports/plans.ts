import type { ChildRuns } from './processes';
import type { ScriptCatalog } from './scripts';
import type { ServiceInventory } from './services';

/**
 * What there is, as one plan looks at it: the flow catalog is asked once for
 * all of its steps, and the services of each environment once.
 */
export interface PlanView {
  inventory: ServiceInventory;
  scripts: ScriptCatalog;
  /** Plans the runs that steps would start. */
  children: Pick<ChildRuns, 'plan'>;
}
