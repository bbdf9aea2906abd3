import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject } from '@backstage/types';
import { createScriptsFolder } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/scriptsFolder';
import { startScaffolder } from './__testUtils__/startScaffolder';
import { template } from './__testUtils__/template';
import { TemplateUser } from './__testUtils__/TemplateUser';
import { createRunFlowAction } from './actions';

jest.setTimeout(120_000);

const waitsFor = (file: string) =>
  `until [ -e "$FOLDER/${file}" ]; do sleep 0.1; done`;

const SCRIPTS = {
  moving: {
    bash: `echo "::progress::40::installing"; echo "first line"; ${waitsFor('go')}; echo "last line"`,
  },
  failing: { bash: 'echo "fine so far"; echo "disk is full" >&2; exit 3' },
  warning: {
    bash: 'echo "::warning::almost full"; exit 2',
    entry: { exitCodes: { '2': { outcome: 'warning', meaning: 'careful' } } },
  },
  held: { bash: `echo "hangs"; ${waitsFor('release')}` },
  hanging: { bash: 'echo "hangs"; sleep 600' },
  touching: { bash: 'touch "$FOLDER/touched"' },
  mended: { bash: 'echo "looks"; [ -e "$FOLDER/mended" ]' },
  noisy: { bash: 'seq 1 20000' },
  answering: {
    bash: 'echo "{\\"argument\\": \\"$3\\"}"',
    entry: { json: true, parameters: { word: { type: 'string' } } },
  },
};

const TEMPLATES = [
  template('flow', {
    action: 'idp:flow:run',
    input: {
      flow: '${{ parameters.flow }}',
      wait: '${{ parameters.wait }}',
      dryRun: '${{ parameters.dryRun }}',
    },
  }),
  template('script', {
    action: 'idp:script:run',
    input: {
      script: '${{ parameters.script }}',
      action: 'go',
      args: '${{ parameters.args }}',
      reason: 'Because',
    },
  }),
  template('bootstrap', { action: 'idp:platform:bootstrap', input: {} }),
  template('health', {
    action: 'idp:platform:health',
    input: { atLeast: '${{ parameters.atLeast }}' },
  }),
];

