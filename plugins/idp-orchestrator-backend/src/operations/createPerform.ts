import { requireStorable } from '../problems/requireStorable';
import type { Perform } from './Operation';
import type { OperationParts } from './OperationParts';
import { OPERATIONS } from './table';
import { createAgentTools } from './tools/createAgentTools';

/**
 * Makes the function that every door calls: it does any operation, recorded,
 * and as far as its caller may.
 */
export function createPerform(
  named: Omit<OperationParts, 'tools' | 'perform'>,
): Perform {
  const parts: OperationParts = {
    ...named,
    tools: createAgentTools(OPERATIONS),
    async perform(operation, caller, input) {
      requireStorable('The request', fieldsOf(input));
      return operation.perform(parts, caller, input);
    },
  };
  return parts.perform;
}

/** The fields as callers know them: those of a body stand beside the others. */
function fieldsOf(input: object): object {
  const { request, ...fields } = input as { request?: object };
  return { ...fields, ...request };
}
