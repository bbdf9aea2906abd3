/**
 * Reads a block of the configuration by the keys that it may have; an absent
 * one is empty.
 *
 * @throws Error naming a key that there is not
 */
export function readBlock<K extends string>(
  given: unknown,
  key: string,
  known: readonly K[],
): Partial<Record<K, unknown>> {
  if (isAbsent(given)) return {};
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw unexpected(given, key, `a block with ${known.join(', ')}`);
  }
  const stranger = Object.keys(given).find(
    name => !known.some(one => one === name),
  );
  if (stranger === undefined) return given as Partial<Record<K, unknown>>;
  throw new Error(
    `${key}.${stranger} is unknown: expected one of ${known.join(', ')}`,
  );
}

/** @throws Error when it is none of the choices */
export function readChoice<T extends string>(
  given: unknown,
  key: string,
  choices: readonly T[],
): T | undefined {
  if (isAbsent(given)) return undefined;
  const found = choices.find(choice => choice === given);
  if (found) return found;
  throw unexpected(given, key, `one of ${choices.join(', ')}`);
}

/** @throws Error when it is anything but a list of texts */
export function readTexts(given: unknown, key: string): string[] | undefined {
  if (isAbsent(given)) return undefined;
  if (Array.isArray(given) && given.every(isText)) return given;
  throw unexpected(given, key, 'a list of texts');
}

function isText(given: unknown): given is string {
  return typeof given === 'string' && given !== '';
}

function isAbsent(given: unknown): given is undefined | null {
  return given === undefined || given === null;
}

function unexpected(given: unknown, key: string, expected: string): Error {
  const told = JSON.stringify(given).slice(0, 100);
  return new Error(`${key} is ${told}: expected ${expected}`);
}
