import Ajv, { type AnySchemaObject } from 'ajv';
import addFormats from 'ajv-formats';
import { spendSteps } from './CheckBudget';
import { compilePattern } from './linearPattern';

/**
 * Makes a validator of JSON Schema (draft 7) whose time grows with what it
 * checks and with nothing else: its regular expressions are those of RE2,
 * `uniqueItems` looks at each item once, and each schema that looks at a part
 * of a value spends of the budget of the check. Compiling takes a time that
 * grows with the schema: references are not replaced by what they refer to,
 * and the code is not made shorter, which would take its square.
 */
export function createAjv(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    useDefaults: true,
    strict: false,
    verbose: true,
    // To compile the schema of schemas takes longer than most of what is asked.
    meta: false,
    validateSchema: false,
    inlineRefs: false,
    logger: false,
    code: { regExp: LINEAR, optimize: false },
  });
  addFormats(ajv);
  limitFormats(ajv);
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    compile: (isWanted: boolean) => (items: unknown[]) =>
      !isWanted || new Set(items.map(describe)).size === items.length,
    error: { message: 'must hold no item twice' },
  });
  meter(ajv);
  return ajv;
}

/** Values of a list, or names, that take as long as one step to be looked through. */
const LISTED_A_STEP = 16;
/** Characters times states that take as long as one step. */
const WORK_A_STEP = 100;

/** A keyword that no schema writes, and that stands in each. */
const STEP = 'idp-step';

function meter(ajv: Ajv): void {
  const keywords = Object.keys(ajv.RULES.all);
  ajv.addKeyword({
    keyword: STEP,
    schema: false,
    errors: false,
    compile: (_, schema) => {
      const steps = stepsOf(schema);
      return () => {
        spendSteps(steps);
        return true;
      };
    },
  });
  const definition = ajv.getKeyword(STEP);
  // ajv puts a keyword where one that it implements stands.
  if (typeof definition === 'object') {
    definition.implements = keywords.filter(keyword => keyword !== '$ref');
  }
}

function stepsOf(schema: AnySchemaObject): number {
  const listed = ['enum', 'required'].reduce(
    (sum, name) =>
      sum + (Array.isArray(schema[name]) ? schema[name].length : 0),
    0,
  );
  return 1 + Math.floor(listed / LISTED_A_STEP);
}

// `code` is for validators that are written to files, which ours are not.
const LINEAR = Object.assign(
  (pattern: string) => {
    const compiled = compilePattern(pattern);
    const { states } = compiled;
    return {
      // ajv takes two that are told by one text for the same.
      toString: () => pattern,
      test(text: string) {
        spendSteps(Math.ceil((text.length * states) / WORK_A_STEP));
        return compiled.test(text);
      },
    };
  },
  { code: 'compilePattern' },
);

/** A text in one of the formats is no longer (characters). */
export const LONGEST_FORMATTED = 4_096;
/** They are looked through once, or not at all, and may be of any length. */
const OF_ANY_LENGTH = new Set(['byte', 'binary', 'password']);

/** The formats are regular expressions that backtrack, so what they look at is short. */
function limitFormats(ajv: Ajv): void {
  for (const [name, format] of Object.entries(ajv.formats)) {
    const known = validateOf(format);
    if (!known || OF_ANY_LENGTH.has(name)) continue;
    const validate = (text: string) =>
      text.length <= LONGEST_FORMATTED && known(text);
    ajv.addFormat(name, { type: 'string', validate });
  }
}

function validateOf(format: unknown): ((text: string) => boolean) | undefined {
  if (format instanceof RegExp) return text => format.test(text);
  if (typeof format === 'function') return text => Boolean(format(text));
  const { type = 'string', validate } = Object(format);
  return type === 'string' && validate ? validateOf(validate) : undefined;
}

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
