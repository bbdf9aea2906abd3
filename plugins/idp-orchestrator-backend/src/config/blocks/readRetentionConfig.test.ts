import { describeBlock } from '../__testUtils__/describeBlock';
import { readRetentionConfig } from './readRetentionConfig';

const DAY_MS = 86_400_000;

describe('The retention in configuration', () => {
  describeBlock(readRetentionConfig, {
    absent: {
      ageMs: 90 * DAY_MS,
      runs: 100_000,
      typedSecretsMs: 604_800_000,
      compactAfter: DAY_MS / 24,
    },
    good: [
      [
        'an age and a number',
        {
          retention: {
            age: { weeks: 2 },
            runs: 500,
            typedSecrets: '1d',
          },
        },
        { ageMs: 14 * DAY_MS, runs: 500, typedSecretsMs: DAY_MS },
      ],
      [
        'when runs are compacted',
        { retention: { compactAfter: '2d' } },
        { compactAfter: 2 * DAY_MS },
      ],
      [
        'that runs are never compacted',
        { retention: { compactAfter: 'never' } },
        { compactAfter: 'never' },
      ],
      ['days', { retention: { days: 0.5 } }, { ageMs: DAY_MS / 2 }],
    ],
    bad: [
      [
        'another word for when runs are compacted',
        { retention: { compactAfter: 'soon' } },
        [
          'idpOrchestrator.retention.compactAfter: expected `never`, or a time of 0 or more',
          'got "soon"',
        ],
      ],
      [
        'what would remove everything',
        {
          retention: {
            age: '0d',
            days: 0,
            runs: 0,
            typedSecretsMs: 604_800_000,
          },
        },
        [
          'idpOrchestrator.retention.age: expected a time above 0',
          'idpOrchestrator.retention.days: expected a number of days above 0, got 0',
          'idpOrchestrator.retention.runs: expected a whole number of at least 1, got 0',
        ],
      ],
    ],
  });
});
