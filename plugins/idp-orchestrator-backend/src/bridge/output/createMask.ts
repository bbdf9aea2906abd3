import { Masker } from './Masker';

/** Makes a function that hides these secrets in any text or JSON value. */
export function createMask(secrets: string[]): (value: unknown) => unknown {
  const masker = new Masker(secrets);
  if (masker.longestBytes === 0) return value => value;
  return value => masker.maskValue(value);
}
