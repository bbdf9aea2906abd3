import {
  principalOf,
  withoutSecrets,
  type Initiator,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { digestOf, type CatalogFlow } from '../../flows';
import { operates } from '../resolve/Effect';
import type { ResolvedStart } from '../resolve/ResolvedStart';
import { nestsInput } from './nestsInput';

/** A start that an agent wants, as far as the rules for agents ask about it. */
export interface AgentStart {
  flowId: string;
  kind: CatalogFlow['kind'];
  /**
   * The input that the agent gave, without what only says how it is to be
   * started.
   */
  input: Record<string, unknown>;
  environment: string;
  dryRun: boolean;
  /** The name of the flow's own field for dry runs, where it has one. */
  dryRunField: 'dry_run' | 'dryRun';
  /** True when the flow's tool takes its input in a field of its own. */
  nestsInput: boolean;
  propose: boolean;
  reason?: string;
  risk: Risk;
  /** True when it starts, stops or restarts services. */
  operates: boolean;
  /**
   * The identity of flow, environment and input, the same for a dry run of
   * them.
   */
  digest: string;
  agent: string;
  principal: string;
}

/** Reads from a resolved start what the rules for agents ask about. */
export function toAgentStart(
  initiator: Initiator,
  { catalogFlow, asked, effects, risk, given, propose }: ResolvedStart,
): AgentStart {
  const { kind, digest, shape } = catalogFlow;
  const { environment, dryRun, reason } = asked;
  const { dry_run: _, ...complete } = asked.input;
  const flowId = catalogFlow.flow.id;
  const isNested = nestsInput(catalogFlow.flow.input);
  return {
    flowId,
    kind,
    input: given,
    environment,
    dryRun,
    dryRunField:
      'dry_run' in propertiesOf(catalogFlow) && !isNested
        ? 'dry_run'
        : 'dryRun',
    nestsInput: isNested,
    propose,
    reason,
    risk,
    operates: effects.some(operates),
    // A definition that has changed since is something else; one that is made
    // for each run follows from its input.
    digest: digestOf({
      flow: shape ? flowId : digest,
      environment,
      // A digest of what is short can be guessed.
      input: withoutSecrets(complete, asked.flow.input),
    }),
    agent: agentOf(initiator),
    principal: principalOf(initiator),
  };
}

/**
 * Names an agent together with its user: agents of two users are two, also when
 * they go by the same name.
 */
function agentOf(initiator: Initiator): string {
  return `${initiator.ref} for ${principalOf(initiator)}`;
}

function propertiesOf({ flow }: CatalogFlow): object {
  return (flow.input.properties as object | undefined) ?? {};
}
