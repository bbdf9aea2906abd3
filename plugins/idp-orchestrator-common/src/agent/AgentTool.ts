import * as z from 'zod';

/** A use case as agent frameworks know tools. */
export const toolSchema = z.object({
  name: z.string(),
  title: z.string(),
  /** When to use it, and what comes back. */
  description: z.string(),
  /** JSON Schema (draft 7) of the input, an object. */
  inputSchema: z.record(z.string(), z.unknown()),
  /** It changes nothing. */
  readOnly: z.boolean(),
  /** It may take away what is there. */
  destructive: z.boolean(),
  /** Doing it twice is as good as once. */
  idempotent: z.boolean(),
});

export type Tool = z.infer<typeof toolSchema>;
