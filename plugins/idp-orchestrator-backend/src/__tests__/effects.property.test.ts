import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  isRunFinished,
  RISKS,
  type FlowDefinition,
  type Risk,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { z } from 'zod';
import { createTestSecrets } from '../__testUtils__/keys';
import { sqlite } from '../__testUtils__/databases';
import { flowOf } from '../__testUtils__/flows';
import type { Effect } from '../access/resolve/Effect';
import type { ResolvedStart } from '../access/resolve/ResolvedStart';
import { createStartResolver } from '../access/resolve/resolveStart';
import { createDatabaseRunStore } from '../database';
import { RunDispatcher } from '../dispatch';
import {
  LeaseKeeper,
  RunCreator,
  RunNotifier,
  RunWorker,
  systemClock,
} from '../engine';
import type { AnyStepType } from '../engine/EngineStepContext';
import { digestOf, FlowCatalog } from '../flows';
import { createChildRuns } from '../operations';
import { beginRun } from '../operations/starts/beginRun';
import type { ServiceDefinition } from '../platform';
import type { ScriptDescription } from '../ports';
import { createFlowStep } from '../steps';

jest.setTimeout(120_000);

const ENVIRONMENTS = ['development', 'production'];
const SCRIPTS = ['alpha', 'beta'];
const ACTIONS = ['go', 'look', 'wipe'];
const SERVICES = ['one', 'two'];

/** A value as the author of a flow may write it: itself, from the input, an item, or an earlier step. */
const written = (values: string[], name: string) =>
  fc.oneof(
    fc.constantFrom(...values),
    // What a step finds out is where reading ahead may go wrong.
    fc.constantFrom(
      `\${{ steps.first.output.${name} }}`,
      `\${{ steps.?first.?output.?${name}.orValue('${values[0]}') }}`,
    ),
    fc.constantFrom(
      `\${{ input.${name} }}`,
      `\${{ input.?${name}.orValue('${values[0]}') }}`,
      '${{ item }}',
      `\${{ environment.name == 'production' ? '${values[0]}' : '${values.at(-1)}' }}`,
    ),
  );

const conditions = fc.constantFrom(
  undefined,
  undefined,
  undefined,
  undefined,
  'true',
  "environment.name == 'production'",
  "input.action == 'wipe'",
  "steps.first.output.action == 'go'",
);

/** One step; `depth` counts the flows that it may start, all made before its own. */
const drawnStep = (depth: number) => {
  const flows = ['task', ...Array.from({ length: depth }, (_, i) => `f${i}`)];
  return fc.record({
    uses: fc.constantFrom('script', 'service', 'kubernetes', 'flow', 'flow'),
    script: written(SCRIPTS, 'script'),
    action: written(ACTIONS, 'action'),
    service: written(SERVICES, 'service'),
    act: fc.constantFrom('start', 'stop', 'restart'),
    flow: written(
      flows.map(name => (name === 'task' ? 'alpha' : name)),
      'flow',
    ),
    environment: fc.option(written(ENVIRONMENTS, 'environment'), {
      nil: undefined,
    }),
    passes: fc.boolean(),
    if: conditions,
    items: fc.option(
      fc.constantFrom<unknown>(
        ['go', 'wipe'],
        ENVIRONMENTS,
        '${{ input.names }}',
        '${{ steps.first.output.names }}',
      ),
      { nil: undefined },
    ),
  });
};

type DrawnStep =
  ReturnType<typeof drawnStep> extends fc.Arbitrary<infer T> ? T : never;

function toStep(drawn: DrawnStep, index: number) {
  const { uses, script, action, service, act, flow, environment } = drawn;
  const inputs: Record<string, object> = {
    script: { script, action },
    service: { act, service },
    kubernetes: { action: action === 'look' ? 'wait' : action },
    flow: {
      flow,
      ...(environment && { environment }),
      input: drawn.passes ? { action } : {},
    },
  };
  return {
    id: `s${index}`,
    uses,
    with: inputs[uses] as Record<string, unknown>,
    needs: ['first'],
    onFailure: 'continue' as const,
    ...(drawn.if && { if: drawn.if }),
    ...(drawn.items !== undefined && {
      forEach: { items: drawn.items as string },
    }),
  };
}

