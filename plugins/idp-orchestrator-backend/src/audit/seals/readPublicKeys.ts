import { createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InputError } from '@backstage/errors';
import { whileReading } from '../../problems/whileReading';
import type { PublicKeys } from './sealSignature';

const EXPECTED =
  'expected <key id>:<file> with a public key as PEM, or a file with an answer of GET /audit/seals';

/**
 * Reads public keys, each given as `<key id>:<file>` with PEM in the file, or
 * all of an answer of `GET /audit/seals` as the name of its file.
 *
 * @throws InputError saying what cannot be used
 */
export async function readPublicKeys(given: string[]): Promise<PublicKeys> {
  const keys = new Map<string, KeyObject>();
  for (const one of given) {
    const [, id, file] = /^([\w.-]{1,40}):(.+)$/.exec(one) ?? [];
    const found = id
      ? [{ id, publicKey: await readText(file) }]
      : await readAnswer(one);
    for (const key of found) {
      keys.set(key.id, toKey(key.publicKey, `${one}, key ${key.id}`));
    }
  }
  return keys;
}

async function readAnswer(
  file: string,
): Promise<Array<{ id: string; publicKey: string }>> {
  const text = await readText(file);
  try {
    const { keys } = JSON.parse(text);
    if (Array.isArray(keys) && keys.length > 0) return keys;
  } catch {
    // Said below, as of all that is no such answer.
  }
  throw new InputError(`${file} holds no public keys: ${EXPECTED}`);
}

function readText(file: string): Promise<string> {
  return whileReading(file, () => readFile(file, 'utf8'));
}

function toKey(pem: string, place: string): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPublicKey(pem);
  } catch {
    // Said below, as of keys of another kind.
  }
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new InputError(`${place} is no Ed25519 public key: ${EXPECTED}`);
}
