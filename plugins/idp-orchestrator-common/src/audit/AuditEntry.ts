import * as z from 'zod';
import { pageCursor, pageLimit, timeFilter } from '../queryFields';
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

/** Which entries of the record are listed. */
export const listAuditQuerySchema = z.strictObject({
  act: z
    .string('the name of an act')
    .optional()
    .describe('Only acts of this name, for example `run.start`.'),
  outcome: auditEntrySchema.shape.outcome
    .optional()
    .describe('Only acts that ended so.'),
  initiator: z
    .string('an entity reference')
    .optional()
    .describe('Only acts of this user or service, as an entity reference.'),
  environment: z
    .string('the name of an environment')
    .optional()
    .describe('Only acts in this environment.'),
  subject: z
    .string('the id of a subject')
    .optional()
    .describe('Only acts on the run, flow or service of this id.'),
  since: timeFilter.optional().describe('Only acts at this time or later.'),
  until: timeFilter.optional().describe('Only acts before this time.'),
  cursor: pageCursor.optional(),
  limit: pageLimit,
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
