import * as z from 'zod';
import { pageCursor, pageLimit } from '../queryFields';

export const DELIVERY_STATES = ['waiting', 'delivered', 'given-up'] as const;

/**
 * Something that is told outside: to a webhook, by its id, or as a Backstage
 * event or notification, of which only what could not be told yet is kept.
 * Times are ISO 8601 in UTC.
 */
export const deliverySchema = z.object({
  /** Receivers see it as `webhook-id`; the same each time it is tried. */
  id: z.string(),
  receiver: z.string(),
  type: z.string(),
  /** When it was known that it has to be told. */
  at: z.iso.datetime(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int(),
  /** Of what waits: when it is tried next. */
  nextAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  /** Of the last answer, if there was one. */
  httpStatus: z.number().int().optional(),
  error: z.string().optional(),
});

export type DeliveryRecord = z.infer<typeof deliverySchema>;

/** Which deliveries are listed. */
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

export type ListDeliveriesQuery = z.input<typeof listDeliveriesQuerySchema>;
