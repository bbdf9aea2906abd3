import * as z from 'zod';
import { riskSchema } from '../flow';
import { pageCursor, pageLimit, timeFilter } from '../queryFields';
import { initiatorSchema, meansSchema } from '../run';
import { sealCheckSchema } from './AuditSeal';

/**
 * The doors that calls come through.
 *
 * @public
 */
export const DOORS = ['rest', 'windmill', 'agent', 'scaffolder'] as const;

/** @public */
export type Door = (typeof DOORS)[number];

/**
 * The origin of a call: the door that it came through, and what is known of its
 * sender.
 *
 * @public
 */
export const originSchema = z.object({
  door: z.enum(DOORS).describe('The door that the call came through.'),
  via: meansSchema
    .optional()
    .describe(
      'How the caller proved who they are: `session` for a user who signed in, `token` for a service or static token, `link` for a signed address; absent in entries of older versions.',
    ),
  address: z
    .string()
    .optional()
    .describe('The network address of the caller, as far as it is known.'),
  userAgent: z.string().optional().describe('What the caller says that it is.'),
});

/** @public */
export type Origin = z.infer<typeof originSchema>;

/**
 * A call of an operation, allowed or refused. Each entry carries the digest of
 * the one before, so that a changed entry is found.
 *
 * @public
 */
export const auditEntrySchema = z
  .object({
    number: z.number().int().min(1).describe('From 1, without gaps.'),
    at: z.iso.datetime().describe('When it was asked for.'),
    act: z
      .string()
      .describe(
        'What was asked for, for example `run.start`, `run.cancel`, `service.operate`.',
      ),
    outcome: z
      .enum(['done', 'refused', 'failed', 'unknown'])
      .describe(
        'How it ended; `failed`: permitted, but it could not be done as asked for; `unknown`: it may have been done, since the backend or its connection to the database ended before that was told.',
      ),
    by: initiatorSchema,
    origin: originSchema.describe('Where the call came from.'),
    subject: z
      .object({
        kind: z.string().describe('For example `run`, `flow` or `service`.'),
        id: z.string().describe('Its id.'),
      })
      .optional()
      .describe('What it was about.'),
    environment: z.string().optional().describe('The environment.'),
    dryRun: z
      .boolean()
      .optional()
      .describe('Of a start: whether it was a dry run, which changes nothing.'),
    risk: riskSchema
      .optional()
      .describe('Of a start: the highest risk of all that it would do.'),
    inputDigest: z
      .string()
      .optional()
      .describe('SHA-256 of the input; never the input itself.'),
    reason: z.string().optional().describe('Why, as the caller said.'),
    result: z.string().optional().describe('What came of it, in a sentence.'),
    previousDigest: z.string().describe('SHA-256 of the entry before.'),
    digest: z.string().describe('SHA-256 of this entry with the one before.'),
  })
  .describe('One call of a use case, allowed or refused.');

/** @public */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/**
 * The query that chooses which entries of the record are listed.
 *
 * @public
 */
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

/** @public */
export type ListAuditQuery = z.input<typeof listAuditQuerySchema>;

/**
 * The verdict on the chain of entries: it is whole, or which entry is the first
 * that is not as it was written.
 *
 * @public
 */
export const auditVerificationSchema = z.object({
  whole: z
    .boolean()
    .describe('Whether every entry is as it was written, and none is missing.'),
  checked: z.number().int().describe('How many entries were looked at.'),
  broken: z
    .object({
      number: z.number().int().describe('The number of the entry.'),
      because: z.string().describe('What is wrong with it.'),
    })
    .optional()
    .describe('The first entry that is known not to be as it was written.'),
  seals: sealCheckSchema
    .optional()
    .describe('What its seals say; absent where none were looked at.'),
});

/** @public */
export type AuditVerification = z.infer<typeof auditVerificationSchema>;
