import { describeBlock } from '../__testUtils__/describeBlock';
import { readAuditConfig } from './readAuditConfig';

describe('The audit record in configuration', () => {
  describeBlock(readAuditConfig, {
    absent: { sealEvery: 100 },
    good: [
      ['a number of entries', { audit: { sealEvery: '5' } }, { sealEvery: 5 }],
    ],
    bad: [
      [
        'what would never or always be sealed',
        { audit: { sealEvery: 0, sealevery: 1 } },
        [
          'idpOrchestrator.audit.sealEvery: expected a whole number of at least 1, got 0',
          'idpOrchestrator.audit.sealevery: expected',
        ],
      ],
    ],
  });
});
