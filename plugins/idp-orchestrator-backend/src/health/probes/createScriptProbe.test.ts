import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createScriptBridge } from '../../bridge';
import { until } from '../../bridge/__testUtils__/createTestBridge';
import { systemClock } from '../../waiting/systemClock';
import type { ServiceDefinition } from '../../platform';
import { createScriptsFolder } from '../../__testUtils__/scriptsFolder';
import { createTestService } from '../__testUtils__/services';
import { createScriptProbe } from './createScriptProbe';

jest.setTimeout(60_000);

const check = (bash: string, json = false) => ({
  bash,
  entry: {
    json,
    exitCodes: { 2: { outcome: 'warning', meaning: 'with warnings' } },
    parameters: {
      service: { type: 'string' },
      environment: { type: 'string' },
    },
    actions: {
      go: { title: 'Go' },
      check: { title: 'Check', readOnly: true },
    },
  },
});

const scripts = {
  well: check('exit 0'),
  warning: check('exit 2'),
  broken: check('echo "no database" >&2; exit 1'),
  telling: check(
    'echo \'{"status": "degraded", "score": 60, "reason": "two of three leaders"}\'',
    true,
  ),
  arguments: check('echo "$*" > "$FOLDER/arguments"'),
  hanging: check(
    'trap "" TERM; echo $$ >> "$FOLDER/started"; while :; do sleep 0.1; done',
  ),
};

describe('A script probe', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let probe: ReturnType<typeof createScriptProbe>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-probe-'));
    const made = await createScriptsFolder(scripts);
    remove = made.remove;
    const bridge = createScriptBridge({
      environments: {
        development: {
          scriptsDirectory: made.directory,
          variables: { FOLDER: folder },
        },
      },
      spoolDirectory: path.join(folder, 'spool'),
      secrets: {},
      processEnvironment: process.env,
      graceMs: 200,
    });
    const { catalog } = bridge;
    probe = createScriptProbe({ bridge, catalog, clock: systemClock });
  });
  afterAll(async () => {
    await remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const ask = (
    script: string,
    more: { action?: string; timeoutMs?: number; service?: object } = {},
  ) =>
    probe(createTestService({ name: 'grafana', ...more.service }), {
      kind: 'script',
      script,
      action: more.action ?? 'check',
      timeoutMs: more.timeoutMs ?? 30_000,
    });

  it('goes by how the script ends, and tells what it said', async () => {
    expect(await ask('well')).toMatchObject({ status: 'healthy', score: 100 });
    expect(await ask('warning')).toMatchObject({ status: 'degraded' });
    expect(await ask('broken')).toMatchObject({
      status: 'down',
      score: 0,
      text: expect.stringContaining('no database'),
    });
  });

  it('takes what a script answers in JSON before how it ends', async () => {
    expect(await ask('telling')).toEqual({
      kind: 'script',
      status: 'degraded',
      score: 60,
      text: 'two of three leaders',
    });
  });

  it('runs no action that is not said to be read-only', async () => {
    expect(await ask('arguments', { action: 'go' })).toMatchObject({
      status: 'unknown',
      text: expect.stringContaining('not said to be readOnly'),
    });
    await expect(readFile(`${folder}/arguments`)).rejects.toThrow('ENOENT');
  });

  it('tells a script or an action that there is not', async () => {
    expect(await ask('none')).toMatchObject({
      status: 'unknown',
      text: 'the script catalog lists no script none',
    });
    expect(await ask('well', { action: 'stop' })).toMatchObject({
      status: 'unknown',
      text: 'script well has no action stop',
    });
  });

  it('names the service and the environment where the script takes them', async () => {
    const control: ServiceDefinition['control'] = {
      kind: 'script',
      script: 'arguments',
      actions: { start: 'go', stop: 'go' },
      serviceParameter: 'service',
    };
    await ask('arguments', { service: { control } });
    expect(await readFile(`${folder}/arguments`, 'utf8')).toMatch(
      /check .*--service grafana --environment development/,
    );
  });

  it('ends a script that is over its time, and starts it again only when nothing of it is left', async () => {
    const limit = { timeoutMs: 3_000 };
    const silent = {
      kind: 'script',
      status: 'down',
      score: 0,
      text: 'its script gives no answer within 3000 ms',
    };
    expect(await ask('hanging', limit)).toEqual(silent);
    expect(await ask('hanging', limit)).toEqual(silent);
    const started = await readFile(`${folder}/started`, 'utf8');
    expect(started).toMatch(/^\d+\n$/);
    await until(() => !isAlive(Number(started)));
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
