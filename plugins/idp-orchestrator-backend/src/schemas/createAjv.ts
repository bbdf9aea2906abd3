import Ajv, { type Options } from 'ajv';
import addFormats from 'ajv-formats';
import { compilePattern } from './linearPattern';

/**
 * Makes a validator of JSON Schema (draft 7) whose time grows with what it
 * checks and with nothing else: its regular expressions are those of RE2, and
 * `uniqueItems` looks at each item once.
 */
export function createAjv(options: Options = {}): Ajv {
  const ajv = new Ajv({
    strict: false,
    verbose: true,
    code: { regExp: LINEAR },
    ...options,
  });
  addFormats(ajv);
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    compile: (isWanted: boolean) => (items: unknown[]) =>
      !isWanted || new Set(items.map(describe)).size === items.length,
    error: { message: 'must hold no item twice' },
  });
  return ajv;
}

// `code` is for validators that are written to files, which ours are not.
const LINEAR = Object.assign(compilePattern, { code: 'compilePattern' });

/** Describes a value so that equal ones have equal texts, whatever the order of their keys. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(describe).join()}]`;
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value) ?? 'null';
  }
  const entries = Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}:${describe(inner)}`)
    .sort();
  return `{${entries.join()}}`;
}
