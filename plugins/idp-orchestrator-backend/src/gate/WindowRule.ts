import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Periods } from '../calendar';

/** Which changes a window is about; all those in its environments where a part is absent. */
export interface WindowScope {
  /** Names of environments; every one when empty. */
  environments: readonly string[];
  /** Ids of flows. */
  flows?: readonly string[];
  riskAtLeast?: Risk;
}

/** A window as the gate looks at it: when which changes may happen, and what becomes of others. */
export interface WindowRule {
  id: string;
  title: string;
  /** `freeze`: no change while it lasts. `maintenance`: changes only while it lasts. */
  kind: 'freeze' | 'maintenance';
  scope: WindowScope;
  periods: Periods;
  /** What becomes of a run that has changed something already: it goes on, or is held like others. */
  running: 'finish' | 'hold';
  /** What becomes of a start: its run waits until it may go on, or is not made. */
  starts: 'hold' | 'refuse';
  /** Who lets a run go on nevertheless: any of them when empty; nobody when absent. */
  override?: { approvers: readonly string[]; count: number };
}
