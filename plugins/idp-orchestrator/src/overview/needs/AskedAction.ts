import type { RunSummary } from '@idp/backstage-plugin-idp-orchestrator-common';

/** An action on a run that somebody has pressed the button of. */
export interface AskedAction {
  run: RunSummary;
  action: 'approve' | 'reject' | 'retry' | 'dismiss';
  /** The step that it is about, of an answer. */
  stepId?: string;
}
