import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { formatDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { numberOf } from './valueSchemas';

interface Limits {
  /** The shortest that is taken (ms). */
  least: number;
  /** The longest that is taken (ms); any when absent. */
  most?: number;
}

/**
 * Makes the schema of a length of time as Backstage's own configuration has it:
 * `{ minutes: 2 }`, `PT2M`, or the short form that flows have as well, `2m`.
 * Gives milliseconds.
 */
export function durationSchema(limits: Limits) {
  return z.unknown().transform((value, context) => {
    const ms = readMilliseconds(value);
    if (ms !== undefined && isWithin(ms, limits)) return ms;
    context.addIssue({
      code: 'custom',
      input: value,
      message: `a time ${describeLimits(limits)}, written as { minutes: 2 }, 2m or PT2M`,
    });
    return z.NEVER;
  });
}

const UNITS = {
  seconds: 1_000,
  minutes: 60_000,
  days: 86_400_000,
} as const;

/**
 * Makes the schema of a length of time as a number of units, as the keys that
 * name their unit have it. Gives milliseconds.
 */
export function amountOf(unit: keyof typeof UNITS, limits: Limits) {
  const expected = `a number of ${unit} ${describeLimits(limits)}`;
  return numberOf(
    z
      .number(expected)
      .transform(amount => amount * UNITS[unit])
      .refine(ms => isWithin(ms, limits), expected),
  );
}

function isWithin(ms: number, { least, most = Infinity }: Limits): boolean {
  return ms >= least && ms <= most;
}

function describeLimits({ least, most }: Limits): string {
  const shortest = describeShortest(least);
  return most === undefined
    ? shortest
    : `${shortest} and at most ${formatDuration(most)}`;
}

function describeShortest(least: number): string {
  if (least === 0) return 'of 0 or more';
  return least === 1 ? 'above 0' : `of at least ${formatDuration(least)}`;
}

/**
 * Reads a length of time; Backstage's reader takes what is below zero for
 * nothing.
 */
function readMilliseconds(value: unknown): number | undefined {
  if (typeof value === 'string' && value.includes('-')) return undefined;
  if (typeof value !== 'string' && !isObject(value)) return undefined;
  try {
    const config = new ConfigReader({ value: value as string });
    return durationToMilliseconds(
      readDurationFromConfig(config, { key: 'value' }),
    );
  } catch {
    // Why it is none is told in our own words, with the key and what was given.
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
