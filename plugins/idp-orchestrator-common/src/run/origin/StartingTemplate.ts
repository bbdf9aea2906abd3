import * as z from 'zod';

/** The longest id of a task that is kept; those of Backstage have 36 letters. */
const LONGEST_TASK_ID = 100;

/** An entity reference in full, as the scaffolder gives it. */
const ENTITY_REF = /^[\w-]{1,63}:[\w.-]{1,63}\/[\w.-]{1,63}$/;

const TASK_ID = new RegExp(`^[\\w-]{1,${LONGEST_TASK_ID}}$`);

/**
 * The software template that started a run, and the task that did it.
 *
 * @public
 */
export const startingTemplateSchema = z
  .object({
    entityRef: z
      .string()
      .optional()
      .describe(
        'Entity reference of the template; absent where only its text was run.',
      ),
    taskId: z.string().optional().describe('The id of the scaffolder’s task.'),
  })
  .describe('The software template that started it.');

/** @public */
export type StartingTemplate = z.infer<typeof startingTemplateSchema>;

/**
 * Headers by which the scaffolder says which template, and which task of it, starts something.
 *
 * @public
 */
export const TEMPLATE_HEADER = 'x-idp-template';
/** @public */
export const TEMPLATE_TASK_HEADER = 'x-idp-template-task';

/**
 * Reads the template from the values of its two headers; what is no entity
 * reference or id of a task is left out, and without either there is none.
 *
 * @public
 */
export function readStartingTemplate(
  entityRef = '',
  taskId = '',
): StartingTemplate | undefined {
  const template = {
    ...(ENTITY_REF.test(entityRef) && { entityRef }),
    ...(TASK_ID.test(taskId) && { taskId }),
  };
  return Object.keys(template).length > 0 ? template : undefined;
}
