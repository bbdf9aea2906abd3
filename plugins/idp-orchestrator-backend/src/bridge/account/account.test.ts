import { execFile } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import type { ScriptAttempt } from '../../ports';
import {
  createAttempt,
  createTestBridge,
  FIXTURE_SCRIPTS,
  TestFollower,
  until,
  type TestBridge,
} from '../__testUtils__/createTestBridge';
import { startOwner } from '../__testUtils__/startOwner';
import { createScriptBridge } from '../createScriptBridge';
import { hostScans } from '../supervisor/ProcessScans';
import { prepareAccount } from './prepareAccount';
import type { RunAs } from './ScriptAccount';

jest.setTimeout(60_000);

const isRoot = process.platform === 'linux' && process.geteuid?.() === 0;
const describeAsRoot = isRoot ? describe : describe.skip;
const NOBODY = 65_534;
const execute = promisify(execFile);

interface Games {
  uid: number;
  gid: number;
}

describe('Scripts under the account of the backend', () => {
  it('can read its environment, which is what another account is for', async () => {
    if (process.platform !== 'linux') return;
    const test = await createTestBridge();
    const backend = await startBackend();
    const follower = new TestFollower();
    await test.bridge.run(
      createAttempt({
        script: 'account',
        action: 'pry',
        args: { pid: backend.pid },
      }),
      follower,
      new AbortController().signal,
    );
    expect(follower.lines('stdout')).toEqual(['SECRET_OF_BACKEND=hush']);
    backend.end();
    await test.remove();
  });
});

