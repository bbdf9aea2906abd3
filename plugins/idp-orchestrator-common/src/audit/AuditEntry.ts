import * as z from 'zod';
import { riskSchema } from '../flow';
import { initiatorSchema } from '../run';

/** The doors that calls come through. */
export const DOORS = ['rest', 'windmill', 'agent', 'scaffolder'] as const;

export type Door = (typeof DOORS)[number];

/** Where a call came from. */
export const originSchema = z.object({
  door: z.enum(DOORS),
  /** The network address of the caller, as far as it is known. */
  address: z.string().optional(),
  userAgent: z.string().optional(),
});

export type Origin = z.infer<typeof originSchema>;

/**
 * One call of a use case, allowed or refused. Each entry carries the digest of
 * the one before, so that a changed entry is found.
 */
export const auditEntrySchema = z.object({
  /** From 1, without gaps. */
  number: z.number().int().min(1),
  at: z.iso.datetime(),
  /** For example `run.start`, `run.cancel`, `service.operate`. */
  act: z.string(),
  /** `failed`: permitted, but it could not be done as asked for. */
  outcome: z.enum(['done', 'refused', 'failed']),
  by: initiatorSchema,
  origin: originSchema,
  /** What it was about, for example a run, a flow, a service. */
  subject: z.object({ kind: z.string(), id: z.string() }).optional(),
  environment: z.string().optional(),
  dryRun: z
    .boolean()
    .optional()
    .describe('Of a start: whether it was a dry run, which changes nothing.'),
  risk: riskSchema
    .optional()
    .describe('Of a start: the highest risk of all that it would do.'),
  /** SHA-256 of the input; never the input itself. */
  inputDigest: z.string().optional(),
  reason: z.string().optional(),
  /** What came of it, in a sentence. */
  result: z.string().optional(),
  /** SHA-256 of the entry before, and of this one with it. */
  previousDigest: z.string(),
  digest: z.string(),
});

export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Newest first, after an entry's number as cursor. */
export const listAuditQuerySchema = z.strictObject({
  act: z.string().optional(),
  outcome: auditEntrySchema.shape.outcome.optional(),
  initiator: z.string().optional(),
  environment: z.string().optional(),
  subject: z.string().optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export type ListAuditQuery = z.input<typeof listAuditQuerySchema>;

/** Whether the chain of entries is whole; if not, the first that is not as it was written. */
export const auditVerificationSchema = z.object({
  whole: z.boolean(),
  /** How many entries were looked at. */
  checked: z.number().int(),
  broken: z
    .object({ number: z.number().int(), because: z.string() })
    .optional(),
});

export type AuditVerification = z.infer<typeof auditVerificationSchema>;
