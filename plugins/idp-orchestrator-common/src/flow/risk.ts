import * as z from 'zod';

/**
 * * The degrees of harm that a flow or script action can do, from least to most.
 *
 * @public
 */
export const RISKS = ['low', 'medium', 'high', 'critical'] as const;

/** @public */
export const riskSchema = z.enum(RISKS);

/** @public */
export type Risk = z.infer<typeof riskSchema>;
