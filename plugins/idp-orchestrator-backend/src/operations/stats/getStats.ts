import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { readRun } from '../../access/authorization/guards';
import { badInput } from '../../problems/badInput';
import { defineOperation } from '../defineOperation';

/**
 * The number of batches that are counted before an answer; the scheduler counts
 * the rest.
 */
const BATCHES_BEFORE_ANSWER = 12;

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Tells how flows went, those that have just ended included; in the last thirty
 * days when no time is given.
 */
export const getStats = defineOperation(CONTRACTS.getStats, {
  audit: {
    records: 'refusals',
    action: 'run.list',
    about: ({ input: { environment } }) => ({ environment }),
  },
  permit: ({ gate }, { caller }) => gate.conditionOf(caller, readRun),
  async run({ statistics, clock }, { input, permitted: within }) {
    const { since, until, ...filter } = input;
    for (let batch = 0; batch < BATCHES_BEFORE_ANSWER; batch++) {
      if ((await statistics.record()) === 0) break;
    }
    // A moment later than now, so that what has just ended is in it.
    const end = until ? Date.parse(until) : clock.now() + 1_000;
    // Whole days, which are added up.
    const monthAgo = Math.floor(end / DAY_MS - 30) * DAY_MS;
    const begin = since ? Date.parse(since) : monthAgo;
    if (begin >= end) {
      const expected = 'a time before until';
      throw badInput('The query', [
        { path: 'since', expected, got: new Date(begin).toISOString() },
      ]);
    }
    return statistics.read({
      ...filter,
      ...(within && { within }),
      since: new Date(begin).toISOString(),
      until: new Date(end).toISOString(),
    });
  },
});
