import { describeBlock } from '../__testUtils__/describeBlock';
import { readHealthConfig } from './readHealthConfig';

const DAY_MS = 86_400_000;

describe('The health watch in configuration', () => {
  describeBlock(readHealthConfig, {
    absent: { watchMs: 30_000, historyMs: 30 * DAY_MS },
    good: [
      [
        'durations',
        { health: { watchEvery: '1m', historyAge: { days: 7 } } },
        { watchMs: 60_000, historyMs: 7 * DAY_MS },
      ],
      [
        'seconds and days',
        { health: { watchSeconds: 5, historyDays: 1 } },
        { watchMs: 5_000, historyMs: DAY_MS },
      ],
    ],
    bad: [
      [
        'no time at all',
        { health: { watchEvery: { seconds: 0 }, historyDays: 0 } },
        [
          'idpOrchestrator.health.watchEvery: expected a time above 0',
          'got {"seconds":0}',
          'idpOrchestrator.health.historyDays: expected a number of days',
        ],
      ],
    ],
  });
});
