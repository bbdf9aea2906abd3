import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { pathOf } from '../calls/flowPath';

/** The time when something was made, which is not known here. */
const UNKNOWN_TIME = new Date(0).toISOString();
/** The length of a script's hash in Windmill, in hexadecimal digits. */
const HASH_LENGTH = 16;

/** Describes a flow in Windmill's form. */
export function toFlow(flow: FlowSummary, workspace: string) {
  return {
    ...commonOf(flow, workspace),
    edited_by: flow.owner ?? '',
    edited_at: UNKNOWN_TIME,
    value: { modules: flow.steps.map(toModule) },
  };
}

/** Describes a script in Windmill's form. Its text is the platform team's, and not told. */
export function toScript(flow: FlowSummary, workspace: string) {
  return {
    ...commonOf(flow, workspace),
    hash: flow.digest.slice(0, HASH_LENGTH),
    content: '',
    created_by: flow.owner ?? '',
    created_at: UNKNOWN_TIME,
    deleted: false,
    is_template: false,
    language: 'bash',
    kind: 'script',
  };
}

function commonOf(flow: FlowSummary, workspace: string) {
  return {
    workspace_id: workspace,
    path: pathOf(flow.id),
    summary: flow.title,
    description: flow.description,
    schema: flow.input,
    archived: false,
    starred: false,
    draft_only: false,
    extra_perms: {},
  };
}

/** Describes a step as the module of a flow: a script, or what Windmill has no word for. */
function toModule({ id, title, uses }: FlowSummary['steps'][number]) {
  const value =
    uses === 'script'
      ? {
          type: 'rawscript',
          language: 'bash',
          content: '',
          input_transforms: {},
        }
      : { type: 'identity' };
  return { id, summary: title, value };
}
