import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/startBackend';
import { runCli } from '../__testUtils__/runCli';
import { Transcript } from '../__testUtils__/Transcript';
import { TO_DECIDE } from '../toDecide';

jest.setTimeout(300_000);

const EXAMPLE = path.resolve(__dirname, '../../../../examples/ten-scripts');
const DECIDED = path.join(EXAMPLE, 'scripts/catalog.yaml');

/** A first run of each script: its input, and a part of what it says. */
const FIRST_RUNS: Array<[script: string, fields: string[], said: string]> = [
  ['greet', ['name=Ada'], 'Hello, Ada'],
  [
    'backup',
    ['folder=.', 'name=scripts', 'verbose=true'],
    'packed . as scripts',
  ],
  [
    'deploy',
    ['service=shop', 'replicas=3', 'region=eu'],
    'deploy shop x3 to eu',
  ],
  ['dbctl', ['action=create', 'name=orders'], 'created orders'],
  ['rotate-key', ['key=mail'], 'the key mail is a new one'],
  ['report', ['folder=lib'], '{"files": 1, "folders": 1}'],
  [
    'sync-mirror',
    ['mirror_url=https://mirror.example'],
    '[team] mirror of https://mirror.example, depth 1',
  ],
  ['start-agent', ['seconds=1'], 'is there'],
  ['inventory', ['zone=north', 'kind=metal'], 'metal-north-0'],
  ['clean-up', ['folders=lib,.'], 'cleaned'],
];

describe('Ten scripts of different habits', () => {
  let folder: string;
  let idp: TestOrchestrator;
  const transcript = new Transcript();

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(tmpdir(), 'idp-ten-'));
    fs.cpSync(EXAMPLE, folder, { recursive: true });
    fs.rmSync(path.join(folder, 'scripts/catalog.yaml'));
    idp = await startTestOrchestrator({
      scripts: {},
      config: { scriptsDirectory: path.join(folder, 'scripts') },
    });
  });
  afterAll(async () => {
    transcript.write(path.join(EXAMPLE, 'transcript.md'));
    await idp.stop();
    fs.rmSync(folder, { recursive: true });
  });

  async function say(...args: string[]) {
    const ending = await runCli(args, {
      cwd: folder,
      environment: {
        IDP_ORCHESTRATOR_URL: idp.url.replace('/api/idp-orchestrator', ''),
        IDP_ORCHESTRATOR_TOKEN: idp.token,
      },
    });
    transcript.add(args, ending);
    return ending;
  }

  it('are drafted without a mistake, and what is to be decided is told by line', async () => {
    expect((await say('init', 'scripts')).code).toBe(0);
    const check = await say('check', '--scripts', 'scripts');
    expect(check.stdout).toContain('10 scripts, 0 flows');
    expect(check.stdout).toContain(': 0 mistakes, ');
    expect(check.code).toBe(0);
  });

  it('are edited only where that was marked', async () => {
    const drafted = readLines(path.join(folder, 'scripts/catalog.yaml'));
    const decided = readLines(DECIDED);
    const kept = drafted.filter(line => !line.includes(TO_DECIDE.slice(2)));
    expect(decided.filter(line => kept.includes(line))).toEqual(kept);
    const marked = drafted.length - kept.length;
    expect(decided.length - kept.length).toBeLessThanOrEqual(marked);
    expect(decided.join('\n')).not.toContain(TO_DECIDE);
    fs.copyFileSync(DECIDED, path.join(folder, 'scripts/catalog.yaml'));
    transcript.tell(
      'Everything that was marked is decided: see scripts/catalog.yaml.',
    );
    const check = await say('check', '--scripts', 'scripts', '--strict');
    expect(check.stdout).toContain('no mistakes');
    expect(check.code).toBe(0);
  });

  it.each(FIRST_RUNS)(
    '%s is green at its first run',
    async (script, fields, said) => {
      const { code, stdout } = await say('run', script, ...fields, '--logs');
      expect(stdout).toContain(said);
      expect(stdout).toContain('✔ succeeded');
      expect(code).toBe(0);
    },
  );
});

function readLines(file: string): string[] {
  return fs.readFileSync(file, 'utf8').split('\n');
}
