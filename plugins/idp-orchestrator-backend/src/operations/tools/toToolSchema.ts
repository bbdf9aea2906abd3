import * as z from 'zod';

/** The JSON Schema (draft 7) of a tool's input, complete in one piece. */
export function toToolSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    reused: 'inline',
    unrepresentable: 'any',
  });
  return rest;
}
