import { isRecord, numberOf } from './JsonSchema';
import { fail, type Keyword } from './Place';

const NUMBERS: Record<
  string,
  [string, (value: number, limit: number) => boolean]
> = {
  minimum: ['>=', (value, limit) => value >= limit],
  exclusiveMinimum: ['>', (value, limit) => value > limit],
  maximum: ['<=', (value, limit) => value <= limit],
  exclusiveMaximum: ['<', (value, limit) => value < limit],
};

function compare(keyword: string): Keyword {
  const [comparison, holds] = NUMBERS[keyword];
  return (given, place) => {
    const limit = numberOf(given);
    const value = numberOf(place.value);
    if (limit === undefined || value === undefined) return [];
    return holds(value, limit)
      ? []
      : fail(place, keyword, { comparison, limit });
  };
}

type SizeOf = (value: unknown) => number | undefined;

const lengthOf: SizeOf = value =>
  typeof value === 'string' ? [...value].length : undefined;
const itemsOf: SizeOf = value =>
  Array.isArray(value) ? value.length : undefined;
const fieldsOf: SizeOf = value =>
  isRecord(value) ? Object.keys(value).length : undefined;

function atLeast(keyword: string, sizeOf: SizeOf): Keyword {
  return (given, place) => {
    const size = sizeOf(place.value);
    const limit = numberOf(given);
    return size === undefined || limit === undefined || size >= limit
      ? []
      : fail(place, keyword, { limit });
  };
}

function atMost(keyword: string, sizeOf: SizeOf): Keyword {
  return (given, place) => {
    const size = sizeOf(place.value);
    const limit = numberOf(given);
    return size === undefined || limit === undefined || size <= limit
      ? []
      : fail(place, keyword, { limit });
  };
}

/** The keywords that limit a number, or how much there is of something. */
export const LIMITS: Record<string, Keyword> = {
  minimum: compare('minimum'),
  maximum: compare('maximum'),
  exclusiveMinimum: compare('exclusiveMinimum'),
  exclusiveMaximum: compare('exclusiveMaximum'),
  minLength: atLeast('minLength', lengthOf),
  maxLength: atMost('maxLength', lengthOf),
  minItems: atLeast('minItems', itemsOf),
  maxItems: atMost('maxItems', itemsOf),
  minProperties: atLeast('minProperties', fieldsOf),
  maxProperties: atMost('maxProperties', fieldsOf),
};
