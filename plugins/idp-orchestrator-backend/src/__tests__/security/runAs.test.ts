import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestOrchestrator } from '../../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const isRoot = process.platform === 'linux' && process.geteuid?.() === 0;
const describeAsRoot = isRoot ? describe : describe.skip;

describe('A backend whose scripts have another account', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-run-as-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const start = (user: string) =>
    startTestOrchestrator({
      scripts: {},
      config: {
        scriptsDirectory: path.resolve(__dirname, '../../__fixtures__/scripts'),
        spoolDirectory: path.join(folder, 'spool'),
        engine: { runAs: { user } },
      },
    });

  describeAsRoot('that is root (skipped: needs root)', () => {
    it('runs them under it', async () => {
      await chmod(folder, 0o711);
      const idp = await start('nobody');
      const run = await idp.start('account');
      expect(run).toMatchObject({
        status: 'succeeded',
        steps: [{ output: { told: 'yes' } }],
      });
      const { items } = await idp.client.readLogs(run.id, {
        step: run.steps[0].id,
      });
      expect(items[0].text).toMatch(/^user 65534 groups 65534 /);
      await idp.stop();
    });
  });

  it('does not start when they cannot run under it', async () => {
    await expect(start('no-such-user')).rejects.toThrow(
      /idpOrchestrator\.engine\.runAs/,
    );
  });
});
