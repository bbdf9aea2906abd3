import type { ResponseError } from '@backstage/errors';
import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../__testUtils__/policy/startGuarded';

jest.setTimeout(120_000);

const place = {
  type: 'object' as const,
  properties: {
    target: { type: 'string' as const },
    names: { type: 'array' as const, items: { type: 'string' as const } },
    action: { type: 'string' as const },
  },
};
const uses = (flow: string, more: object = {}) => ({
  id: 'go',
  uses: 'flow',
  with: { flow, ...more },
});
const low = (
  id: string,
  steps: Parameters<typeof defineFlow>[0]['steps'],
): FlowDefinition =>
  defineFlow({ id, title: `Flow ${id}`, risk: 'low', input: place, steps });

const flows = [
  defineFlow({
    id: 'wipe',
    title: 'Wipe everything',
    risk: 'critical',
    steps: [{ id: 'wipe', uses: 'script', with: { script: 'note' } }],
  }),
  low('quiet', [{ id: 'note', uses: 'script', with: { script: 'note' } }]),
  low('to-target', [uses('wipe', { environment: '${{ input.target }}' })]),
  low('quiet-to-target', [
    uses('quiet', { environment: '${{ input.target }}' }),
  ]),
  low('two-levels', [
    uses('quiet-to-target', { input: { target: '${{ input.target }}' } }),
  ]),
  low('each', [
    {
      ...uses('quiet', { environment: '${{ item }}' }),
      forEach: { items: '${{ input.names }}' },
    },
  ]),
  low('chosen', [
    {
      id: 'go',
      uses: 'script',
      with: { script: 'control', action: '${{ input.action }}' },
    },
  ]),
  low('by-operation', [
    uses('platform-operations', {
      input: { operation: 'start', services: ['innocent'] },
    }),
  ]),
  low('found-later', [
    { id: 'look', uses: 'script', with: { script: 'where' } },
    {
      ...uses('quiet', { environment: '${{ steps.look.output.place }}' }),
      needs: ['look'],
    },
  ]),
  low('waits-first', [
    { id: 'wait', uses: 'wait', with: { for: '1s' } },
    { ...uses('quiet'), needs: ['wait'] },
  ]),
  low('asked', [
    {
      id: 'ask',
      uses: 'approval',
      with: { message: 'May it?', allowInitiator: true },
    },
    {
      id: 'act',
      uses: 'script',
      with: { script: 'note' },
      needs: ['ask'],
    },
    { id: 'end', uses: 'script', with: { script: 'note' }, needs: ['act'] },
  ]),
  // Its only step has the name of the flow, as that of a task has.
  low('alone', [{ id: 'alone', uses: 'script', with: { script: 'note' } }]),
  defineFlow({
    id: 'open-input',
    title: 'Takes anything',
    risk: 'low',
    input: { type: 'object' },
    steps: [{ id: 'note', uses: 'script', with: { script: 'note' } }],
  }),
];

const scripts = {
  note: { bash: 'echo "$IDP_ENVIRONMENT" >> "$FOLDER/done"' },
  where: { bash: 'echo "place=staging" >> "$IDP_OUTPUT"' },
  control: {
    bash: 'echo "$1" >> "$FOLDER/done"',
    entry: {
      risk: 'medium',
      defaultAction: 'start',
      actions: {
        start: { title: 'Start' },
        look: { title: 'Look', readOnly: true },
        cleanup: { title: 'Remove all', risk: 'critical' },
      },
    },
  },
};

let idp: GuardedOrchestrator;

beforeAll(async () => {
  idp = await startGuarded({
    scripts,
    flows,
    config: {
      environments: { development: {}, staging: {}, production: {} },
      services: [
        {
          name: 'innocent',
          control: {
            kind: 'script',
            script: 'control',
            startAction: 'cleanup',
            stopAction: 'start',
          },
        },
      ],
    },
  });
  idp.roles.give('admin');
  idp.roles.give('op', {
    environments: ['development', 'staging'],
    highestRisk: 'medium',
  });
});
afterAll(() => idp.stop());

