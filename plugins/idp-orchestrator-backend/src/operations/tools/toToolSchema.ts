import * as z from 'zod';

/**
 * Converts the schema of a tool's input into JSON Schema (draft 7), complete in
 * one piece.
 */
export function toToolSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    reused: 'inline',
    unrepresentable: 'any',
  });
  return rest;
}
