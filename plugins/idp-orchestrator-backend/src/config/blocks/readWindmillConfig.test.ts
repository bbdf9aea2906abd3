import { describeBlock } from '../__testUtils__/describeBlock';
import { readWindmillConfig } from './readWindmillConfig';

describe('The door for clients of Windmill in configuration', () => {
  describeBlock(readWindmillConfig, {
    absent: {
      enabled: true,
      workspace: 'idp',
      mountAtRoot: false,
      waitLimitMs: 600_000,
      linkLifetimeMs: 604_800_000,
    },
    good: [
      [
        'everything',
        {
          windmill: {
            enabled: 'no',
            workspace: 'my-idp',
            mountAtRoot: 'true',
            waitLimit: '90s',
            linkLifetime: { days: 2 },
          },
        },
        {
          enabled: false,
          workspace: 'my-idp',
          mountAtRoot: true,
          waitLimitMs: 90_000,
          linkLifetimeMs: 172_800_000,
        },
      ],
      [
        'seconds',
        { windmill: { waitLimitSeconds: 1 } },
        { waitLimitMs: 1_000 },
      ],
    ],
    bad: [
      [
        'everything that is wrong at once',
        {
          windmill: { enabled: 'perhaps', workspace: 'a b', waitLimit: '-1s' },
        },
        [
          'idpOrchestrator.windmill.enabled: expected true or false, got "perhaps"',
          'idpOrchestrator.windmill.workspace: expected letters, digits, - and _, at most 50, got "a b"',
          'idpOrchestrator.windmill.waitLimit: expected a time above 0',
        ],
      ],
    ],
  });
});
