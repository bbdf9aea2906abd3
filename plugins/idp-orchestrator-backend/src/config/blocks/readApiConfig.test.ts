import { describeBlock } from '../__testUtils__/describeBlock';
import { readApiConfig } from './readApiConfig';

describe('The API in configuration', () => {
  describeBlock(readApiConfig, {
    absent: { requestsPerMinute: 3_000 },
    good: [
      [
        'a number from an environment variable',
        { api: { requestsPerMinute: '60' } },
        { requestsPerMinute: 60 },
      ],
    ],
    bad: [
      [
        'a number that nobody could live with',
        { api: { requestsPerMinute: 0 } },
        [
          'idpOrchestrator.api.requestsPerMinute: expected a whole number of at least 1, got 0',
        ],
      ],
    ],
  });
});