const INPUT = {
  type: 'object' as const,
  properties: {
    action: { type: 'string', default: 'look' },
    script: { type: 'string', default: 'alpha' },
    service: { type: 'string', default: 'one' },
    // No flow starts itself, which would make runs without end.
    flow: { type: 'string', default: 'alpha' },
    names: {
      type: 'array',
      items: { type: 'string' },
      default: ['look'],
    },
  },
};

const platforms = fc.record({
  flows: fc.tuple(
    ...[0, 1, 2].map(depth =>
      fc.record({
        risk: fc.constantFrom(...RISKS),
        steps: fc.array(drawnStep(depth), { minLength: 1, maxLength: 3 }),
      }),
    ),
  ),
  risks: fc.array(fc.constantFrom(...RISKS), { minLength: 6, maxLength: 6 }),
  controls: fc.array(fc.constantFrom('alpha', 'beta', 'cluster', 'none'), {
    minLength: 4,
    maxLength: 4,
  }),
  /** What the first step of each flow finds out. */
  found: fc.record({
    action: fc.constantFrom(...ACTIONS),
    script: fc.constantFrom(...SCRIPTS),
    service: fc.constantFrom(...SERVICES),
    environment: fc.constantFrom(...ENVIRONMENTS),
    flow: fc.constantFrom('alpha', 'beta'),
    names: fc.array(fc.constantFrom(...ACTIONS, ...ENVIRONMENTS), {
      maxLength: 2,
    }),
  }),
  input: fc.record(
    {
      action: fc.constantFrom(...ACTIONS),
      environment: fc.constantFrom(...ENVIRONMENTS),
      service: fc.constantFrom(...SERVICES),
      names: fc.array(fc.constantFrom(...ACTIONS, ...ENVIRONMENTS), {
        maxLength: 2,
      }),
    },
    { requiredKeys: [] },
  ),
  where: fc.constantFrom(...ENVIRONMENTS),
});

type Platform = typeof platforms extends fc.Arbitrary<infer T> ? T : never;

interface Executed {
  runId: string;
  kind: Effect['kind'];
  environment: string;
  script?: string;
  action?: string;
  act?: string;
  service?: string;
  risk: Risk;
}

function describeScripts({ risks }: Platform): ScriptDescription[] {
  return SCRIPTS.map((id, at) => ({
    id,
    title: id,
    description: '',
    risk: 'low',
    defaultAction: 'look',
    parameters: {},
    actions: ACTIONS.map((name, index) => ({
      name,
      title: name,
      description: '',
      risk: risks[at * ACTIONS.length + index],
      readOnly: name === 'look',
      supportsDryRun: false,
      parameters: [],
      required: [],
    })),
  }));
}

function controlOf(kind: string): ServiceDefinition['control'] {
  if (kind === 'none') return { kind };
  if (kind === 'cluster') {
    return { kind: 'kubernetes', namespaces: ['n'], selector: 's' };
  }
  const actions = { start: 'go', stop: 'wipe' };
  return { kind: 'script', script: kind, actions };
}

function describeServices(
  { controls }: Platform,
  environment: string,
): ServiceDefinition[] {
  const shift = ENVIRONMENTS.indexOf(environment) * SERVICES.length;
  return SERVICES.map((name, index) => {
    const control = controlOf(controls[shift + index]);
    const fixed = { probes: [], critical: false, dependsOn: [] };
    return {
      name,
      title: name,
      environment,
      control,
      ...fixed,
      source: 'configuration',
    };
  });
}

