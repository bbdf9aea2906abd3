import type { Config } from '@backstage/config';
import { z } from 'zod';
import { amountOf, checkBlock, durationSchema, wholeNumber } from '../values';

/** The limits of how long finished runs are kept, and how many of them. */
export interface RetentionConfig {
  /** The age in ms. */
  ageMs: number;
  runs: number;
  /**
   * The time (ms) after its end for which a run can be retried with what was
   * typed into secret fields.
   */
  typedSecretsMs: number;
  /** The time (ms) after its end at which a run is compacted. */
  compactAfter: number | 'never';
}

const HOUR_MS = 60 * 60 * 1_000;
const DAY_MS = 24 * HOUR_MS;
/** The shortest age; zero would remove what somebody still looks at. */
const SOME_TIME = { least: 1 };

const compactAfterSchema = z.unknown().transform((value, context) => {
  if (value === 'never') return value;
  const { data } = durationSchema({ least: 0 }).safeParse(value);
  if (data !== undefined) return data;
  context.addIssue({
    code: 'custom',
    input: value,
    message:
      '`never`, or a time of 0 or more, written as { minutes: 2 }, 2m or PT2M',
  });
  return z.NEVER;
});

const retentionSchema = z
  .strictObject(
    {
      age: durationSchema(SOME_TIME).optional(),
      days: amountOf('days', SOME_TIME).default(90 * DAY_MS),
      runs: wholeNumber({ least: 1 }).default(100_000),
      typedSecrets: durationSchema({ least: 0 }).default(7 * DAY_MS),
      compactAfter: compactAfterSchema.default(HOUR_MS),
    },
    'the settings of the retention',
  )
  .prefault({})
  .transform(
    ({ age, days, runs, typedSecrets, compactAfter }): RetentionConfig => ({
      ageMs: age ?? days,
      runs,
      typedSecretsMs: typedSecrets,
      compactAfter,
    }),
  );

/**
 * Reads the block of retention.
 *
 * @throws InputError telling every problem of the block
 */
export function readRetentionConfig(
  config: Config | undefined,
): RetentionConfig {
  const block = { key: 'retention', schema: retentionSchema };
  return checkBlock(config?.getOptional(block.key), block);
}
