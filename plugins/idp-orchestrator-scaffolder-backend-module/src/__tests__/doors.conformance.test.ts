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
  describeProblems,
  DOORS,
  flowReadPermission,
  isRunFinished,
  runCreatePermission,
  scriptRunPermission,
  type AuditEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { createScriptsFolder } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/scriptsFolder';
import { EXAMPLE_FLOWS } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/exampleFlows';
import { authFactory } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/authFactory';
import {
  connectAgent,
  type AgentClient,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/agents/__testUtils__/agentBackend';
import { createFlowsModule } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/testOrchestrator';
import {
  createIdpFlowConditionalDecision,
  createIdpStartConditionalDecision,
  idpFlowConditions,
  idpStartConditions,
} from '@idp/backstage-plugin-idp-orchestrator-backend';
import {
  createWays,
  REASON,
  wayTemplates,
  type Start,
  type Way,
  type WayName,
} from '../__testUtils__/doors/createWays';
import { refusedFlows, REFUSING } from '../__testUtils__/doors/flows';
import { REFUSALS, type Refusal } from '../__testUtils__/doors/refusals';
import { startScaffolder } from '../__testUtils__/startScaffolder';
import { TemplateUser } from '../__testUtils__/TemplateUser';

jest.setTimeout(180_000);

/** Everybody may everything but see what is hidden, and start what is critical or in staging. */
const permissions = mockServices.permissions.mock({
  authorize: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  authorizeConditional: async requests =>
    requests.map(({ permission: { name } }): PolicyDecision => {
      if (name === flowReadPermission.name) return SEEN;
      return STARTED[name] ?? { result: AuthorizeResult.ALLOW };
    }),
});

const SEEN = createIdpFlowConditionalDecision(flowReadPermission, {
  not: idpFlowConditions.isFlow({ flows: ['hidden'] }),
});

const STARTED: Record<string, PolicyDecision> = Object.fromEntries(
  [runCreatePermission, scriptRunPermission].map(permission => [
    permission.name,
    createIdpStartConditionalDecision(permission, {
      allOf: [
        idpStartConditions.hasEnvironment({ environments: ['development'] }),
        idpStartConditions.riskAtMost({ risk: 'high' }),
      ],
    }),
  ]),
);

/** What every door is asked for. */
const BOOTSTRAP: Start = {
  id: 'bootstrap-platform',
  input: { platform_name: 'Equal', enable_auth: false, skip_backstage: true },
};
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
  note: { bash: 'true' },
};

const WAYS: WayName[] = [...DOORS, 'tools'];

