import type {
  StartRunRequest,
  StartTaskRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A task is a run of the flow that stands for its script. */
export function toRunRequest({
  script: _,
  action,
  args,
  exclusive: __,
  ...request
}: StartTaskRequest): StartRunRequest {
  const input = { ...args, ...(action !== undefined && { action }) };
  return { ...request, input };
}
