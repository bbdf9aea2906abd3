import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { compilePattern } from './linearPattern';

// Their values are data, in which a `pattern` is only a name.
const DATA = new Set(['const', 'enum', 'default', 'examples']);

/**
 * Lists the regular expressions of a JSON Schema that cannot be used, each at
 * its dotted path below `path`.
 */
export function listPatternProblems(schema: unknown, path: string): Problem[] {
  if (schema === null || typeof schema !== 'object') return [];
  const entries = Object.entries(schema).filter(([key]) => !DATA.has(key));
  return entries.flatMap(([key, value]) => {
    const place = `${path}.${key}`;
    if (key === 'pattern' && typeof value === 'string') {
      return check(value, place);
    }
    const isOfNames = key === 'patternProperties' && isObject(value);
    const names = isOfNames ? Object.keys(value) : [];
    return [
      ...names.flatMap(name => check(name, place)),
      ...listPatternProblems(value, place),
    ];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function check(pattern: string, path: string): Problem[] {
  try {
    compilePattern(pattern);
    return [];
  } catch (error) {
    const expected = 'a regular expression of RE2';
    return [{ path, expected, got: (error as Error).message }];
  }
}
