import { describeBridge } from './__testUtils__/bridgeContract';
import { createTestBridge } from './__testUtils__/createTestBridge';
import { startOwner } from './__testUtils__/startOwner';
import { hostScans } from './supervisor/ProcessScans';

jest.setTimeout(60_000);

describeBridge(
  'The bridge to scripts on this host',
  async () => {
    const test = await createTestBridge();
    return {
      bridge: test.bridge,
      startOwner: attempt => startOwner(test, attempt),
      readEffects: test.readEffects,
      async listLeft({ runId, stepId, attempt }) {
        const cookie = `${runId}/${stepId}/${attempt}`;
        return (await hostScans.find({ cookie })).map(String);
      },
      remove: test.remove,
    };
  },
  { isPod: false },
);
