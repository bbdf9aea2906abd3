import type { RunStore } from '../../ports';

/** A finished run that is looked at, and where what it left is. */
export interface Inspection {
  store: RunStore;
  folder: string;
  runId: string;
  /** Its backend died after the last commit and before it could tidy up. */
  diedAtTheEnd: boolean;
}