/** How a call was refused: status and message. */
async function refusal(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (failure: ResponseError) => failure,
  );
  return error && `${error.statusCode} ${error.body.error.message}`;
}

const runsOf = async (flow: string) =>
  (await idp.as('admin').listRuns({ flow })).items;

describe('A start', () => {
  it('is allowed by the risk of the script action that controls a service', async () => {
    const op = idp.as('op');
    const start = { operation: 'start' as const, services: ['innocent'] };
    expect(await refusal(op.operateServices(start))).toMatch(
      /^403 .*run\.create for platform-operations \(risk critical: through start services\) in development/,
    );
    const task = { script: 'control', action: 'cleanup' };
    expect(await refusal(op.startTask(task))).toMatch(/^403 .*risk critical/);
    const stop = { operation: 'stop' as const, services: ['innocent'] };
    expect(await refusal(op.operateServices(stop))).toBeUndefined();
    const status = { operation: 'status' as const };
    expect(await refusal(op.operateServices(status))).toBeUndefined();
    expect(await runsOf('control')).toEqual([]);
  });

  it.each([
    {
      of: 'a child flow',
      flow: 'to-target',
      input: { target: 'development' },
      through: 'Wipe everything',
    },
    {
      of: 'an operation',
      flow: 'by-operation',
      input: {},
      through: 'Platform operations',
    },
    {
      of: 'the action that is chosen',
      flow: 'chosen',
      input: { action: 'cleanup' },
      through: 'Remove all',
    },
  ])('has the risk of $of', async ({ flow, input, through }) => {
    const told = await refusal(idp.as('op').startRun(flow, { input }));
    expect(told).toMatch(/^403 .*run\.create for .*risk critical: through /);
    expect(told).toContain(through);
    expect(await runsOf(flow)).toEqual([]);
  });

  it.each([
    ['a child', 'quiet-to-target', { target: 'production' }],
    ['a child of a child', 'two-levels', { target: 'production' }],
    ['one of its items', 'each', { names: ['staging', 'production'] }],
  ])('is asked about for the environment of %s', async (_, flow, input) => {
    expect(await refusal(idp.as('op').startRun(flow, { input }))).toMatch(
      /^403 .*in production/,
    );
    expect(await runsOf(flow)).toEqual([]);
    const elsewhere = { target: 'staging', names: ['staging'] };
    const { id } = await idp.as('op').startRun(flow, { input: elsewhere });
    expect((await idp.finished(id)).status).toBe('succeeded');
  });

  it('is allowed by what it does, not by the most that its script can do', async () => {
    const op = idp.as('op');
    expect(
      await refusal(op.startTask({ script: 'control', action: 'look' })),
    ).toBeUndefined();
    expect(
      await refusal(op.startRun('chosen', { input: { action: 'start' } })),
    ).toBeUndefined();
  });

  it('of what can only be seen later is refused then, before anything of it starts', async () => {
    idp.roles.give('dev', { environments: ['development'] });
    const { id } = await idp.as('dev').startRun('found-later', {});
    const run = await idp.finished(id);
    expect(run.status).toBe('failed');
    expect(run.error?.message).toMatch(
      /user:default\/dev may not start this any more: .*quiet \(risk low\) in staging/,
    );
    const children = (await runsOf('quiet')).filter(
      ({ parent }) => parent?.runId === id,
    );
    expect(children).toEqual([]);
  });
});

