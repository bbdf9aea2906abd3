import type { WindowRule } from '../gate';
import type { WindowDefinition } from '../ports';

/** A window as it was written, and as the gate looks at it. */
export interface KnownWindow {
  definition: WindowDefinition;
  rule: WindowRule;
}
