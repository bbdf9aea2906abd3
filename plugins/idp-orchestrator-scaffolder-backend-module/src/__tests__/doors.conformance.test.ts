import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  actionsRegistryServiceFactory,
  actionsServiceFactory,
} from '@backstage/backend-defaults/alpha';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import {
  DOORS,
  isRunFinished,
  runCreatePermission,
  type AuditEntry,
  type Door,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { createScriptsFolder } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/scriptsFolder';
import { authFactory } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/authFactory';
import {
  connectAgent,
  type AgentClient,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/agents/__testUtils__/agentBackend';
import {
  createIdpStartConditionalDecision,
  idpStartConditions,
} from '@idp/backstage-plugin-idp-orchestrator-backend';
import { startScaffolder } from '../__testUtils__/startScaffolder';
import { template } from '../__testUtils__/template';
import { TemplateUser } from '../__testUtils__/TemplateUser';

jest.setTimeout(180_000);

/** Everybody may everything, except that nothing is started in staging. */
const permissions = mockServices.permissions.mock({
  authorize: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  authorizeConditional: async requests =>
    requests.map(({ permission }): PolicyDecision =>
      permission.name === runCreatePermission.name
        ? createIdpStartConditionalDecision(
            runCreatePermission,
            idpStartConditions.hasEnvironment({
              environments: ['development'],
            }),
          )
        : { result: AuthorizeResult.ALLOW },
    ),
});

const FLOW = 'bootstrap-platform';
const INPUT = { enable_auth: false, skip_backstage: true };
const REASON = 'Because it is time';
const parameters = Object.fromEntries(
  [
    'environment',
    'platform_name',
    'without_monitoring',
    'without_auth',
    'without_backstage',
  ].map(name => [
    name,
    { type: name.startsWith('without') ? 'boolean' : 'string' },
  ]),
);
const NAMES = [
  'check-prerequisites',
  'setup-infrastructure',
  'setup-authentication',
  'setup-platform-core',
  'setup-monitoring',
  'build-backstage',
  'health-check-platform',
];
const SCRIPTS = {
  ...Object.fromEntries(
    NAMES.map(name => [
      name,
      { bash: `echo "${name}"`, entry: { parameters } },
    ]),
  ),
  'setup-monitoring': {
    bash: 'while [ -e "$FOLDER/hold" ]; do sleep 0.1; done',
    entry: { parameters },
  },
};

/** One user, through one door; every way says the same. */
interface Way {
  start(environment: string, platform: string): Promise<string | undefined>;
  /** The message of its refusal. */
  refused(): Promise<string>;
  cancel(runId: string): Promise<void>;
}

describe('The same call through every door', () => {
  let folder: string;
  let scripts: Awaited<ReturnType<typeof createScriptsFolder>>;
  let backend: Awaited<ReturnType<typeof startScaffolder>>;
  let user: TemplateUser;
  let agent: AgentClient;
  let ways: Record<Door, Way>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-doors-'));
    scripts = await createScriptsFolder(SCRIPTS);
    backend = await startScaffolder(
      {
        folder,
        scriptsDirectory: scripts.directory,
        templates: [
          template('run', {
            action: 'idp:flow:run',
            input: {
              flow: FLOW,
              input: {
                ...INPUT,
                platform_name: '${{ parameters.platform }}',
              },
              environment: '${{ parameters.environment }}',
              reason: REASON,
            },
          }),
        ],
        config: {
          engine: { graceSeconds: 0.2 },
          environments: {
            development: { variables: { FOLDER: folder } },
            staging: {},
          },
          // That rule is what tells agents from others; here they do the same.
          agents: { dryRunFrom: 'never' },
        },
      },
      {
        features: [
          mcpPlugin,
          authFactory,
          httpAuthServiceFactory,
          actionsRegistryServiceFactory,
          actionsServiceFactory,
          permissions.factory,
        ],
        backendConfig: { actions: { pluginSources: ['idp-orchestrator'] } },
      },
    );
    const root = `http://localhost:${backend.server.port()}`;
    user = new TemplateUser(() => backend.server.port());
    agent = await connectAgent(
      `${root}/api/mcp-actions/v1`,
      mockCredentials.user.token(),
    );
    ways = createWays(root, { user, agent });
  });
  afterAll(async () => {
    await agent?.close();
    await backend?.stop();
    await scripts.remove();
    await rm(folder, { recursive: true, force: true });
  });

  const until = async (id: string, isSo: (run: Run) => boolean) => {
    const limit = Date.now() + 60_000;
    for (;;) {
      const run = await user.orchestrator.getRun(id);
      if (isSo(run)) return run;
      if (Date.now() > limit) throw new Error(JSON.stringify(run));
      await sleep(50);
    }
  };
  const newestEntry = async (act: string) => {
    const { items } = await user.orchestrator.listAudit({ act });
    return items[0];
  };

  it('makes equal runs, and equal entries in the record', async () => {
    const made: Array<{ run: unknown; entry: unknown }> = [];
    for (const door of DOORS) {
      const id = await ways[door].start('development', 'Equal');
      const run = await until(String(id), isRunFinished);
      const entry = await newestEntry('run.start');
      expect(entry.origin.door).toBe(door);
      made.push({ run: withoutDoor(run), entry: entryWithoutDoor(entry) });
    }
    expect(made).toHaveLength(4);
    expect(made[0].run).toMatchObject({ status: 'succeeded', reason: REASON });
    for (const one of made) expect(one).toEqual(made[0]);
  });

  it('is refused in equal words, and on record as refused', async () => {
    const refusals: Array<{ message: string; entry: unknown }> = [];
    const { items: before } = await user.orchestrator.listRuns();
    for (const door of DOORS) {
      const message = await ways[door].refused();
      const entry = await newestEntry('run.start');
      expect(entry.origin.door).toBe(door);
      refusals.push({ message, entry: entryWithoutDoor(entry) });
    }
    expect(refusals[0]).toMatchObject({
      message: expect.stringContaining('idpOrchestrator.run.create'),
      entry: { outcome: 'refused', environment: 'staging' },
    });
    for (const one of refusals) expect(one).toEqual(refusals[0]);
    const { items: after } = await user.orchestrator.listRuns();
    expect(after.length).toBe(before.length);
  });

  it('cancels equally', async () => {
    await writeFile(path.join(folder, 'hold'), '');
    const cancelled: Array<{ run: unknown; entry: unknown }> = [];
    for (const door of DOORS) {
      const id = String(await ways[door].start('development', 'Equal'));
      await until(id, ({ steps }) =>
        steps.some(
          step => step.id === 'monitoring' && step.status === 'running',
        ),
      );
      await ways[door].cancel(id);
      const run = await until(id, isRunFinished);
      const entry = await newestEntry('run.cancel');
      expect(entry.origin.door).toBe(door);
      const { reason: _, ...told } = entryWithoutDoor(entry);
      cancelled.push({ run: withoutDoor(run), entry: told });
    }
    expect(cancelled[0].run).toMatchObject({ status: 'cancelled' });
    for (const one of cancelled) expect(one).toEqual(cancelled[0]);
  });
});