describe('What is done later', () => {
  it('is asked about again for a child, with the rights of then', async () => {
    idp.roles.give('leaver');
    const { id } = await idp.as('leaver').startRun('waits-first', {});
    idp.roles.take('leaver');
    const run = await idp.finished(id);
    expect(run.status).toBe('failed');
    expect(run.error?.message).toContain('may not start this any more');
    // Who lets it go on lends it their rights.
    await idp.as('admin').retryRun(id, { reason: 'it is right' });
    expect((await idp.finished(id)).status).toBe('succeeded');
  });

  it('is asked about again when the time of its start has come', async () => {
    idp.roles.give('planner');
    const startAt = new Date(Date.now() + 1_500).toISOString();
    const planner = idp.as('planner');
    const later = await planner.startRun('quiet', { startAt });
    const kept = await idp.as('admin').startRun('quiet', { startAt });
    idp.roles.take('planner');
    const run = await idp.finished(later.id);
    expect(run).toMatchObject({
      status: 'failed',
      steps: [{ status: 'skipped', attempts: 0 }],
    });
    expect(run).not.toHaveProperty('startedAt');
    expect(run.error?.message).toContain('may not start this any more');
    expect((await idp.finished(kept.id)).status).toBe('succeeded');
    await idp.as('admin').retryRun(later.id, { reason: 'it is due' });
    expect((await idp.finished(later.id)).status).toBe('succeeded');
  });

  it('is not let go on by an approval when who started it may not any more', async () => {
    idp.roles.give('asker');
    const { id } = await idp.as('asker').startRun('asked', {});
    const admin = idp.as('admin');
    const isAsking = async () =>
      (await admin.getRun(id)).steps[0].status === 'waiting';
    while (!(await isAsking())) await new Promise(r => setTimeout(r, 50));
    idp.roles.take('asker');
    expect(await refusal(admin.approveRun(id, { reason: 'yes' }))).toMatch(
      /^403 user:default\/asker may not start this any more/,
    );
    idp.roles.give('asker');
    await admin.approveRun(id, { reason: 'yes' });
    expect((await idp.finished(id)).status).toBe('succeeded');
  });

  it('is asked about again when what was behind an approval is done again', async () => {
    idp.roles.give('doer');
    const doer = idp.as('doer');
    const { id } = await doer.startRun('asked', {});
    const asking = async () =>
      (await doer.getRun(id)).steps[0].status === 'waiting';
    while (!(await asking())) await new Promise(r => setTimeout(r, 50));
    await idp.as('admin').approveRun(id, { reason: 'once' });
    const first = await idp.finished(id);
    expect(first.status).toBe('succeeded');
    await doer.retryRun(id, { from: 'end', reason: 'once more' });
    while (!(await asking())) await new Promise(r => setTimeout(r, 50));
    const waiting = await doer.getRun(id);
    // What stands before the step that runs again stays done.
    expect(waiting.steps.map(({ status }) => status)).toEqual([
      'waiting',
      'succeeded',
      'pending',
    ]);
    await idp.as('admin').approveRun(id, { reason: 'again' });
    const second = await idp.finished(id);
    expect(second.steps.map(({ attempts }) => attempts)).toEqual([2, 1, 2]);
  });

  it('takes the right to start it for whoever resumes or repeats it', async () => {
    idp.roles.give('stopper', { without: ['run.create'] });
    const { id } = await idp.as('admin').startRun('waits-first', {});
    const stopper = idp.as('stopper');
    await stopper.pauseRun(id, { reason: 'wait' });
    expect(await refusal(stopper.resumeRun(id, { reason: 'go' }))).toMatch(
      /^403 .*run\.create/,
    );
    expect(await refusal(stopper.rerun(id, { reason: 'go' }))).toMatch(
      /^403 .*run\.create/,
    );
    const offers = (await stopper.allowedActions(id)).items;
    expect(offers.find(({ action }) => action === 'resume')?.allowed).toBe(
      false,
    );
    await idp.as('admin').resumeRun(id, { reason: 'go' });
    expect((await idp.finished(id)).status).toBe('succeeded');
  });

  it('knows a flow from a task, whatever its only step is called', async () => {
    idp.roles.give('flows-only', { without: ['script.run'] });
    const starter = idp.as('flows-only');
    const { id } = await starter.startRun('alone', {});
    expect(await idp.finished(id)).toMatchObject({ kind: 'flow' });
    expect(
      await refusal(
        starter.retryRun(id, { from: 'alone', reason: 'once more' }),
      ),
    ).toBeUndefined();
    expect(await refusal(starter.startTask({ script: 'note' }))).toMatch(
      /^403 .*script\.run/,
    );
  });
});

