import { loadCel } from './loadCel';

interface CelDuration {
  seconds: bigint;
  nanos: number;
}

/**
 * Converts a result of CEL into JSON: integers, of which JSON has no own kind,
 * into numbers, and times and durations into the texts that CEL reads them
 * from (`2026-12-24T18:00:00.000Z`, `90.5s`).
 *
 * @throws Error for what JSON has no form for
 */
export function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value === undefined) return null;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map) return toJson(Object.fromEntries(value));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof loadCel().Optional) {
    return toJson(value.orValue(null));
  }
  switch (value.constructor?.name) {
    case undefined:
    case 'Object':
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, toJson(item)]),
      );
    case 'Duration':
      return toText(value as CelDuration);
    case 'UnsignedInt':
      return Number(value.valueOf());
    default:
      throw new Error(
        `expected a text, a number, true or false, a list, a map, a time or a duration, got ${value}`,
      );
  }
}

function toText({ seconds, nanos }: CelDuration): string {
  const fraction = String(nanos).padStart(9, '0').replace(/0+$/, '');
  return `${seconds}${fraction && `.${fraction}`}s`;
}
