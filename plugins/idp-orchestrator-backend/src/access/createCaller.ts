import type { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AGENT_HEADER,
  CONVERSATION_HEADER,
  readTraceParent,
  type Initiator,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { badInput } from '../problems/badInput';
import { isStorable } from '../problems/requireStorable';
import type { Arrival, CreateCaller } from './Caller';

export interface CallerOptions {
  userInfo: UserInfoService;
  /** The users and services that are agents whatever they say of themselves. */
  agentSubjects: string[];
}

/**
 * Makes what turns credentials into callers. A caller is an agent who comes
 * through a door for agents, says to be one, or is configured as one.
 */
export function createCallers({
  userInfo,
  agentSubjects,
}: CallerOptions): CreateCaller {
  return (credentials, arrival) => {
    const principal = initiatorOf(credentials.principal);
    const initiator = isAgent(principal, arrival, agentSubjects)
      ? agentOf(principal, credentials.principal, arrival)
      : principal;
    return {
      credentials,
      initiator,
      origin: {
        ...arrival.origin,
        via: principal.kind === 'user' ? 'session' : 'token',
      },
      traceparent: readTraceParent(arrival.traceparent),
      ...(arrival.template && { template: arrival.template }),
      ...(arrival.gone && { gone: arrival.gone }),
      async listRefs() {
        if (principal.kind !== 'user') return [principal.ref];
        const info = await userInfo.getUserInfo(credentials);
        return [principal.ref, ...info.ownershipEntityRefs];
      },
    };
  };
}

/**
 * Reads who a principal of Backstage is: a user, or a service, which a static
 * token stands for as well.
 */
export function initiatorOf(principal: unknown): Initiator {
  const { type, userEntityRef, subject } = principal as {
    type: string;
    userEntityRef?: string;
    subject?: string;
  };
  if (type === 'user' && userEntityRef) {
    return { kind: 'user', ref: userEntityRef };
  }
  if (subject) return { kind: 'service', ref: subject };
  throw new Error(`Callers of type ${type} are not known here`);
}

function isAgent(
  { ref }: Initiator,
  { origin, agent }: Arrival,
  subjects: string[],
): boolean {
  return (
    origin.door === 'agent' ||
    agent?.name !== undefined ||
    agent?.conversation !== undefined ||
    subjects.includes(ref)
  );
}

/**
 * Names an agent by what it says, else by the plugin that speaks for it, else
 * by its token.
 */
function agentOf(
  { ref: principal }: Initiator,
  token: unknown,
  { origin, agent = {} }: Arrival,
): Initiator {
  requireFit(agent);
  const { name, conversation } = agent;
  const { actor } = token as { actor?: { subject: string } };
  const speaker =
    origin.door === 'agent' ? (actor?.subject ?? principal) : principal;
  // No name of an agent is that of a user or service.
  const ref = name === undefined ? speaker : `agent:${name}`;
  return {
    kind: 'agent',
    ref,
    ...(ref !== principal && { onBehalfOf: principal }),
    ...(conversation !== undefined && { conversation }),
  };
}

const NAME = /^[\w.:@/+ -]{1,100}$/;
const LONGEST_CONVERSATION = 200;

/**
 * Refuses names and conversations that do not fit into a record.
 *
 * @throws InputError
 */
function requireFit({ name, conversation }: NonNullable<Arrival['agent']>) {
  const problems: Problem[] = [];
  if (name !== undefined && !NAME.test(name)) {
    problems.push({
      path: AGENT_HEADER,
      expected: 'a name of at most 100 letters, digits and . : @ / + - _',
      got: JSON.stringify(name.slice(0, 120)),
    });
  }
  if (conversation !== undefined && !isConversation(conversation)) {
    problems.push({
      path: CONVERSATION_HEADER,
      expected: `a text of 1 to ${LONGEST_CONVERSATION} characters, without a NUL`,
      got: `one of ${conversation.length}`,
    });
  }
  if (problems.length > 0)
    throw badInput('What the agent says of itself', problems);
}

function isConversation(text: string): boolean {
  return (
    text.length > 0 && text.length <= LONGEST_CONVERSATION && isStorable(text)
  );
}
