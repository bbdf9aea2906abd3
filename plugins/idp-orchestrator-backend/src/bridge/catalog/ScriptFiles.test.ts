import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { FlowCatalog } from '../../flows';
import { until } from '../__testUtils__/createTestBridge';
import { FileScriptCatalog } from './FileScriptCatalog';

describe('A script that cannot be started', () => {
  let folder: string;
  let logged: string[];
  let flows: FlowCatalog;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'idp-files-'));
    const write = async (name: string, text: string, mode: number) => {
      await writeFile(join(folder, name), text);
      await chmod(join(folder, name), mode);
    };
    const text = '#!/usr/bin/env bash\n';
    await write('good.sh', text, 0o755);
    await write('plain.sh', text, 0o644);
    await write('windows.sh', '#!/usr/bin/env bash\r\necho\r\n', 0o755);
    await symlink('/bin/true', join(folder, 'outside.sh'));
    const names = ['good', 'plain', 'windows', 'outside', 'missing'];
    const entries = names.map(name => [
      name,
      { title: name, script: `${name}.sh`, risk: 'low' },
    ]);
    await writeFile(
      join(folder, 'catalog.yaml'),
      stringify({
        apiVersion: 'idp-orchestrator/v1',
        scripts: Object.fromEntries(entries),
      }),
    );
    logged = [];
    const environment = { scriptsDirectory: folder, variables: {} };
    const scripts = new FileScriptCatalog({
      environments: { development: environment, staging: environment },
      lookEveryMs: 0,
    });
    flows = new FlowCatalog(() => [], scripts, {
      logger: { warn: (line: string) => logged.push(line) },
    });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is told when the catalog is read, with its line and what to do', async () => {
    const { flows: listed, problems } = await flows.list();
    expect(listed.map(({ flow }) => flow.id)).toContain('missing');
    const source = join(folder, 'catalog.yaml');
    expect(problems).toEqual([
      {
        source,
        line: 9,
        flow: 'plain',
        message: expect.stringMatching(
          /^scripts.plain.script: cannot be started in development, staging: .*its mode is 0644.*chmod \+x/,
        ),
      },
      expect.objectContaining({
        line: 13,
        message: expect.stringContaining('the line ends of Windows'),
      }),
      expect.objectContaining({
        line: 17,
        message: expect.stringContaining('outside of its scripts directory'),
      }),
      expect.objectContaining({
        line: 21,
        message: expect.stringContaining('cannot be reached'),
      }),
    ]);
  });

  it('since it needs a secret that there is not is told by its name', async () => {
    const entry = { title: 'It', script: 'good.sh', risk: 'low' };
    const secrets = { API_TOKEN: 'api-tokn', OTHER: 'other' };
    await writeFile(
      join(folder, 'catalog.yaml'),
      stringify({
        apiVersion: 'idp-orchestrator/v1',
        scripts: { it: { ...entry, secrets } },
      }),
    );
    const { problems } = await new FileScriptCatalog({
      environments: {
        development: { scriptsDirectory: folder, variables: {} },
      },
      secrets: { 'api-token': 'hidden', other: 'hidden' },
    }).list();
    expect(problems).toEqual([
      {
        source: join(folder, 'catalog.yaml'),
        line: 5,
        flow: 'it',
        message:
          'scripts.it.secrets.API_TOKEN: expected a secret that the configuration has (idpOrchestrator.secrets), got api-tokn. Did you mean api-token? There are: api-token, other.',
      },
    ]);
  });

  it('is told in the log once, and again when it was mended and broke anew', async () => {
    await flows.list();
    await flows.list();
    expect(logged).toHaveLength(4);
    const plain = join(folder, 'plain.sh');
    const countsOf = async () => (await flows.list()).problems.length;
    await chmod(plain, 0o755);
    await until(async () => (await countsOf()) === 3);
    expect(logged).toHaveLength(4);
    await chmod(plain, 0o600);
    await until(async () => (await countsOf()) === 4);
    expect(logged).toHaveLength(5);
    expect(logged[4]).toContain('its mode is 0600');
  });
});
