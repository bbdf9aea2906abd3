import type { LiveLine } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const scripts = {
  download: {
    bash: `
echo '::add-mask::hush-hush'
for n in 1 2 3 4; do printf 'download %s of hush-hush\\r' "$n"; sleep 0.4; done
echo 'download complete'`,
    entry: {},
  },
};

describe('A line that is printed over', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({ scripts, flows: [] });
  });
  afterAll(() => idp.stop());

  const watch = async (include: 'events,logs' | 'events,logs,lines') => {
    const { id } = await idp.client.startRun('download', {});
    const shown: LiveLine[] = [];
    const stored: string[] = [];
    const onLine = (line: LiveLine) => {
      // What is stored comes after it.
      expect(stored).toEqual([]);
      shown.push(line);
    };
    for await (const entry of idp.client.watchRun(id, { include, onLine })) {
      if (entry.kind === 'log') stored.push(...entry.chunk.lines);
    }
    return { shown, stored };
  };

  it('is shown to who asks for it, masked, and stored once', async () => {
    const { shown, stored } = await watch('events,logs,lines');
    expect(shown.length).toBeGreaterThan(0);
    for (const { text, ...of } of shown) {
      expect(text).toMatch(/^download \d of \*\*\*$/);
      expect(of).toMatchObject({ attempt: 1, stream: 'stdout' });
    }
    const texts = shown.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(stored).toEqual(['download complete']);
  });

  it('is not sent to others', async () => {
    const { shown, stored } = await watch('events,logs');
    expect(shown).toEqual([]);
    expect(stored).toEqual(['download complete']);
  });
});
