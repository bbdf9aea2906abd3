import { createHash } from 'node:crypto';
import type { Config } from '@backstage/config';
import { z } from 'zod';
import type { ConfiguredKey } from '../../keys';
import { checkBlock } from '../values';

const SHORTEST = 32;
const ID = 'letters, digits, . - and _, at most 40';
const SECRET = `at least ${SHORTEST} characters that nobody can guess, as of: openssl rand -base64 32`;

const keysSchema = z
  .array(
    z.strictObject(
      {
        id: z.string(ID).regex(/^[\w.-]{1,40}$/, ID),
        secret: z.string(SECRET).min(SHORTEST, SECRET),
      },
      'a key with id and secret',
    ),
    'a list of keys',
  )
  .superRefine((keys, context) => {
    const ids = keys.map(({ id }) => id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) === index) return;
      const message = 'an id that no other key has';
      context.addIssue({ code: 'custom', path: [index, 'id'], message });
    });
  })
  .optional();

/**
 * Reads the keys, of which the first makes what is new. Those of Backstage's
 * own backend serve when none are configured here.
 *
 * @throws InputError telling every problem of the block, and no secret
 */
export function readKeysConfig(root: Config): ConfiguredKey[] {
  const block = {
    key: 'keys',
    schema: keysSchema,
    hides: ([, field]: string[]) => field !== 'id',
  };
  const configured = root.getOptional(`idpOrchestrator.${block.key}`);
  return checkBlock(configured, block) ?? keysOfBackend(root);
}

/** The keys that older backends sign their tokens with; newer ones have none in their configuration. */
function keysOfBackend(root: Config): ConfiguredKey[] {
  const keys = root.getOptionalConfigArray('backend.auth.keys') ?? [];
  return keys
    .map(key => key.getOptionalString('secret') ?? '')
    .filter(secret => secret.length >= SHORTEST)
    .map(secret => ({ id: `backend-${fingerprint(secret)}`, secret }));
}

/** Names a secret that has no id, and tells nothing of it. */
function fingerprint(secret: string): string {
  const told = createHash('sha256').update(`id of ${secret}`);
  return told.digest('hex').slice(0, 12);
}
