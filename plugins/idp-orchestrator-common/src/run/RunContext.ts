import * as z from 'zod';
import type { FlowDefinition } from '../flow';

/** What a run was made with, and where it ran; secrets masked. */
export const runContextSchema = z.object({
  /** The definition that the run was made with. */
  definition: z.custom<FlowDefinition>(),
  /** Whether a run started now would have that one: the flow may have changed, or be gone. */
  definitionIs: z.enum(['present', 'changed', 'gone']),
  /** Environment variables that every script of the environment gets. */
  variables: z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.string()),
});

export type RunContext = z.infer<typeof runContextSchema>;
