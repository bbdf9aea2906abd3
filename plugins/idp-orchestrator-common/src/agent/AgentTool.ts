import * as z from 'zod';

/**
 * * A tool as agent frameworks know them, by which an agent uses an operation.
 *
 * @public
 */
export const toolSchema = z.object({
  name: z.string().describe('The name of the tool.'),
  title: z.string().describe('Shown to people.'),
  description: z.string().describe('When to use it, and what comes back.'),
  inputSchema: z
    .record(z.string(), z.unknown())
    .describe('JSON Schema (draft 7) of the input, an object.'),
  readOnly: z.boolean().describe('Whether it changes nothing.'),
  destructive: z.boolean().describe('Whether it may take away what is there.'),
  idempotent: z
    .boolean()
    .describe('Whether doing it twice is as good as once.'),
});

/** @public */
export type Tool = z.infer<typeof toolSchema>;