/** Step types that write down what they would have done, with the risk that it really has. */
function recorders(platform: Platform, executed: Executed[]): AnyStepType[] {
  const scripts = describeScripts(platform);
  const riskOfAction = (script: string, action: string): Risk => {
    const found = scripts
      .find(({ id }) => id === script)
      ?.actions.find(({ name }) => name === action);
    if (!found) throw new Error(`There is no ${script} ${action}`);
    return found.readOnly ? 'low' : found.risk;
  };
  const define = <T>(
    uses: string,
    inputSchema: z.ZodType<T>,
    record: (input: T, environment: string) => Omit<Executed, 'runId'>,
  ) =>
    defineStepType({
      uses,
      inputSchema,
      resumable: false,
      async run(input: T, { environment, runId }) {
        executed.push({ runId, ...record(input, environment) });
        return { status: 'succeeded', output: {} };
      },
      plan: async () => ({ effect: 'unknown', text: '' }),
    }) as AnyStepType;
  const text = z.string();
  return [
    define(
      'script',
      z.strictObject({
        script: text,
        action: text.optional(),
        args: z.record(text, z.unknown()).default({}),
      }),
      ({ script, action = 'look' }, environment) => ({
        kind: 'script',
        environment,
        script,
        action,
        risk: riskOfAction(script, action),
      }),
    ),
    define(
      'service',
      z.strictObject({
        act: z.enum(['start', 'stop', 'restart']),
        service: text,
      }),
      ({ act, service }, environment) => {
        const { control } = describeServices(platform, environment).find(
          ({ name }) => name === service,
        )!;
        const done = { kind: 'service', environment, act, service } as const;
        if (control.kind !== 'script') {
          const isInCluster = control.kind === 'kubernetes';
          return { ...done, risk: isInCluster ? 'medium' : 'low' };
        }
        // No script restarts a service; its step fails then.
        if (act === 'restart') return { ...done, risk: 'low' };
        const risk = riskOfAction(control.script, control.actions[act]);
        return { ...done, risk };
      },
    ),
    define(
      'kubernetes',
      z.strictObject({ action: text }),
      ({ action }, environment) => ({
        kind: 'cluster',
        environment,
        action,
        risk: action === 'wait' ? 'low' : 'medium',
      }),
    ),
    defineStepType({
      uses: 'find',
      inputSchema: z.strictObject({}),
      resumable: false,
      run: async () => ({ status: 'succeeded', output: platform.found }),
      plan: async () => ({ effect: 'unknown', text: '' }),
    }) as AnyStepType,
  ];
}

/** Whether what was listed holds what was done. */
function holds(listed: Effect, done: Executed): boolean {
  if (listed.kind !== done.kind) return false;
  if ((listed.environment ?? done.environment) !== done.environment) {
    return false;
  }
  if (RISKS.indexOf(done.risk) > RISKS.indexOf(listed.risk)) return false;
  switch (listed.kind) {
    case 'script':
      return (
        (listed.script ?? done.script) === done.script &&
        (listed.action ?? done.action) === done.action
      );
    case 'service':
      return (
        (listed.act === 'any' || listed.act === done.act) &&
        (listed.services === 'any' || listed.services.includes(done.service!))
      );
    case 'cluster':
      return (listed.action ?? done.action) === done.action;
    default:
      return false;
  }
}

