import type { Config } from '@backstage/config';
import { z } from 'zod';
import {
  amountOf,
  byteSizeSchema,
  checkBlock,
  choiceOf,
  durationSchema,
  textSchema,
  textsSchema,
  wholeNumber,
} from '../values';

const ENGINE_ROLES = ['all', 'api', 'worker'] as const;
const SURVIVALS = ['auto', 'always', 'never'] as const;

/** The part that this process takes in working on runs. */
export interface EngineConfig {
  /** The number of runs that one process works on at the same time. */
  concurrency: number;
  /**
   * The role of this process: it does everything, only requests, or only runs.
   */
  role: (typeof ENGINE_ROLES)[number];
  /** The labels of this worker; runs may ask for workers that have some. */
  labels: string[];
  /** The name of the host, where its own is not unique. */
  hostName?: string;
  /** The account that scripts run under; that of the backend when absent. */
  runAs?: { user: string; group?: string };
  /** The time (ms) for which a script goes on while no backend follows it. */
  adoptionWindowMs: number;
  /** The time (ms) between TERM and KILL. */
  graceMs: number;
  /** The bytes of an attempt's output that are kept. */
  maxOutputBytes: number;
  /** No script is started with less room (bytes) on the disk of the spool. */
  minFreeBytes: number;
  /**
   * Whether running scripts go on when this process has ended: where it is `auto`,
   * that is found out.
   */
  scriptsSurviveStop: (typeof SURVIVALS)[number];
  /** The longest time (ms) for which a stop waits for scripts that would end with this process. */
  drainTimeoutMs: number;
}

const NAME = 'the name or number of an account, of letters, digits, . - and _';
const accountName = z.preprocess(
  value => (typeof value === 'number' ? String(value) : value),
  z.string(NAME).regex(/^\w[\w.-]{0,31}$/, NAME),
);

const ANY_TIME = { least: 0 };

const MEBIBYTE = 1024 * 1024;

const spoolSchema = z
  .strictObject(
    {
      maxOutput: byteSizeSchema({ least: MEBIBYTE }).optional(),
      minFree: byteSizeSchema({ least: 0 }).optional(),
    },
    'limits of the spool',
  )
  .prefault({});

const engineSchema = z
  .strictObject(
    {
      concurrency: wholeNumber({ least: 1 }).default(20),
      role: choiceOf(ENGINE_ROLES).default('all'),
      labels: textsSchema.default([]),
      hostName: textSchema.optional(),
      runAs: z
        .strictObject(
          { user: accountName, group: accountName.optional() },
          'an account with user and group',
        )
        .optional(),
      adoptionWindow: durationSchema(ANY_TIME).optional(),
      adoptionWindowSeconds: amountOf('seconds', ANY_TIME).default(120_000),
      grace: durationSchema(ANY_TIME).optional(),
      graceSeconds: amountOf('seconds', ANY_TIME).default(10_000),
      spool: spoolSchema,
      scriptsSurviveStop: choiceOf(SURVIVALS).default('auto'),
      drainTimeout: durationSchema(ANY_TIME).default(600_000),
    },
    'the settings of the engine',
  )
  .prefault({})
  .transform((block): EngineConfig => ({
    concurrency: block.concurrency,
    role: block.role,
    labels: block.labels,
    hostName: block.hostName,
    runAs: block.runAs,
    adoptionWindowMs: block.adoptionWindow ?? block.adoptionWindowSeconds,
    graceMs: block.grace ?? block.graceSeconds,
    maxOutputBytes: block.spool.maxOutput ?? 100 * MEBIBYTE,
    minFreeBytes: block.spool.minFree ?? 64 * MEBIBYTE,
    scriptsSurviveStop: block.scriptsSurviveStop,
    drainTimeoutMs: block.drainTimeout,
  }));

/**
 * Reads the block of the engine.
 *
 * @throws InputError telling every problem of the block
 */
export function readEngineConfig(config: Config | undefined): EngineConfig {
  const block = { key: 'engine', schema: engineSchema };
  return checkBlock(config?.getOptional(block.key), block);
}
