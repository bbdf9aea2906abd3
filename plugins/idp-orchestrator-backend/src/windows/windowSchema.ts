import {
  RISKS,
  WINDOW_KINDS,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import { readPeriods } from '../calendar';
import {
  choiceOf,
  namesAmong,
  textSchema,
  textsSchema,
  wholeNumber,
} from '../config/values';
import type { WindowDefinition } from '../ports';

const ID = 'lower-case letters, digits and hyphens, at most 50';
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

/** Where a window is written. */
export type WindowPlace = Pick<WindowDefinition, 'source' | 'file'>;

/**
 * Makes the schema of a window as somebody writes it, in the configuration or
 * in a file.
 *
 * @param known - the names of the environments
 */
export function windowSchema(known: readonly string[], place: WindowPlace) {
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
        ...place,
        timing: timingOf(window),
      };
    });
}
