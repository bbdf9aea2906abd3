import * as z from 'zod';
import { readChecked } from '../../problems/badInput';
import type { Caller } from '../../access/Caller';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { AgentTool } from './AgentTool';
import { toToolSchema } from './toToolSchema';

interface ToolDefinition<Shape extends z.ZodRawShape> {
  name: string;
  title: string;
  /** When to use it, and what comes back. */
  description: string;
  input: Shape;
  /** What it does to the world; `look` changes nothing. */
  effect: 'look' | 'change' | 'harm';
  idempotent?: boolean;
  use(
    by: { orchestrator: Orchestrator; caller: Caller },
    input: z.output<z.ZodObject<Shape>>,
  ): Promise<object>;
}

export function defineTool<Shape extends z.ZodRawShape>(
  definition: ToolDefinition<Shape>,
): AgentTool {
  const { name, title, description, effect, use } = definition;
  const schema = z.strictObject(definition.input);
  return {
    name,
    title,
    description,
    inputSchema: toToolSchema(schema),
    readOnly: effect === 'look',
    destructive: effect === 'harm',
    idempotent: definition.idempotent ?? effect === 'look',
    call: async (by, input) =>
      use(
        by,
        readChecked<z.output<typeof schema>>(
          schema as z.ZodType<z.output<typeof schema>>,
          input,
          `The input of ${name}`,
        ),
      ),
  };
}