describeAsRoot('Scripts under another account (skipped: needs root)', () => {
  let test: TestBridge;
  const logger = mockServices.logger.mock();

  /** Prepares `nobody`, in a folder that others may pass through. */
  const prepare = (
    runAs: RunAs = { user: 'nobody' },
    path = process.env.PATH,
  ) =>
    prepareAccount(runAs, {
      spoolDirectory: test.spoolDirectory,
      scriptsDirectories: [FIXTURE_SCRIPTS, '/nowhere'],
      path,
      logger,
    });

  beforeEach(async () => {
    test = await createTestBridge();
    const folder = join(test.spoolDirectory, '..');
    await chmod(folder, 0o711);
    for (const file of [test.effectFile, test.argumentsFile]) {
      await writeFile(file, '');
      await chmod(file, 0o666);
    }
    test.options.account = await prepare();
    test = { ...test, bridge: createScriptBridge(test.options) };
  });
  afterEach(() => test.remove());

  const run = async (changes: Partial<ScriptAttempt>) => {
    const attempt = createAttempt(changes);
    const follower = new TestFollower();
    const { signal } = new AbortController();
    const ending = await test.bridge.run(attempt, follower, signal);
    return { attempt, follower, ending };
  };
  const folderOf = ({ runId }: ScriptAttempt) =>
    join(test.spoolDirectory, runId, 'step', '1');

  it('are of its user and group alone, without a way to more rights, and say what they did', async () => {
    const { follower, ending } = await run({ script: 'account' });
    const none = '0000000000000000';
    expect(follower.lines('stdout')).toEqual([
      `user ${NOBODY} groups ${NOBODY} home /nonexistent nobody nobody`,
      ...['CapInh', 'CapPrm', 'CapEff'].map(name => `${name}:\t${none}`),
      `CapAmb:\t${none}`,
      'NoNewPrivs:\t1',
    ]);
    expect(follower.lines('stderr')).toEqual(['by name']);
    expect(ending).toMatchObject({
      outcome: 'succeeded',
      output: { told: 'yes' },
      summary: '# Told\n',
    });
  });

  it('read what they are given by standard input and by files, and cannot change it', async () => {
    const { follower, ending } = await run({
      script: 'account-given',
      args: { body: 'by stdin', config: 'by a file' },
    });
    expect(ending).toMatchObject({ outcome: 'succeeded' });
    expect(follower.lines('stdout')).toEqual([
      'by stdin',
      'by a file',
      'not written',
    ]);
  });

  it('cannot read the environment of the backend', async () => {
    const backend = await startBackend();
    const { follower, ending } = await run({
      script: 'account',
      action: 'pry',
      args: { pid: backend.pid },
    });
    expect(follower.lines('stdout')).toEqual([]);
    expect(follower.lines('stderr').join()).toContain('Permission denied');
    expect(ending.outcome).toBe('failed');
    backend.end();
  });

  it('cannot lie about their end: notes, folder and supervisor are out of their reach', async () => {
    const { attempt, follower, ending } = await run({
      script: 'account',
      action: 'tamper',
    });
    expect(follower.lines('stdout')).toEqual(['tried']);
    expect(ending).toMatchObject({ error: { exitCode: 4 } });
    const modes = async (...names: string[]) =>
      Promise.all(
        names.map(async name => {
          const { mode, uid, gid } = await stat(join(folderOf(attempt), name));
          return [(mode & 0o777).toString(8), uid, gid];
        }),
      );
    expect(await modes('exit', 'launch.json', 'identity.1')).toEqual(
      Array(3).fill(['600', 0, 0]),
    );
    expect(await modes('output', 'summary', 'stdout', 'stderr')).toEqual(
      Array(4).fill(['660', 0, NOBODY]),
    );
    expect(await modes('', '..', '../..', '../../..')).toEqual(
      Array(4).fill(['710', 0, NOBODY]),
    );
  });

  it('have no program of theirs run by the supervisor', async () => {
    const planted = join(test.spoolDirectory, '../planted');
    await mkdir(planted);
    await chmod(planted, 0o777);
    const { variables } = test.options.environments.development;
    variables.PATH = `${planted}:${process.env.PATH}`;
    variables.PLANTED = planted;
    await run({ script: 'account', action: 'plant' });
    expect(await readFile(join(planted, 'mkfifo'), 'utf8')).toContain('id -u');
    expect(await test.readEffects()).toEqual([]);
  });

  it('are told as not started when they cannot be', async () => {
    const { ending } = await run({ script: 'bad-interpreter' });
    expect(ending).toMatchObject({
      outcome: 'failed',
      error: { message: expect.stringContaining('failed to execute') },
    });
  });

  it.each([
    ['a stubborn one', 'stubborn'],
    ['what left its group and its session', 'escape'],
  ])('are ended when they are cancelled, also %s', async (_, action) => {
    const attempt = createAttempt({ script: 'living', action });
    const follower = new TestFollower();
    const abort = new AbortController();
    const ending = test.bridge.run(attempt, follower, abort.signal);
    await until(() => follower.lines('stdout').includes('ready'));
    const cookie = `${attempt.runId}/step/1`;
    expect((await hostScans.find({ cookie })).length).toBeGreaterThan(1);
    abort.abort('cancel');
    expect(await ending).toMatchObject({ outcome: 'cancelled' });
    expect(await hostScans.find({ cookie })).toEqual([]);
  });

  it('are ended when their time is over', async () => {
    const { ending } = await run({ script: 'living', action: 'short' });
    expect(ending).toMatchObject({ outcome: 'timed-out' });
  });

  it('go on when the backend is killed, and are followed by the next one', async () => {
    const attempt = createAttempt({ script: 'living', args: { seconds: 3 } });
    const first = startOwner(test, attempt);
    await until(() => first.lines('stdout').length > 10);
    await first.kill();
    const second = startOwner(test, attempt);
    await second.finished();
    expect(second.lines('stdout')).toEqual(
      Array.from({ length: 60 }, (_, index) => `line ${index + 1}`),
    );
    expect(second.entries().at(-1)).toMatchObject({
      ending: { outcome: 'failed', error: { exitCode: 3 } },
    });
    expect(await test.readEffects()).toHaveLength(1);
  });

  it('are ended by their supervisor when no backend comes', async () => {
    test.options.adoptionWindowMs = 1_000;
    const attempt = createAttempt({ script: 'living', action: 'escape' });
    const owner = startOwner(test, attempt);
    await until(() => owner.lines('stdout').includes('ready'));
    await owner.kill();
    const exit = () =>
      readFile(join(folderOf(attempt), 'exit'), 'utf8').catch(() => '');
    await until(async () => (await exit()).endsWith('\nend\n'));
    expect(await exit()).toContain('orphaned yes');
    const cookie = `${attempt.runId}/step/1`;
    expect(await hostScans.find({ cookie })).toEqual([]);
  });

  it.each<[string, RunAs, RegExp]>([
    [
      'a user that there is not',
      { user: 'no-such' },
      /runAs\.user: this host has no user no-such/,
    ],
    [
      'a group that there is not',
      { user: 'nobody', group: 'no-such' },
      /runAs\.group: this host has no group no-such/,
    ],
    ['root', { user: 'root' }, /root may do everything/],
    ['root by number', { user: '0' }, /root may do everything/],
  ])('are refused at the start for %s', async (_, runAs, message) => {
    await expect(prepare(runAs)).rejects.toThrow(message);
  });

  it('are refused where the account does not reach its files or the scripts', async () => {
    await chmod(join(test.spoolDirectory, '..'), 0o700);
    await expect(prepare()).rejects.toThrow(
      /nobody cannot reach its files in .*spool/,
    );
    const closed = join(test.spoolDirectory, '../closed');
    await mkdir(closed, { mode: 0o700 });
    const prepared = prepareAccount(
      { user: 'nobody' },
      {
        spoolDirectory: test.spoolDirectory,
        scriptsDirectories: [closed],
        path: process.env.PATH,
        logger,
      },
    );
    await expect(prepared).rejects.toThrow(
      /nobody cannot read the scripts in .*closed/,
    );
  });

  it('leave nothing behind when they are tried out, and warn of nothing', async () => {
    expect(logger.warn.mock.calls).toEqual([]);
    expect(await readdir(test.spoolDirectory)).toEqual([]);
  });

  it.each<[string, (games: Games) => string[], RegExp]>([
    [
      'that is not root',
      () => [`--reuid=${NOBODY}`, '--clear-groups'],
      /cannot be given to the group of games .*Run the backend as root/,
    ],
    [
      'that is in the group, and may not change the account',
      ({ gid }) => [`--reuid=${NOBODY}`, `--groups=${gid}`],
      /cannot run scripts as games \(setpriv: .*CAP_SETUID, CAP_SETGID and CAP_KILL/,
    ],
    [
      'of that account',
      ({ uid }) => [`--reuid=${uid}`, '--clear-groups'],
      /games is the account of this backend/,
    ],
    [
      'that may change the account, and not end what runs under it',
      ({ gid }) => [...asNobody(gid), ...withRights('+setuid,+setgid')],
      /cannot end what runs as games; give it CAP_KILL/,
    ],
  ])('are refused by a backend %s', async (_, rightsOf, message) => {
    expect(await prepareAs(rightsOf)).toMatch(message);
  });

  it('are run by a backend that is not root and has the rights for it', async () => {
    const rights = '+setuid,+setgid,+kill';
    expect(
      await prepareAs(({ gid }) => [...asNobody(gid), ...withRights(rights)]),
    ).toMatch(
      /^This backend cannot see the environment .*CAP_SYS_PTRACE.*prepared/s,
    );
    const all = `${rights},+sys_ptrace,+dac_read_search`;
    expect(
      await prepareAs(({ gid }) => [...asNobody(gid), ...withRights(all)]),
    ).toMatch(/^prepared/);
  });

  const asNobody = (group: number) => [
    `--reuid=${NOBODY}`,
    `--groups=${group}`,
  ];
  const withRights = (capabilities: string) => [
    `--inh-caps=-all,${capabilities}`,
    `--ambient-caps=${capabilities}`,
  ];

  /** Prepares the account `games` in a backend with other rights, and gives what it printed. */
  async function prepareAs(
    rightsOf: (games: Games) => string[],
  ): Promise<string> {
    const { stdout: entry } = await execute('getent', ['passwd', 'games']);
    const [, , uid, gid] = entry.split(':').map(Number);
    const spoolDirectory = await mkdtemp(
      join(test.spoolDirectory, '../other-'),
    );
    await chown(spoolDirectory, NOBODY, NOBODY);
    const { stdout, stderr } = await execute('setpriv', [
      `--regid=${NOBODY}`,
      ...rightsOf({ uid, gid }),
      process.execPath,
      '--require',
      require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      join(__dirname, '../__testUtils__/prepareAsked.ts'),
      JSON.stringify({ user: 'games', spoolDirectory }),
    ]);
    return `${stderr}${stdout}`;
  }
});

/** A process with a secret in its environment, as a backend has. */
async function startBackend() {
  const child = execFile(
    process.execPath,
    ['-e', 'setInterval(() => {}, 1e6)'],
    {
      env: { SECRET_OF_BACKEND: 'hush' },
    },
  );
  const { pid } = child;
  await until(async () =>
    (await readFile(`/proc/${pid}/environ`, 'utf8')).includes('hush'),
  );
  return { pid, end: () => child.kill('SIGKILL') };
}