describe('Templates that use the orchestrator', () => {
  let folder: string;
  let scripts: Awaited<ReturnType<typeof createScriptsFolder>>;
  let backend: Awaited<ReturnType<typeof startScaffolder>>;
  let user: TemplateUser;

  const exists = (file: string) =>
    access(path.join(folder, file)).then(
      () => true,
      () => false,
    );
  const make = (file: string) => writeFile(path.join(folder, file), '');
  const use = async (name: string, values: JsonObject) =>
    user.ended(await user.start(name, values));

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-templates-'));
    scripts = await createScriptsFolder(SCRIPTS);
    backend = await startScaffolder({
      folder,
      scriptsDirectory: scripts.directory,
      templates: TEMPLATES,
      config: {
        services: [{ name: 'gone', url: 'http://localhost:1', critical: true }],
      },
    });
    user = new TemplateUser(() => backend.server.port());
  });
  afterAll(async () => {
    await backend?.stop();
    await scripts.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('find each action described, with examples', async () => {
    const actions = await user.listActions();
    const ours = actions.filter(({ id }) => id.startsWith('idp:'));
    expect(ours.map(({ id }) => id).sort()).toEqual([
      'idp:flow:run',
      'idp:platform:bootstrap',
      'idp:platform:health',
      'idp:platform:operate',
      'idp:schedule:create',
      'idp:script:run',
    ]);
    expect(ours.filter(({ examples }) => !examples?.length)).toEqual([]);
  });

  it('see progress and lines in their log while the run moves', async () => {
    const taskId = await user.start('flow', { flow: 'moving' });
    await user.logWith(taskId, 'Script moving | first line');
    const log = await user.logWith(taskId, 'running (40 %, installing)');
    expect(log).not.toContain('last line');
    await make('go');
    const { status, output, log: whole } = await user.ended(taskId);
    expect(status).toBe('completed');
    expect(whole).toContain('Script moving | last line');
    expect(whole).toMatch(/Script moving: succeeded in \d/);
    const [run] = await user.listRuns();
    expect(output).toEqual({
      of: {
        runId: run.id,
        runUrl: `http://localhost:3000/idp-orchestrator/runs/${run.id}`,
        status: 'succeeded',
        output: run.output,
      },
    });
  });

  it('start runs as their user, and say why', async () => {
    await use('flow', { flow: 'touching' });
    await use('script', { script: 'touching' });
    const [task, flow] = await user.listRuns();
    expect([flow, task].map(({ initiator }) => initiator)).toEqual([
      { kind: 'user', ref: 'user:default/mock' },
      { kind: 'user', ref: 'user:default/mock' },
    ]);
    expect(flow.reason).toBe('Template template:default/flow, step Work');
    expect(task.reason).toBe('Because');
  });

  it('hand arguments to a script and get its output', async () => {
    const { output } = await use('script', {
      script: 'answering',
      args: { word: 'a b' },
    });
    expect(output).toMatchObject({
      of: { output: { output: { argument: 'a b' } } },
    });
  });

  it('fail with the exit code, the last words and the address of their run', async () => {
    const { status, error } = await use('flow', { flow: 'failing' });
    const [run] = await user.listRuns();
    expect(status).toBe('failed');
    expect(error?.message).toBe(
      [
        'Script failing failed.',
        'Script failing failed: exit code 3',
        'Its last lines on stderr:',
        '  disk is full',
        `See http://localhost:3000/idp-orchestrator/runs/${run.id}`,
      ].join('\n'),
    );
  });

  it('succeed with warnings, and tell them', async () => {
    const { status, output, log } = await use('flow', { flow: 'warning' });
    expect(status).toBe('completed');
    expect(output).toMatchObject({
      of: { status: 'succeeded-with-warnings' },
    });
    expect(log).toContain('warn');
    expect(log).toContain('Script warning: almost full');
    expect(log).toContain('ended with a warning: exit code 2: careful');
  });

  it('cancel their run when they are cancelled, and go on with it when they are retried', async () => {
    const taskId = await user.start('flow', { flow: 'held' });
    await user.logWith(taskId, 'Script held | hangs');
    await user.cancel(taskId);
    const log = await user.logWith(taskId, 'Script held was cancelled by');
    expect(log).toContain('Script held: cancelled');
    const [run] = await user.listRuns();
    expect(run).toMatchObject({
      status: 'cancelled',
      cancellation: {
        by: { kind: 'user', ref: 'user:default/mock' },
        reason: 'The template was cancelled',
      },
    });
    await make('release');
    await user.retry(taskId);
    await user.logWith(taskId, 'The template was retried');
    expect((await user.ended(taskId)).status).toBe('completed');
    expect((await user.listRuns())[0].id).toBe(run.id);
  });

  it('change nothing when they are run dry', async () => {
    await rm(path.join(folder, 'touched'), { force: true });
    const before = await user.listRuns();
    const { log, output } = await user.dryRun(TEMPLATES[0], {
      flow: 'touching',
    });
    expect(log.map(({ body }) => body.message).join('\n')).toMatch(
      /Script touching: .*touching\.sh/,
    );
    expect(output).toEqual({ of: { status: 'planned', output: {} } });
    expect(await user.listRuns()).toHaveLength(before.length);
    expect(await exists('touched')).toBe(false);
  });

  it('can ask for a dry run of the flow, which is a run of its own', async () => {
    const { status } = await use('flow', { flow: 'touching', dryRun: true });
    expect(status).toBe('completed');
    expect((await user.listRuns())[0].dryRun).toBe(true);
    expect(await exists('touched')).toBe(false);
  });

  it('need not wait', async () => {
    const { status, output } = await use('flow', {
      flow: 'hanging',
      wait: false,
    });
    expect(status).toBe('completed');
    const { runId } = (output as { of: { runId: string } }).of;
    const run = await user.orchestrator.cancelRun(runId, { reason: 'Over' });
    expect(['cancelling', 'cancelled']).toContain(run.status);
  });

  it('go on with the same run when they are retried after it failed', async () => {
    const before = await user.listRuns();
    const taskId = await user.start('flow', { flow: 'mended' });
    expect((await user.ended(taskId)).status).toBe('failed');
    await make('mended');
    await user.retry(taskId);
    await user.logWith(taskId, 'The template was retried');
    expect((await user.ended(taskId)).status).toBe('completed');
    const runs = await user.listRuns();
    expect(runs).toHaveLength(before.length + 1);
    expect(runs[0].retries).toHaveLength(1);
  });

  it('find their run also when the scaffolder lost its id', async () => {
    const { port } = backend.server;
    const getBaseUrl = async (id: string) =>
      `http://localhost:${port()}/api/${id}`;
    const action = createRunFlowAction({
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: { getBaseUrl, getExternalBaseUrl: getBaseUrl },
    });
    const before = await user.listRuns();
    const outputs: unknown[] = [];
    for (const stepId of ['a', 'a', 'b']) {
      await action.handler({
        ...createMockActionContext(),
        input: { flow: 'touching' },
        task: { id: 'lost' },
        step: { id: stepId, name: stepId },
        getInitiatorCredentials: async () => mockCredentials.user(),
        output(name, value) {
          if (name === 'runId') outputs.push(value);
        },
      });
    }
    expect(outputs[1]).toBe(outputs[0]);
    expect(outputs[2]).not.toBe(outputs[0]);
    expect(await user.listRuns()).toHaveLength(before.length + 2);
  });

  it('keep a noisy script from flooding their log', async () => {
    const { status, log } = await use('flow', { flow: 'noisy' });
    expect(status).toBe('completed');
    expect(log.match(/Script noisy \| \d+/g)).toHaveLength(5_000);
    expect(log.match(/more than 5000 lines; all of them are at/g)).toHaveLength(
      1,
    );
  });

  it('say what was wrong when nothing could be started', async () => {
    const unknown = await use('flow', { flow: 'touchng' });
    expect(unknown.error?.message).toContain(
      'Flow touchng was not started; caused by NotFoundError',
    );
    const before = await user.listRuns();
    const bad = await use('script', {
      script: 'answering',
      args: { wrd: 'a' },
    });
    expect(bad.error?.message).toContain('wrd');
    expect(await user.listRuns()).toHaveLength(before.length);
  });

  it('say what is missing and how to get it where no flow bootstraps a platform', async () => {
    const { status, error } = await use('bootstrap', {});
    expect(status).toBe('failed');
    expect(error?.message).toContain('There is no flow bootstrap-platform.');
    expect(error?.message).toContain('`idp-orchestrator create DIR`');
    const action = { action: 'idp:platform:bootstrap', input: {} };
    await expect(user.dryRun(template('dry', action), {})).rejects.toThrow(
      '`idp-orchestrator create DIR`',
    );
  });

  it('ask for the health of the platform, and may insist on it', async () => {
    const asked = await use('health', {});
    expect(asked).toMatchObject({
      status: 'completed',
      output: {
        of: {
          healthy: false,
          status: 'unhealthy',
          score: 0,
          services: { gone: { status: 'down' } },
        },
      },
    });
    const insisted = await use('health', { atLeast: 'degraded' });
    expect(insisted.status).toBe('failed');
    expect(insisted.error?.message).toContain(
      'The platform is unhealthy, which is less than degraded.\ngone: down',
    );
  });
});
