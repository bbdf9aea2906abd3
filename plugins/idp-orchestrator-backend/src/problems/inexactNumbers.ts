import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Finds numbers of YAML that JSON has not, and whole numbers beyond 2^53: when they were read some of them were
 * changed, and nobody can tell which.
 */
export function findInexactNumbers(value: unknown, path: string): Problem[] {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return [{ path, expected: 'a number that JSON has', got: String(value) }];
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) && !Number.isSafeInteger(value)
      ? [
          {
            path,
            expected: 'a number up to 2^53, or the same as a text (in quotes)',
            got: `one that is changed when it is read, to ${BigInt(value)}`,
          },
        ]
      : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    findInexactNumbers(item, `${path}.${name}`),
  );
}
