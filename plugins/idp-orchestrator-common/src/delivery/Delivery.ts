import * as z from 'zod';
import { pageCursor, pageLimit } from '../queryFields';

/** @public */
export const DELIVERY_STATES = ['waiting', 'delivered', 'given-up'] as const;

/**
 * A delivery outside: to a webhook, by its id, or as a Backstage event or
 * notification, of which only what could not be delivered yet is kept. Times
 * are ISO 8601 in UTC.
 *
 * @public
 */
export const deliverySchema = z
  .object({
    id: z
      .string()
      .describe(
        'Receivers see it as `webhook-id`; the same each time it is tried.',
      ),
    receiver: z.string().describe('Who is told.'),
    type: z.string().describe('What kind of news it is.'),
    at: z.iso.datetime().describe('When it was known that it has to be told.'),
    state: z.enum(DELIVERY_STATES).describe('Whether it has been told.'),
    attempts: z.number().int().describe('How often it was tried.'),
    nextAt: z.iso
      .datetime()
      .optional()
      .describe('Of what waits: when it is tried next.'),
    finishedAt: z.iso
      .datetime()
      .optional()
      .describe('When it was delivered or given up.'),
    httpStatus: z
      .number()
      .int()
      .optional()
      .describe('The status of the last answer, if there was one.'),
    error: z.string().optional().describe('Why it failed the last time.'),
  })
  .describe('Something that is told outside.');

/** @public */
export type DeliveryRecord = z.infer<typeof deliverySchema>;

/**
 * The query that chooses which deliveries are listed.
 *
 * @public
 */
export const listDeliveriesQuerySchema = z.strictObject({
  receiver: z
    .string('the id of a receiver')
    .optional()
    .describe('Only deliveries to this receiver.'),
  state: deliverySchema.shape.state
    .optional()
    .describe('Only deliveries that are so.'),
  cursor: pageCursor.optional(),
  limit: pageLimit,
});

/** @public */
export type ListDeliveriesQuery = z.input<typeof listDeliveriesQuerySchema>;
