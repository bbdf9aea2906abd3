import * as z from 'zod';

/**
 * The degrees of harm that a flow or script action can do, from least to most.
 */
export const RISKS = ['low', 'medium', 'high', 'critical'] as const;

export const riskSchema = z.enum(RISKS);

export type Risk = z.infer<typeof riskSchema>;