describe('The same call through every door', () => {
  let folder: string;
  let scripts: Awaited<ReturnType<typeof createScriptsFolder>>;
  let backend: Awaited<ReturnType<typeof startScaffolder>>;
  let user: TemplateUser;
  let agent: AgentClient;
  let ways: Record<WayName, Way>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-doors-'));
    scripts = await createScriptsFolder(SCRIPTS);
    backend = await startScaffolder(
      {
        folder,
        scriptsDirectory: scripts.directory,
        templates: wayTemplates,
        config: {
          engine: { graceSeconds: 0.2 },
          flowsDirectory: EXAMPLE_FLOWS,
          windows: [REFUSING],
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
          createFlowsModule(refusedFlows),
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
  const countRuns = async () =>
    (await user.orchestrator.listRuns({ limit: 200 })).items.length;
  const newestEntry = async (act: string) => {
    const { items } = await user.orchestrator.listAudit({ act });
    return items[0];
  };

  it('makes equal runs, and equal entries in the record', async () => {
    const made: Array<{ run: unknown; entry: unknown }> = [];
    const templates: unknown[] = [];
    for (const { door, start } of Object.values(ways)) {
      const run = await until(await start(BOOTSTRAP), isRunFinished);
      const entry = await newestEntry('run.start');
      expect(entry.origin.door).toBe(door);
      templates.push(run.template);
      made.push({ run: withoutDoor(run), entry: entryWithoutDoor(entry) });
    }
    expect(made).toHaveLength(DOORS.length + 1);
    expect(made[0].run).toMatchObject({ status: 'succeeded', reason: REASON });
    for (const one of made) expect(one).toEqual(made[0]);
    // Only the run of a template has one.
    expect(templates.filter(Boolean)).toEqual([
      {
        entityRef: 'template:default/flow',
        taskId: expect.stringMatching(/^[\w-]+$/),
      },
    ]);
  });

  describe.each(REFUSALS)('is refused $of', refusal => {
    const { start, after, notBy = {} } = refusal;
    const asked = WAYS.filter(name => !notBy[name]);

    const refuse = async (name: WayName) => {
      if (after) await ways[name].start(after);
      const before = await countRuns();
      const { status, message } = await ways[name].refused(start);
      const made = (await countRuns()) - before;
      return { status, message: hideId(message), made };
    };

    it.each(asked)('by %s', async name => {
      expect(await refuse(name)).toEqual(answerOf(refusal, name, ways));
    });
  });

  it('is held by a freeze, and goes on when that is ended', async () => {
    const { id: windowId } = await user.orchestrator.createWindow({
      environments: ['development'],
      for: '1h',
      reason: 'An incident',
    });
    const held: string[] = [];
    for (const { start } of Object.values(ways)) {
      for (const asked of [{ id: 'small' }, { id: 'note', isScript: true }]) {
        const id = await start(asked as Start);
        const run = await until(id, ({ status }) => status === 'waiting');
        expect(run.steps[0]).toMatchObject({ status: 'waiting', attempts: 0 });
        expect(run.waitingFor).toMatchObject({
          kind: 'window',
          windows: [windowId],
        });
        held.push(id);
      }
    }
    expect(held).toHaveLength(2 * WAYS.length);
    await user.orchestrator.endWindow(windowId, { reason: 'Over' });
    for (const id of held) {
      const { status } = await until(id, isRunFinished);
      expect(status).toBe('succeeded');
    }
  });

  it('is on record as refused, equally', async () => {
    const entries: unknown[] = [];
    for (const { door, refused } of Object.values(ways)) {
      await refused({ ...BOOTSTRAP, environment: 'staging' });
      const entry = await newestEntry('run.start');
      expect(entry.origin.door).toBe(door);
      entries.push(entryWithoutDoor(entry));
    }
    expect(entries[0]).toMatchObject({
      outcome: 'refused',
      environment: 'staging',
    });
    for (const one of entries) expect(one).toEqual(entries[0]);
  });

  it('cancels equally', async () => {
    await writeFile(path.join(folder, 'hold'), '');
    const cancelled: Array<{ run: unknown; entry: unknown }> = [];
    for (const { door, start, cancel } of Object.values(ways)) {
      const id = await start(BOOTSTRAP);
      await until(id, ({ steps }) =>
        steps.some(
          step => step.id === 'monitoring' && step.status === 'running',
        ),
      );
      await cancel(id);
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

/** What a door has to say of a refusal, and that nothing is made. */
function answerOf(refusal: Refusal, name: WayName, ways: Record<WayName, Way>) {
  const { status } = refusal;
  const { conflict = 409 } = ways[name];
  return {
    status: status === 409 ? conflict : status,
    message: messageOf(refusal, name),
    made: 0,
  };
}

/** Bad input is told of what a door was given, and then problem by problem. */
function messageOf(refusal: Refusal, name: WayName): unknown {
  const { says, problems = [], problemsBy, ownWords } = refusal;
  if (ownWords?.[name]) return expect.any(String);
  if (says) return says;
  const told = describeProblems(problemsBy?.[name] ?? problems);
  return {
    asymmetricMatch: (message: string) =>
      message.endsWith(` is not usable. ${told}`),
    toString: () => `… is not usable. ${told}`,
  };
}

function hideId(message: string): string {
  return message.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'ID');
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
    result: entry.result && hideId(entry.result),
  };
}
