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
    perform: (operation, caller, input) =>
      operation.perform(parts, caller, input),
  };
  return parts.perform;
}
