import type {
  RunError,
  RunStatus,
  StepStatus,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A state as people are told of it: who says no lets nothing break. */
export type ShownState = RunStatus | StepStatus | 'rejected';

/** The state of a run or step for people: what failed since somebody rejected it is rejected. */
export function shownStateOf<S extends RunStatus | StepStatus>(of: {
  status: S;
  error?: Pick<RunError, 'rejection'>;
}): S | 'rejected' {
  return of.status === 'failed' && of.error?.rejection ? 'rejected' : of.status;
}
