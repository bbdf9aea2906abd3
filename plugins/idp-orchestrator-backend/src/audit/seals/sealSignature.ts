import { sign, verify, type KeyObject } from 'node:crypto';
import type { AuditSeal } from '@idp/backstage-plugin-idp-orchestrator-common';
import { toPrivateKey, type DerivedKey } from '../../keys';

/** The contents of a seal, without the signature of them. */
export type Sealed = Omit<AuditSeal, 'signature'>;

/** The public keys that seals are checked with, by id. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

/** Signs which digest the record had at an entry. */
export function signSeal(
  key: DerivedKey,
  { number, digest, at }: Omit<Sealed, 'keyId'>,
): AuditSeal {
  const sealed = { number, digest, at, keyId: key.id };
  const signature = sign(null, signedText(sealed), toPrivateKey(key));
  return { ...sealed, signature: signature.toString('base64') };
}

/**
 * Tells whether a seal was made with the key that it names; a seal with an
 * unknown key may be a genuine one or not.
 */
export function judgeSeal(
  seal: AuditSeal,
  keys: PublicKeys,
): 'genuine' | 'forged' | 'unknown key' {
  const key = keys.get(seal.keyId);
  if (!key) return 'unknown key';
  const signature = Buffer.from(seal.signature, 'base64');
  const isGenuine = verify(null, signedText(seal), key, signature);
  return isGenuine ? 'genuine' : 'forged';
}

/** Others make this text too, so the order of its keys is part of what a seal is. */
function signedText({ at, digest, keyId, number }: Sealed): Buffer {
  return Buffer.from(JSON.stringify({ at, digest, keyId, number }));
}