/** Runs one of the flows for real, and tells what was read of each start and what was done. */
async function play(platform: Platform, knex: Knex) {
  const executed: Executed[] = [];
  const starts = new Map<string, ResolvedStart>();
  const asked: Array<{ parent: string; start: ResolvedStart }> = [];
  const definitions: FlowDefinition[] = platform.flows.map(
    ({ risk, steps }, index) =>
      flowOf([{ id: 'first', uses: 'find' }, ...steps.map(toStep)], {
        id: `f${index}`,
        title: `Flow ${index}`,
        risk,
        input: INPUT,
      }),
  );
  const stepTypes = new Map<string, AnyStepType>(
    recorders(platform, executed).map(type => [type.uses, type]),
  );
  const clock = {
    ...systemClock,
    sleep: (ms: number, signal?: AbortSignal) =>
      systemClock.sleep(Math.min(ms, 5), signal),
  };
  const logger = mockServices.logger.mock();
  const notifier = new RunNotifier();
  const store = createDatabaseRunStore(knex, clock);
  const secrets = createTestSecrets();
  const engine = { store, clock, worker: 'w', notifier, secrets, logger };
  const scripts = describeScripts(platform);
  const flows = new FlowCatalog(() => definitions, {
    list: async () => ({ scripts, problems: [] }),
  });
  const dispatcher = new RunDispatcher({ ...engine, concurrency: 20 });
  const leases = new LeaseKeeper(engine);
  const creator = new RunCreator({ ...engine, dispatcher, leases });
  const options = {
    ...engine,
    stepTypes,
    flows,
    dispatcher,
    creator,
    runsUrl: '',
    inventory: {
      list: async (name: string) => describeServices(platform, name),
    },
    environments: { known: ENVIRONMENTS, fallback: 'development' },
    windows: { listRules: () => [] },
  };
  stepTypes.set(
    'flow',
    createFlowStep(
      createChildRuns({
        ...options,
        async requireStart({ id: parent }, start) {
          asked.push({ parent, start });
        },
      }),
    ) as AnyStepType,
  );
  const bridge = { forget: async () => {} };
  const parts = { ...engine, stepTypes, bridge, leases, creator };
  const worker = new RunWorker(parts);
  dispatcher.start((runId, signal) => worker.work(runId, signal));
  try {
    const resolver = createStartResolver(options);
    const start = await resolver.resolve(
      await resolver.open(),
      {
        credentials: mockCredentials.user(),
        initiator: { kind: 'user', ref: 'user:default/anna' },
      } as never,
      {
        flowId: `f${definitions.length - 1}`,
        request: { input: platform.input, environment: platform.where },
      },
    );
    const begun = await beginRun(options, { start }).catch(refusedInput);
    // What cannot be planned is refused, and nothing of it is done.
    if (!begun) return { executed, starts, asked, runs: [], root: '' };
    const { id } = begun;
    starts.set(id, start);
    let run = await store.get(id);
    while (run && !isRunFinished(run)) {
      await systemClock.sleep(5);
      run = await store.get(id);
    }
    const { items } = await store.list({}, { limit: 200 });
    return { executed, starts, asked, runs: items as Run[], root: id };
  } finally {
    await dispatcher.stop();
  }
}

/** A start whose step could not be started, as far as it is known before. */
function refusedInput(error: Error): undefined {
  if (error.name !== 'InputError') throw error;
}

describe('Whatever a run executes', () => {
  const database = sqlite();
  beforeAll(() => database.start());
  afterAll(() => database.stop());

  it('was resolved and asked about before it was started', async () => {
    const seen = { effects: 0, children: 0 };
    await fc.assert(
      fc.asyncProperty(platforms, async platform => {
        const knex = await database.create();
        const { executed, starts, asked, runs, root } = await play(
          platform,
          knex,
        );
        expect(runs.length === 0 && executed.length > 0).toBe(false);
        const startOf = (run: Run): ResolvedStart => {
          const own = starts.get(run.id);
          if (own) return own;
          const found = asked.find(
            ({ parent, start }) =>
              parent === run.parent?.runId &&
              start.catalogFlow.flow.id === run.flowId &&
              start.asked.environment === run.environment &&
              start.risk === run.risk &&
              // One run may start a flow twice, with other inputs.
              digestOf(start.asked.input) === digestOf(run.input),
          );
          if (!found) throw new Error(`Nobody asked about run ${run.id}`);
          return found.start;
        };
        for (const run of runs) {
          const start = startOf(run);
          expect(run).toMatchObject({
            environment: start.asked.environment,
            risk: start.risk,
            dryRun: start.asked.dryRun,
            kind: start.catalogFlow.kind,
          });
          for (const done of executed.filter(one => one.runId === run.id)) {
            seen.effects += 1;
            expect([done, start.effects]).toEqual([
              done,
              start.effects.some(effect => holds(effect, done))
                ? start.effects
                : 'effects that hold it',
            ]);
            expect(RISKS.indexOf(done.risk)).toBeLessThanOrEqual(
              RISKS.indexOf(start.risk),
            );
          }
          if (run.id === root) continue;
          seen.children += 1;
          const above = runs.find(({ id }) => id === run.parent?.runId);
          const listed = startOf(above!).effects.filter(
            effect =>
              effect.kind === 'flow' &&
              (effect.child ?? run.flowId) === run.flowId &&
              (effect.environment ?? run.environment) === run.environment &&
              RISKS.indexOf(run.risk!) <= RISKS.indexOf(effect.risk),
          );
          expect([run.flowId, listed.length > 0]).toEqual([run.flowId, true]);
        }
      }),
      { numRuns: 120 },
    );
    // The flows that were drawn did something.
    expect(seen.effects).toBeGreaterThan(20);
    expect(seen.children).toBeGreaterThan(5);
  });
});
