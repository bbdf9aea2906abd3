import { Masker, type ConfiguredSecrets } from './Masker';

/** Makes a function that hides these secrets, and those of the configuration, in any text or JSON value. */
export function createMask(
  secrets: string[],
  configured?: ConfiguredSecrets,
): (value: unknown) => unknown {
  const masker = new Masker(secrets, configured);
  if (masker.longestBytes === 0) return value => value;
  return value => masker.maskValue(value);
}