function createWays(
  root: string,
  { user, agent }: { user: TemplateUser; agent: AgentClient },
): Record<Door, Way> {
  const send = async (at: string, body: object) => {
    const response = await fetch(`${root}/api/idp-orchestrator${at}`, {
      method: 'POST',
      headers: {
        authorization: mockCredentials.user.header(),
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };
  const start = (environment: string, platform: string) => ({
    input: { ...INPUT, platform_name: platform },
    environment,
    reason: REASON,
  });
  const windmill = (environment: string, platform: string) =>
    send(
      `/windmill/api/w/idp/jobs/run/f/f/idp/${FLOW}?environment=${environment}&reason=${encodeURIComponent(REASON)}`,
      start(environment, platform).input,
    );
  const tasks = new Map<string, string>();
  return {
    rest: {
      async start(environment, platform) {
        const asked = start(environment, platform);
        const { text } = await send(`/v1/flows/${FLOW}/runs`, asked);
        return JSON.parse(text).id;
      },
      async refused() {
        const asked = start('staging', 'Equal');
        const { text } = await send(`/v1/flows/${FLOW}/runs`, asked);
        return JSON.parse(text).error.message;
      },
      async cancel(runId) {
        await send(`/v1/runs/${runId}/cancel`, { reason: REASON });
      },
    },
    windmill: {
      start: async (...given) => (await windmill(...given)).text,
      refused: async () => (await windmill('staging', 'Equal')).text,
      async cancel(runId) {
        await send(`/windmill/api/w/idp/jobs_u/queue/cancel/${runId}`, {
          reason: REASON,
        });
      },
    },
    agent: {
      async start(environment, platform) {
        const { input, ...rest } = start(environment, platform);
        const { id } = await agent.call(`run-${FLOW}`, { ...input, ...rest });
        return String(id);
      },
      async refused() {
        const { input, ...rest } = start('staging', 'Equal');
        return agent.call(`run-${FLOW}`, { ...input, ...rest }).then(
          () => 'not refused',
          (error: Error) => error.message.replace(/^NotAllowedError: /, ''),
        );
      },
      async cancel(runId) {
        await agent.call('cancel-run', { runId, reason: REASON });
      },
    },
    scaffolder: {
      async start(environment, platform) {
        const taskId = await user.start('run', { environment, platform });
        const log = await user.logWith(taskId, '/runs/');
        const [, id] = /\/runs\/([0-9a-f-]{36})/.exec(log) ?? [];
        tasks.set(id, taskId);
        return id;
      },
      async refused() {
        const values = { environment: 'staging', platform: 'Equal' };
        const { error } = await user.ended(await user.start('run', values));
        const message = error?.message ?? 'not refused';
        return message.slice(message.indexOf('This needs'));
      },
      async cancel(runId) {
        await user.cancel(String(tasks.get(runId)));
      },
    },
  };
}

/** What a run is apart from who started it, when, and as which. */
function withoutDoor(run: Run) {
  const { flowId, flowDigest, environment, input, dryRun, reason } = run;
  const { status, steps } = run;
  return {
    flowId,
    flowDigest,
    environment,
    input,
    dryRun,
    reason,
    status,
    success: run.output?.success,
    steps: steps.map(step => ({
      id: step.id,
      status: step.status,
      attempts: step.attempts,
      skippedBecause: step.skippedBecause,
      output: step.output,
    })),
  };
}

function entryWithoutDoor(entry: AuditEntry) {
  const { act, outcome, subject, environment, inputDigest, reason } = entry;
  return {
    act,
    outcome,
    subject: subject?.kind === 'run' ? 'the run' : subject,
    environment,
    inputDigest,
    reason,
    result: entry.result?.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'ID'),
  };
}
