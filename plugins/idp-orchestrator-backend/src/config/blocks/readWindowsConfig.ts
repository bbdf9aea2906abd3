import type { Config } from '@backstage/config';
import {
  RISKS,
  WINDOW_KINDS,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { readPeriods } from '../../calendar';
import type { WindowDefinition } from '../../ports';
import {
  checkBlock,
  choiceOf,
  namesAmong,
  textSchema,
  textsSchema,
  wholeNumber,
} from '../values';

const ID = 'lower-case letters, digits and hyphens, at most 50';
/** More are no rules that anybody knows. */
const MOST_WINDOWS = 200;
const MOST_APPROVALS = 10;

const timing = {
  timezone: textSchema,
  from: textSchema.optional(),
  to: textSchema.optional(),
  cron: textSchema.optional(),
  duration: textSchema.optional(),
  until: textSchema.optional(),
};

const overrideSchema = z.strictObject(
  {
    approvers: textsSchema.default([]),
    count: wholeNumber({ least: 1, most: MOST_APPROVALS }).default(1),
  },
  'approvers (a list of users and groups) and count (a number)',
);

/** Only what is there, so that a problem names no field that nobody wrote. */
function timingOf(window: WindowDefinition['timing']): typeof window {
  const { timezone, from, to, cron, duration, until } = window;
  const given = { from, to, cron, duration, until };
  const there = Object.entries(given).filter(
    ([, value]) => value !== undefined,
  );
  return { timezone, ...Object.fromEntries(there) };
}

function windowSchema(known: string[]) {
  return z
    .strictObject(
      {
        id: z.string(ID).regex(/^[a-z0-9][a-z0-9-]{0,49}$/, ID),
        title: textSchema.optional(),
        kind: choiceOf(WINDOW_KINDS),
        environments: namesAmong(known).default([]),
        flows: textsSchema.optional(),
        riskAtLeast: choiceOf(RISKS).optional(),
        ...timing,
        running: choiceOf(['finish', 'hold']).default('finish'),
        starts: choiceOf(['hold', 'refuse']).default('hold'),
        override: overrideSchema.optional(),
      },
      'a window',
    )
    .superRefine((window, context) => {
      const read = readPeriods(timingOf(window));
      if (!('problems' in read)) return;
      for (const { path, expected } of read.problems) {
        const at = path === '' ? [] : path.split('.');
        context.addIssue({ code: 'custom', path: at, message: expected });
      }
    })
    .transform((window): WindowDefinition => {
      const { id, title = id, kind, environments, flows, riskAtLeast } = window;
      const { running, starts, override } = window;
      return {
        id,
        title,
        kind,
        environments,
        flows,
        riskAtLeast,
        running,
        starts,
        override,
        source: 'configuration',
        timing: timingOf(window),
      };
    });
}

/**
 * Reads when which changes may happen.
 *
 * @throws InputError telling every problem of the block
 */
export function readWindowsConfig(
  config: Config | undefined,
  environments: string[],
): WindowDefinition[] {
  const schema = z
    .array(windowSchema(environments), 'a list of windows')
    .max(MOST_WINDOWS, `at most ${MOST_WINDOWS} windows`)
    .superRefine((windows, context) => {
      const ids = windows.map(({ id }) => id);
      ids.forEach((id, index) => {
        if (ids.indexOf(id) === index) return;
        const message = 'an id that no other window has';
        context.addIssue({ code: 'custom', path: [index, 'id'], message });
      });
    })
    .default([]);
  const block = { key: 'windows', schema };
  return checkBlock(config?.getOptional(block.key), block);
}
