import * as z from 'zod';

/** Limits that a tool checks itself, and that cost more in a list of tools than they help. */
const UNTOLD = ['minLength', 'maxLength', 'maxItems', 'format', 'pattern'];

/**
 * Converts the schema of a tool's input into JSON Schema (draft 7), complete in
 * one piece, without limits that are seldom met.
 */
export function toToolSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    reused: 'inline',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      for (const name of UNTOLD) delete jsonSchema[name as 'maxLength'];
      const { default: left } = jsonSchema;
      // Of a list or object that is left out, nothing is what anybody expects.
      if (left === false || isEmpty(left)) delete jsonSchema.default;
    },
  });
  return rest;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && JSON.stringify(value).length === 2;
}