describe('Record, run and plan', () => {
  const newest = async (subject: string) =>
    (await idp.as('admin').listAudit({ subject })).items[0];

  it('agree on where, whether it is a dry run, and how risky it is', async () => {
    const admin = idp.as('admin');
    const input = { target: 'production' };
    const plan = await admin.planRun('to-target', { input, dryRun: true });
    const { id } = await admin.startRun('to-target', { input, dryRun: true });
    const run = await idp.finished(id);
    const told = {
      environment: 'development',
      dryRun: true,
      risk: 'critical',
    };
    expect(plan).toMatchObject({
      ...told,
      riskThrough: expect.stringContaining('Wipe everything'),
    });
    expect(run).toMatchObject(told);
    expect(await newest('to-target')).toMatchObject(told);
    expect(await admin.getFlow('to-target')).toMatchObject({
      risk: 'low',
      effectiveRisk: 'critical',
      riskThrough: expect.stringContaining('Wipe everything'),
    });
  });

  it('warn of a flow that declares less than it does, which can be run', async () => {
    const { items, problems } = await idp.as('admin').listFlows();
    const about = problems.filter(({ flow }) => flow === 'to-target');
    expect(about).toEqual([
      {
        source: 'flow to-target',
        flow: 'to-target',
        severity: 'warning',
        message: expect.stringContaining(
          'it declares the risk low and can do what is critical, through Wipe everything',
        ),
      },
    ]);
    expect(items.map(({ id }) => id)).toContain('to-target');
    expect(problems.map(({ flow }) => flow)).not.toContain('wipe');
  });

  it('name the environment that a run has, not one that its input happens to name', async () => {
    const admin = idp.as('admin');
    const input = { environment: 'staging' };
    const { id } = await admin.startRun('open-input', { input });
    expect((await admin.getRun(id)).environment).toBe('development');
    expect((await newest('open-input')).environment).toBe('development');
  });
});

describe('An idempotency key', () => {
  it('stands for one request', async () => {
    const admin = idp.as('admin');
    const idempotencyKey = 'once';
    const input = { target: 'development' };
    const first = { input, dryRun: true, idempotencyKey };
    const { id } = await admin.startRun('quiet', first);
    expect((await admin.startRun('quiet', first)).id).toBe(id);
    expect(
      await refusal(admin.startRun('quiet', { ...first, dryRun: false })),
    ).toMatch(/^409 .*dryRun was true and is false now/);
    expect(await refusal(admin.startRun('alone', first))).toMatch(
      /^409 .*flow was quiet and is alone now/,
    );
    expect(
      await refusal(
        admin.startRun('quiet', { ...first, environment: 'staging' }),
      ),
    ).toMatch(/^409 .*environment was development and is staging now/);
    const secret = await refusal(
      admin.startRun('quiet', { ...first, input: { target: 'hidden' } }),
    );
    expect(secret).toMatch(/^409 .*the input is another one/);
    expect(secret).not.toContain('hidden');
    const byHeader = (key: string) =>
      idp.fetchAs('admin', '/v1/flows/quiet/runs', {
        method: 'POST',
        headers: { 'idempotency-key': key },
        body: JSON.stringify({ ...first, dryRun: false }),
      });
    expect((await byHeader('once')).status).toBe(409);
    expect((await byHeader('another')).status).toBe(400);
    // Keys of different callers never meet.
    expect((await idp.as('op').startRun('quiet', first)).id).not.toBe(id);
  });
});
