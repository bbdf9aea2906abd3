import { parseArgs } from 'node:util';
import { TRIALS, type CrashTime } from './harness';

export interface DrillOptions {
  flow: 'bootstrap-platform' | 'small';
  databases: DatabaseName[];
  times: CrashTime[];
  /** One commit only, from 1. */
  at?: number;
  /** What is done to a backend besides killing it; names of trials. */
  trials: string[];
  /** Trials with fewer runs and shorter times. */
  short: boolean;
  /** The platform is taken down before each run, and comes up from nothing. */
  fresh: boolean;
}

const DATABASES = ['sqlite', 'postgresql'] as const;
export type DatabaseName = (typeof DATABASES)[number];

const TIMES: readonly CrashTime[] = ['before', 'after', 'later'];

/** @throws Error saying what was expected */
export function readOptions(args: string[]): DrillOptions {
  const { values } = parseArgs({
    args,
    options: {
      short: { type: 'boolean', default: false },
      database: { type: 'string' },
      when: { type: 'string' },
      at: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      trial: { type: 'string' },
    },
  });
  const { database, when, at, short, fresh, trial } = values;
  const names = Object.keys(TRIALS);
  const isOneCrash = [database, when, at].some(value => value !== undefined);
  const listTrials = () => {
    if (trial) return [oneOf(names, trial)];
    return isOneCrash ? [] : names;
  };
  const databases = trial ? [] : [...DATABASES];
  return {
    flow: short ? 'small' : 'bootstrap-platform',
    databases: database ? [oneOf(DATABASES, database)] : databases,
    times: when ? [oneOf(TIMES, when)] : ['before', 'after'],
    ...(at !== undefined && { at: readNumber(at) }),
    fresh,
    short,
    trials: listTrials(),
  };
}

function oneOf<T extends string>(known: readonly T[], text: string): T {
  const found = known.find(one => one === text);
  if (found) return found;
  throw new Error(`${text} is not known; there are ${known.join(', ')}`);
}

function readNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--at is ${text}; expected the number of a commit, from 1`);
}
