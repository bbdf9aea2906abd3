import type { Translate } from '../../../translation';
import { numberOf, textOf, type JsonSchema } from './JsonSchema';
import { tellExpected, tellFormat } from './tellExpected';

/** The limits of a schema in words, told before one of them is broken: "1 to 10", "a multiple of 5". */
export function describeLimits(schema: JsonSchema, t: Translate): string[] {
  const told = (keyword: string, params: Record<string, unknown>) =>
    tellExpected({ keyword, params }, t);
  const pattern = textOf(schema.pattern);
  const format = SHOWN_FORMATS.find(one => one === schema.format);
  return [
    describeRange(schema, t),
    ...PAIRS.map(pair => describePair(schema, pair, t)),
    numberOf(schema.multipleOf) !== undefined &&
      told('multipleOf', { multipleOf: schema.multipleOf }),
    pattern !== undefined && told('pattern', { pattern }),
    format !== undefined && tellFormat(format, t),
    schema.uniqueItems === true && t('limits.unique'),
  ].filter(words => typeof words === 'string');
}

/** The others have fields of their own, which say it. */
const SHOWN_FORMATS = ['email', 'ipv4', 'uri', 'uuid'] as const;

const PAIRS = [
  ['minLength', 'maxLength', 'length'],
  ['minItems', 'maxItems', 'items'],
  ['minProperties', 'maxProperties', 'properties'],
] as const;

function describePair(
  schema: JsonSchema,
  [least, most, between]: (typeof PAIRS)[number],
  t: Translate,
): string | undefined {
  const min = numberOf(schema[least]);
  const max = numberOf(schema[most]);
  if (min && max !== undefined) {
    return min === max
      ? t(`limits.${between}Exactly`, { count: max })
      : t(`limits.${between}`, { min: String(min), count: max });
  }
  if (max !== undefined) return t(`expected.${most}`, { count: max });
  // Whoever has to say something at all is told so by the mark of the field.
  return min && min > 1 ? t(`expected.${least}`, { count: min }) : undefined;
}

function describeRange(schema: JsonSchema, t: Translate): string | undefined {
  const min = numberOf(schema.minimum);
  const max = numberOf(schema.maximum);
  const above = numberOf(schema.exclusiveMinimum);
  const below = numberOf(schema.exclusiveMaximum);
  if (min !== undefined && max !== undefined) {
    return t('limits.range', { min: String(min), max: String(max) });
  }
  const words = [
    min !== undefined && t('expected.minimum', { limit: String(min) }),
    above !== undefined &&
      t('expected.exclusiveMinimum', { limit: String(above) }),
    max !== undefined && t('expected.maximum', { limit: String(max) }),
    below !== undefined &&
      t('expected.exclusiveMaximum', { limit: String(below) }),
  ].filter(Boolean);
  return words.length > 0 ? words.join(', ') : undefined;
}
