import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCli } from '../__testUtils__/runCli';
import { copyExample } from '../create/copyExample';
import { packExample } from '../create/packExample';

jest.setTimeout(120_000);

/** The rest of a configuration, as a Backstage has it. */
const OTHERS = 'app:\n  baseUrl: http://localhost:3000\n';

describe('create', () => {
  let root: string;
  const at = (name: string) => path.join(root, name);

  beforeEach(() => {
    root = fs.mkdtempSync(path.join(tmpdir(), 'idp-create-'));
  });
  afterEach(() => fs.rmSync(root, { recursive: true }));

  it.each([
    ['of a Backstage', 'packages/backend', 'platform'],
    ['of a deployment', 'config', 'a platform/of ours'],
  ])(
    'makes a platform in which check finds no mistake, in the folder %s',
    async (_, beside, folder) => {
      fs.mkdirSync(at(beside), { recursive: true });
      const made = await runCli(['create', folder, '--json'], { cwd: root });
      expect(made).toMatchObject({ code: 0, stderr: '' });
      const { config } = JSON.parse(made.stdout) as { config: string };
      fs.writeFileSync(at('app-config.yaml'), OTHERS + config);
      const checked = await runCli(['check', '--json'], { cwd: root });
      expect(JSON.parse(checked.stdout)).toMatchObject({
        findings: [],
        counts: { scripts: 8, flows: 2, services: 14, environments: 1 },
      });
      expect(checked.code).toBe(0);
      const alone = await runCli([
        'check',
        ...['--scripts', at(`${folder}/scripts`)],
        ...['--flows', at(`${folder}/flows`)],
      ]);
      expect(alone.stdout).toContain('no mistakes');
    },
  );

  it('says which lines to add, and what comes next', async () => {
    const { stdout } = await runCli(['create', 'mine'], { cwd: root });
    expect(stdout).toMatch(
      /mine: \d\d files of the example copied; they are yours now/,
    );
    expect(stdout).toContain('  flowsDirectory: ./mine/flows\n');
    expect(stdout).toContain('npm install --prefix mine');
    expect(stdout).toContain('idp-orchestrator run bootstrap-platform');
  });

  it('copies nothing that leads back to where it was copied from', async () => {
    const { stdout } = await runCli(['create', 'mine', '--json'], {
      cwd: root,
    });
    const { files } = JSON.parse(stdout) as { files: string[] };
    for (const file of files) {
      const text = fs.readFileSync(at(`mine/${file}`), 'utf8');
      expect({ file, text }).toEqual({
        file,
        text: expect.not.stringMatching(/\.\.\/plugins\//),
      });
    }
    const flow = fs.readFileSync(
      at('mine/flows/bootstrap-platform.yaml'),
      'utf8',
    );
    const [, schema] = /\$schema=(.*)/.exec(flow)!;
    expect(fs.existsSync(path.join(root, 'mine/flows', schema))).toBe(true);
  });

  it('works from the package, which keeps no right to execute', async () => {
    packExample(at('packed'));
    for (const file of fs.readdirSync(at('packed/scripts'))) {
      fs.chmodSync(at(`packed/scripts/${file}`), 0o644);
    }
    const files = await copyExample(at('packed'), at('mine'));
    expect(files).toContain('scripts/idp.sh');
    const said = execFileSync(
      at('mine/scripts/idp.sh'),
      ['setup', '--dry-run', '--json'],
      { encoding: 'utf8', env: { ...process.env, IDP_RUNTIME: 'sandbox' } },
    );
    expect(typeof JSON.parse(said)).toBe('object');
  });

  it.each([
    [
      'a folder that is not empty',
      'mine',
      'and mine holds .git and 1 more. Nothing was written',
    ],
    ['a file', 'file', 'and file is none'],
  ])('refuses %s, and writes nothing', async (_, name, told) => {
    fs.mkdirSync(at('mine/.git'), { recursive: true });
    fs.writeFileSync(at('mine/notes'), 'ours');
    fs.writeFileSync(at('file'), 'ours');
    const { code, stderr, stdout } = await runCli(['create', name], {
      cwd: root,
    });
    expect(stderr).toContain(told);
    expect(stdout).toBe('');
    expect(code).toBe(2);
    expect(fs.readdirSync(at('mine'))).toEqual(['.git', 'notes']);
  });
});
