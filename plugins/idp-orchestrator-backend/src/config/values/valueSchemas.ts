import { z } from 'zod';

/**
 * Values of configuration. One that comes from an environment variable is a
 * text, so numbers, true and false are read from texts as well. What each
 * schema says as its error completes the sentence "expected …".
 */
export const textSchema = z.string('a text').min(1, 'a text that is not empty');

export const textsSchema = z.array(textSchema, 'a list of texts');

/**
 * The schema of true or false, by the same words as Backstage's own reader of
 * configuration takes.
 */
export const booleanSchema = z.preprocess(value => {
  const text = typeof value === 'boolean' ? '' : String(value).trim();
  if (/^(y|yes|true|1|on)$/i.test(text)) return true;
  if (/^(n|no|false|0|off)$/i.test(text)) return false;
  return value;
}, z.boolean('true or false'));

/** Makes the schema of a number, which may come as a text. */
export function numberOf(schema: z.ZodType<number>) {
  return z.preprocess(
    value =>
      typeof value === 'string' && value.trim() ? Number(value) : value,
    schema,
  );
}

/** Makes the schema of a whole number within limits that the error names. */
export function wholeNumber(limits: { least: number; most?: number }) {
  const { least, most = Number.MAX_SAFE_INTEGER } = limits;
  const range =
    limits.most === undefined
      ? `of at least ${least}`
      : `from ${least} to ${most}`;
  const expected = `a whole number ${range}`;
  return numberOf(
    z.number(expected).int(expected).min(least, expected).max(most, expected),
  );
}

/** Makes the schema of one of some words. */
export function choiceOf<const T extends string>(choices: readonly T[]) {
  return z.enum(choices, `one of ${choices.join(', ')}`);
}

/** Makes the schema of names that have to be among those that are known. */
export function namesAmong(known: readonly string[]) {
  return z.array(
    z
      .string('a name')
      .refine(name => known.includes(name), `one of ${known.join(', ')}`),
    'a list of names',
  );
}

/**
 * The schema of texts by names, as environment variables are; numbers, true and
 * false are taken as texts.
 */
export const textsByNameSchema = z.record(
  z.string(),
  z
    .union([z.string(), z.number(), z.boolean()], 'a text')
    .transform(value => String(value)),
  'texts by their names',
);
