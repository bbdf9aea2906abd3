import {
  isRunFinished,
  RUN_STATUSES,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * The statuses of runs that Windmill would have in its queue, running ones too.
 */
export const UNFINISHED = RUN_STATUSES.filter(
  status => !isRunFinished({ status }),
);

export const FINISHED = RUN_STATUSES.filter(status =>
  isRunFinished({ status }),
);
