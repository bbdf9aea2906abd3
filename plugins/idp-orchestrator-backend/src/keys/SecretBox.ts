import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import type { KeyRing } from './KeyRing';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const MARK = 'sealed1';

/**
 * Encrypts texts that rest in the database (AES-256-GCM). A sealed text says
 * which key it was sealed with, and opens in the place only that it was sealed
 * for.
 */
export class SecretBox {
  constructor(private readonly keys: KeyRing) {}

  /** Whether there is a key to seal with. */
  get isUsable(): boolean {
    return !this.keys.isEmpty;
  }

  /**
   * Seals a text.
   *
   * @param place - where it will be kept, so that nobody can put it elsewhere
   * @param what - what cannot be done without a key, as the start of a sentence
   * @throws ServiceUnavailableError when no key is configured
   */
  seal(text: string, { place, what }: { place: string; what: string }): string {
    const { id, bytes } = this.keys.current('secrets-at-rest', what);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, bytes, iv);
    cipher.setAAD(Buffer.from(place));
    const hidden = [cipher.update(text, 'utf8'), cipher.final()];
    const body = Buffer.concat([iv, ...hidden, cipher.getAuthTag()]);
    return [MARK, id, body.toString('base64url')].join(':');
  }

  /**
   * Opens a sealed text.
   *
   * @throws ServiceUnavailableError when its key is not configured any more, ConflictError when it was changed or put elsewhere
   */
  open(sealed: string, place: string): string {
    const [, id, text] = sealed.split(':');
    const key = this.keys.find('secrets-at-rest', id);
    if (!key) {
      throw new ServiceUnavailableError(
        `What was encrypted with the key ${id} cannot be read: it is not in idpOrchestrator.keys. Whoever runs this portal puts it back there, after the one that is new`,
      );
    }
    try {
      return decipher(Buffer.from(text, 'base64url'), key.bytes, place);
    } catch (cause) {
      throw new ConflictError(
        `What was encrypted with the key ${id} cannot be authenticated: it was changed in the database, or put elsewhere, or the secret of that key is another one now`,
        cause,
      );
    }
  }
}

/** @throws Error for a body that was changed, cut, or sealed for another place */
function decipher(body: Buffer, key: Buffer, place: string): string {
  const iv = body.subarray(0, IV_BYTES);
  const opened = createDecipheriv(CIPHER, key, iv, {
    authTagLength: TAG_BYTES,
  });
  opened.setAAD(Buffer.from(place));
  opened.setAuthTag(body.subarray(-TAG_BYTES));
  const shown = opened.update(body.subarray(IV_BYTES, -TAG_BYTES));
  return Buffer.concat([shown, opened.final()]).toString('utf8');
}

/** Whether a text was sealed. */
export function isSealed(text: string): boolean {
  return text.startsWith(`${MARK}:`);
}

/** Reads with which key a text was sealed. */
export function sealingKeyOf(sealed: string): string {
  return sealed.split(':')[1];
}
