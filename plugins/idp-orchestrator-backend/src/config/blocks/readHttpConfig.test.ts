import { describeBlock } from '../__testUtils__/describeBlock';
import { readHttpConfig } from './readHttpConfig';

describe('Requests by HTTP in configuration', () => {
  describeBlock(readHttpConfig, {
    absent: { allowedHosts: [] },
    good: [
      [
        'hosts',
        { http: { allowedHosts: ['*.example.com'] } },
        { allowedHosts: ['*.example.com'] },
      ],
    ],
    bad: [
      [
        'hosts that are none',
        { http: { allowedHosts: ['', 7] } },
        [
          'idpOrchestrator.http.allowedHosts.0: expected a text that is not empty, got ""',
          'idpOrchestrator.http.allowedHosts.1: expected a text, got 7',
        ],
      ],
    ],
  });
});
