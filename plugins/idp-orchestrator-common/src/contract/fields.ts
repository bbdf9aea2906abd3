import * as z from 'zod';

/** The run that the examples of the document are about. */
export const EXAMPLE_RUN = '0197f2c4-8a51-7c3e-9b60-2f1d5a7e4c11';

export const runIdParam = z.string().describe('The id of a run.');
export const flowIdParam = z.string().describe('The id of a flow.');
export const serviceParam = z
  .string()
  .describe('The name of a service, as `GET /services` has it.');

export const environmentFilter = z
  .string('the name of an environment')
  .min(1, 'the name of an environment')
  .optional()
  .describe('The environment; the default one when absent.');

/** Makes the schema of a page of a list, newest first. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item).describe('What is on this page, newest first.'),
    nextCursor: z
      .string()
      .optional()
      .describe('The `cursor` of the next page; absent on the last.'),
  });
}
