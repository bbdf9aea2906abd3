import * as z from 'zod';
import type { FlowDefinition } from '../flow';

/**
 * The context of a run: what it was made with, and where it ran; secrets
 * masked.
 *
 * @public
 */
export const runContextSchema = z.object({
  definition: z
    .custom<FlowDefinition>()
    .describe('The definition that the run was made with.'),
  definitionIs: z
    .enum(['present', 'changed', 'gone'])
    .describe(
      'Whether a run started now would have that one: the flow may have changed, or be gone.',
    ),
  variables: z
    .record(z.string(), z.string())
    .describe(
      'Environment variables that every script of the environment gets.',
    ),
  versions: z
    .record(z.string(), z.string())
    .describe('Versions of what it ran with, by name.'),
});

/** @public */
export type RunContext = z.infer<typeof runContextSchema>;
