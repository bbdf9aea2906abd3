import { mockServices } from '@backstage/backend-test-utils';
import { warnOfDeprecatedKeys } from './warnOfDeprecatedKeys';

const warningsOf = (idpOrchestrator: Record<string, never>) => {
  const logger = mockServices.logger.mock();
  const data = { idpOrchestrator };
  warnOfDeprecatedKeys(mockServices.rootConfig({ data }), logger);
  return logger.warn.mock.calls.map(([text]) => text);
};

describe('A deprecated key', () => {
  it('is told with the one that took its place, and no other is', () => {
    const engine = { graceSeconds: 1, adoptionWindow: '1m' };
    expect(warningsOf({ engine } as never)).toEqual([
      'idpOrchestrator.engine.graceSeconds is deprecated: use idpOrchestrator.engine.grace, which takes a time such as { minutes: 2 }, 2m or PT2M',
    ]);
    expect(warningsOf({})).toEqual([]);
  });
});
