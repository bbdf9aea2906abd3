import type {
  StartRunRequest,
  StartTaskRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * A task is a run of the flow that stands for its script. Its arguments are
 * still to be put into the input, when the flow is known.
 */
export function toRunRequest({
  script: _,
  action,
  args: __,
  exclusive: ___,
  ...request
}: StartTaskRequest): StartRunRequest {
  return { ...request, input: action === undefined ? {} : { action } };
}
