import * as z from 'zod';
import { agentRefusalSchema } from '../agent';
import { problemSchema } from '../problem';

/**
 * The body of every refusal and failure: as Backstage has it, and for bad input
 * with every problem.
 *
 * @public
 */
export const errorBodySchema = z
  .object({
    error: z
      .looseObject({
        name: z
          .string()
          .describe('The kind of error, for example `InputError`.'),
        message: z
          .string()
          .describe('What was wrong, what was expected, and what to do.'),
        problems: z
          .array(problemSchema)
          .optional()
          .describe('Of bad input: each thing that is wrong with it.'),
        ...agentRefusalSchema.partial().shape,
      })
      .describe('What went wrong.'),
    request: z
      .object({
        method: z.string().describe('The method of the refused request.'),
        url: z.string().describe('The path and query of the refused request.'),
      })
      .optional()
      .describe('What was asked.'),
    response: z
      .object({
        statusCode: z.number().int().describe('The HTTP status of the answer.'),
      })
      .describe('How it was answered.'),
  })
  .describe('A refusal or failure, as Backstage tells it.');

/** @public */
export type ErrorBody = z.infer<typeof errorBodySchema>;
