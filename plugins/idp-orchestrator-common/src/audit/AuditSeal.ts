import * as z from 'zod';
import { pageCursor, pageLimit } from '../queryFields';

/**
 * A seal of the audit record: the portal's signature of the digest that an
 * entry had, made with a key that is not in the database.
 *
 * @public
 */
export const auditSealSchema = z
  .object({
    number: z
      .number()
      .int()
      .min(1)
      .describe('The entry that it is of; it seals all before that one too.'),
    digest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('The digest of that entry.'),
    at: z.iso.datetime().describe('When it was made.'),
    keyId: z.string().min(1).describe('The id of the key it is signed with.'),
    signature: z
      .string()
      .regex(/^[A-Za-z0-9+/]{86}==$/)
      .describe(
        'Ed25519 over the JSON text of the other fields, in the order `at`, `digest`, `keyId`, `number` and without spaces; base64.',
      ),
  })
  .describe('A seal of the audit record.');

/** @public */
export type AuditSeal = z.infer<typeof auditSealSchema>;

/**
 * A public key that seals are checked with.
 *
 * @public
 */
export const sealKeySchema = z
  .object({
    id: z.string().describe('The id of the key, as seals name it.'),
    publicKey: z.string().describe('The Ed25519 public key, as PEM.'),
  })
  .describe('A public key that seals are checked with.');

/** @public */
export type SealKey = z.infer<typeof sealKeySchema>;

/**
 * The query that chooses a page of the seals.
 *
 * @public
 */
export const listAuditSealsQuerySchema = z.strictObject({
  cursor: pageCursor.optional(),
  limit: pageLimit,
});

/** @public */
export type ListAuditSealsQuery = z.input<typeof listAuditSealsQuerySchema>;

/**
 * The part of a verdict on the audit record that its seals give.
 *
 * @public
 */
export const sealCheckSchema = z
  .object({
    checked: z.number().int().describe('How many seals fit.'),
    upTo: z
      .number()
      .int()
      .optional()
      .describe('The last entry that a seal which fits is of; absent if none.'),
    at: z.iso.datetime().optional().describe('When that seal was made.'),
    keyIds: z.array(z.string()).describe('The keys of the seals that fit.'),
    unchecked: z
      .object({
        count: z.number().int().describe('How many.'),
        keyIds: z.array(z.string()).describe('The keys that they name.'),
      })
      .optional()
      .describe('Seals that cannot be checked, since their key is not known.'),
    problem: z
      .string()
      .optional()
      .describe('Why nothing is sealed at present, and what to do.'),
  })
  .describe('What the seals of the record say.');

/** @public */
export type SealCheckResult = z.infer<typeof sealCheckSchema>;
