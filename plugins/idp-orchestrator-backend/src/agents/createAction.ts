import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ActionsRegistryActionOptions } from '@backstage/backend-plugin-api/alpha';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  readAgentRefusal,
  tellError,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AnyZodObject } from 'zod/v3';
import type { Arrival, CreateCaller } from '../access/Caller';
import type { Perform } from '../operations/Operation';
import type { AgentTool } from '../operations/tools/AgentTools';
import { toActionSchema } from './toActionSchema';

type Action = ActionsRegistryActionOptions<AnyZodObject, AnyZodObject>;

export interface ActionOptions {
  perform: Perform;
  createCaller: CreateCaller;
}

/**
 * Makes the action of a tool. `current` gives the tool as it is now: a flow may
 * have another input, risk or description since it was registered, and an
 * action cannot be registered twice, so what describes it is asked for each
 * time.
 */
export function createAction(
  current: () => AgentTool,
  options: ActionOptions,
): Action {
  return {
    name: current().name,
    get title() {
      return current().title;
    },
    get description() {
      return current().description;
    },
    get attributes() {
      const { readOnly, destructive, idempotent } = current();
      return { readOnly, destructive, idempotent };
    },
    schema: {
      input: () => toActionSchema(current().inputSchema),
      output: zod => zod.object({}).passthrough(),
    },
    async action({ input, credentials }) {
      const given = readInput(input);
      const caller = options.createCaller(
        credentials,
        arrivalOf(credentials, given.conversation),
      );
      const by = { perform: options.perform, caller };
      try {
        return { output: { ...(await current().call(by, given)) } };
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

function readInput(input: unknown): Record<string, unknown> {
  const given = input ?? {};
  if (typeof given === 'object' && !Array.isArray(given)) {
    return { ...given };
  }
  throw new InputError('The input is not usable: expected an object');
}

/**
 * Reads how a call of an action came in. Its caller is an agent, except a
 * software template, which can use actions as steps and is a door of its own.
 * The token tells.
 */
function arrivalOf(
  { principal }: BackstageCredentials,
  conversation: unknown,
): Arrival {
  const { actor, subject } = principal as {
    actor?: { subject: string };
    subject?: string;
  };
  if ((actor?.subject ?? subject) === 'plugin:scaffolder') {
    return { origin: { door: 'scaffolder' } };
  }
  return {
    origin: { door: 'agent' },
    ...(typeof conversation === 'string' && { agent: { conversation } }),
  };
}

/**
 * Makes the error that the agent gets: only its message comes through, so a
 * refusal stands in it.
 */
function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !readAgentRefusal(error)) return error;
  const text = tellError(error);
  return error.name === 'ConflictError'
    ? new ConflictError(text)
    : new NotAllowedError(text);
}
