import { ConfigReader } from '@backstage/config';
import { describeBlock, readRefusal } from '../__testUtils__/describeBlock';
import { readSecretsConfig } from './readSecretsConfig';

describe('Secrets in configuration', () => {
  describeBlock(readSecretsConfig, {
    absent: {},
    good: [
      [
        'texts and numbers',
        { secrets: { password: 'p', PIN: 1234 } },
        { password: 'p', PIN: '1234' },
      ],
    ],
    bad: [
      [
        'what is no text',
        { secrets: { password: ['hunter2'] } },
        ['idpOrchestrator.secrets.password: expected a text'],
      ],
    ],
  });

  it.each([{ password: ['hunter2'] }, 'hunter2'])(
    'are not in what is told of a mistake (%j)',
    secrets => {
      const config = new ConfigReader({ secrets });
      const message = readRefusal(() => readSecretsConfig(config));
      expect(message).not.toContain('hunter2');
    },
  );
});
