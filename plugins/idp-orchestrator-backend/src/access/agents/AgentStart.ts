import {
  PLATFORM_OPERATIONS,
  principalOf,
  type Initiator,
  type Risk,
  type StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { digestOf, type CatalogFlow, type FlowCatalog } from '../../flows';
import type { ScriptCatalog } from '../../ports';
import { findOperated } from '../resolve/operatedServices';
import {
  checkRunRequest,
  type EnvironmentNames,
} from '../resolve/readRunRequest';

/** What an agent wants to start, as far as the rules for agents ask. */
export interface AgentStart {
  flowId: string;
  kind: CatalogFlow['kind'];
  /** What the agent gave, without what only says how it is to be started. */
  input: Record<string, unknown>;
  environment: string;
  dryRun: boolean;
  /** The flow's name for it, where it has one. */
  dryRunField: 'dry_run' | 'dryRun';
  propose: boolean;
  reason?: string;
  risk: Risk;
  /** Whether it starts, stops or restarts services. */
  operates: boolean;
  /** The same for the same flow, environment and input, whether it is a dry run or not. */
  digest: string;
  agent: string;
  principal: string;
}

export interface AgentStartOptions {
  flows: Pick<FlowCatalog, 'get' | 'list'>;
  scripts: ScriptCatalog;
  environments: EnvironmentNames;
}

/** @throws InputError, NotFoundError as the start would */
export async function readAgentStart(
  initiator: Initiator,
  { flowId, request }: { flowId: string; request: StartRunRequest },
  options: AgentStartOptions,
): Promise<AgentStart> {
  const flow = await options.flows.get(flowId);
  const { environments } = options;
  const asked = checkRunRequest(flow, request, { environments, initiator });
  const { dry_run: _, ...complete } = asked.input;
  const { dry_run: __, ...given } = request.input ?? {};
  const operated = await findOperated(asked, options.flows);
  const { environment } = asked;
  const isLook = flowId === PLATFORM_OPERATIONS && !isOperating(operated);
  return {
    flowId,
    kind: flow.kind,
    input: given,
    environment,
    dryRun: asked.dryRun,
    dryRunField: 'dry_run' in propertiesOf(flow) ? 'dry_run' : 'dryRun',
    propose: request.propose === true,
    reason: request.reason,
    risk: isLook ? 'low' : await riskOf(flow, asked.input, options.scripts),
    operates: isOperating(operated),
    // A definition that has changed since is something else; one that is made
    // for each run follows from its input.
    digest: digestOf({
      flow: flow.shape ? flowId : flow.digest,
      environment,
      input: complete,
    }),
    agent: agentOf(initiator),
    principal: principalOf(initiator),
  };
}

/** Agents of two users are two, also when they go by the same name. */
function agentOf(initiator: Initiator): string {
  return `${initiator.ref} for ${principalOf(initiator)}`;
}

function isOperating(operated: Array<{ act: string }>): boolean {
  return operated.some(({ act }) => act === 'operate');
}

function propertiesOf({ flow }: CatalogFlow): object {
  return (flow.input.properties as object | undefined) ?? {};
}

/** Of a task that of its action: most scripts have some that only look. */
async function riskOf(
  { flow, kind }: CatalogFlow,
  { action }: Record<string, unknown>,
  scripts: ScriptCatalog,
): Promise<Risk> {
  if (kind === 'flow') return flow.risk;
  const { scripts: known } = await scripts.list();
  const script = known.find(({ id }) => id === flow.id);
  const chosen = script?.actions.find(({ name }) => name === action);
  if (!chosen) return flow.risk;
  return chosen.readOnly ? 'low' : chosen.risk;
}
