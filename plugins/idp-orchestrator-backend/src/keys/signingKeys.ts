import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { DerivedKey } from './KeyRing';

/**
 * The bytes before the 32 of an Ed25519 private key in PKCS #8.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8410#section-7
 */
const PKCS8_OF_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Makes the Ed25519 private key whose seed is a derived key. */
export function toPrivateKey({ bytes }: DerivedKey): KeyObject {
  const key = Buffer.concat([PKCS8_OF_ED25519, bytes]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** Makes the public key that others check signatures of a derived key with. */
export function toPublicKey(key: DerivedKey): KeyObject {
  return createPublicKey(toPrivateKey(key));
}
