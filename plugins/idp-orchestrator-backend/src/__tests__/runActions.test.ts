import fs from 'node:fs';
import type { ResponseError } from '@backstage/errors';
import type {
  Run,
  RunSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const script = (id: string) => ({ uses: 'script', with: { script: id } });
const base = { risk: 'low' as const, input: { type: 'object' as const } };

const flows = [
  defineFlow({
    ...base,
    id: 'mendable',
    title: 'Mendable',
    steps: [
      { id: 'first', ...script('note') },
      { id: 'second', ...script('mendable') },
    ],
  }),
  defineFlow({
    ...base,
    id: 'asking',
    title: 'Asking',
    steps: [
      {
        id: 'ask',
        uses: 'approval',
        with: { message: 'Go on?', allowInitiator: true },
      },
      { id: 'after', ...script('note') },
    ],
  }),
  defineFlow({
    ...base,
    id: 'exclusive',
    title: 'Exclusive',
    concurrency: { key: 'one-${{ environment.name }}', onConflict: 'queue' },
    steps: [{ id: 'until-told', ...script('until-told') }],
  }),
  defineFlow({
    ...base,
    id: 'refusing',
    title: 'Refusing',
    concurrency: { key: 'other', onConflict: 'reject' },
    steps: [{ id: 'until-told', ...script('until-told') }],
  }),
  defineFlow({
    ...base,
    id: 'telling-flow',
    title: 'Telling',
    steps: [
      { id: 'a', ...script('telling') },
      { id: 'b', ...script('touching') },
    ],
  }),
  defineFlow({
    ...base,
    id: 'outer',
    title: 'Outer',
    steps: [
      { id: 'inner', uses: 'flow', with: { flow: 'mendable' } },
      { id: 'after', ...script('note') },
    ],
  }),
  defineFlow({
    ...base,
    id: 'endless',
    title: 'Endless',
    steps: [{ id: 'self', uses: 'flow', with: { flow: 'endless-too' } }],
  }),
  defineFlow({
    ...base,
    id: 'holding',
    title: 'Holding',
    steps: [{ id: 'inner', uses: 'flow', with: { flow: 'exclusive' } }],
  }),
];

const scripts = {
  note: { bash: 'echo ran >> "$FOLDER/noted"', entry: {} },
  mendable: {
    bash: 'if [ -f "$FOLDER/broken" ]; then echo "it is broken" >&2; exit 1; fi; echo "value=mended" >> "$IDP_OUTPUT"',
    entry: {},
  },
  telling: {
    bash: 'echo "$2"; echo asked; echo "would=grow" >> "$IDP_OUTPUT"',
    entry: { supportsDryRun: true },
  },
  touching: { bash: 'touch "$FOLDER/touched"', entry: {} },
  'until-told': {
    bash: 'until [ -f "$FOLDER/go" ]; do sleep 0.05; done',
    entry: {},
  },
};

describe('What people do to runs', () => {
  let idp: TestOrchestrator;
  const broken = () => `${idp.folder}/broken`;
  const go = () => `${idp.folder}/go`;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts,
      flows,
      config: { engine: { graceSeconds: 0.2 } },
    });
  });
  afterAll(() => idp.stop());
  afterEach(() => fs.rmSync(go(), { force: true }));

  const until = async (runId: string, isSo: (run: Run) => boolean) => {
    for (;;) {
      const run = await idp.client.getRun(runId);
      if (isSo(run)) return run;
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
  };
  const begin = async (flowId: string) =>
    (await idp.client.startRun(flowId, {})).id;
  const refusal = (call: Promise<unknown>) =>
    call.then(
      () => {
        throw new Error('not refused');
      },
      (error: ResponseError) => ({
        status: error.statusCode,
        message: error.cause.message,
      }),
    );

  it('go on from the failed step once its cause is mended', async () => {
    fs.writeFileSync(broken(), '');
    const failed = await idp.start('mendable');
    expect(failed.status).toBe('failed');
    fs.rmSync(broken());
    const reason = 'mended the network';
    await idp.client.retryRun(failed.id, { reason });
    const done = await idp.finished(failed.id);
    expect(done).toMatchObject({
      status: 'succeeded',
      retries: [{ reason, from: 'second' }],
      steps: [{ attempts: 1 }, { attempts: 2, output: { value: 'mended' } }],
    });
    expect(fs.readFileSync(`${idp.folder}/noted`, 'utf8')).toBe('ran\n');
    expect(await refusal(idp.client.retryRun(done.id, { reason }))).toEqual({
      status: 409,
      message: expect.stringContaining('Name the step to go on from'),
    });
  });

  it('pause and resume', async () => {
    const id = await begin('asking');
    await until(id, ({ status }) => status === 'waiting');
    await idp.client.pauseRun(id, { reason: 'lunch' });
    await idp.client.approveRun(id, { reason: 'fine' });
    const paused = await until(
      id,
      ({ steps, status }) =>
        status === 'paused' && steps[0].status === 'succeeded',
    );
    expect(paused.steps[1].status).toBe('pending');
    await idp.client.resumeRun(id, { reason: 'back' });
    expect((await idp.finished(id)).status).toBe('succeeded');
  });

  it('approve and reject, with the reason as the comment', async () => {
    const id = await begin('asking');
    await until(id, ({ status }) => status === 'waiting');
    expect(
      await refusal(idp.client.approveRun(id, { reason: 'x', step: 'after' })),
    ).toMatchObject({ status: 409 });
    await idp.client.rejectRun(id, { reason: 'not now' });
    const run = await idp.finished(id);
    expect(run.error?.message).toContain(
      'Rejected by user:default/mock: not now',
    );
    expect(
      await refusal(idp.client.approveRun(id, { reason: 'late' })),
    ).toMatchObject({ status: 409 });
    expect(
      await refusal(idp.client.pauseRun(id, { reason: '' })),
    ).toMatchObject({ status: 400 });
  });

  it('dismiss what failed, so that it needs nobody, until it fails again', async () => {
    const open = async () =>
      (await idp.client.listRuns({ open: true })).items.map(run => run.id);
    fs.writeFileSync(broken(), '');
    const id = await begin('mendable');
    await idp.finished(id);
    expect(await open()).toContain(id);
    const failed = await idp.client.getRun(id);
    const dismissed = await idp.client.dismissRun(id, { reason: 'By hand' });
    expect(dismissed).toEqual({
      ...failed,
      lastSeq: failed.lastSeq + 1,
      dismissal: {
        by: { kind: 'user', ref: 'user:default/mock' },
        reason: 'By hand',
        at: expect.any(String),
      },
    });
    expect(await open()).not.toContain(id);
    const again = await idp.client.dismissRun(id, { reason: 'Once more' });
    expect(again.dismissal?.reason).toBe('By hand');
    await idp.client.retryRun(id, { reason: 'Still broken' });
    const refailed = await idp.finished(id);
    expect(refailed).toMatchObject({ status: 'failed' });
    expect(refailed.dismissal).toBeUndefined();
    expect(await open()).toContain(id);
    fs.rmSync(broken());
    const well = await begin('mendable');
    expect(await idp.finished(well)).toMatchObject({ status: 'succeeded' });
    // One of the same title has succeeded since.
    expect(await open()).not.toContain(id);
    expect(
      await refusal(idp.client.dismissRun(well, { reason: 'x' })),
    ).toMatchObject({ status: 409 });
  });

  it('wait for the run that has the lock, which is named', async () => {
    const first = await begin('exclusive');
    await until(first, ({ status }) => status === 'running');
    const second = await begin('exclusive');
    const queued = await idp.client.getRun(second);
    expect(queued).toMatchObject({
      status: 'queued',
      waitingFor: {
        kind: 'lock',
        runId: first,
        text: expect.stringContaining(
          `one-development, held by Exclusive (run ${first})`,
        ),
      },
    });
    fs.writeFileSync(go(), '');
    expect((await idp.finished(first)).status).toBe('succeeded');
    expect((await idp.finished(second)).status).toBe('succeeded');
  });

  it('cancel a run that waits for a lock at once, without waiting for who has it', async () => {
    const first = await begin('exclusive');
    await until(first, ({ status }) => status === 'running');
    const second = await begin('exclusive');
    expect(
      await idp.client.cancelRun(second, { reason: 'not now' }),
    ).toMatchObject({ status: 'cancelled', steps: [{ status: 'skipped' }] });
    expect((await idp.client.getRun(first)).status).toBe('running');
    const third = await begin('exclusive');
    fs.writeFileSync(go(), '');
    for (const runId of [first, third]) {
      expect((await idp.finished(runId)).status).toBe('succeeded');
    }
  });

  it('are refused a second run of what must run alone', async () => {
    const first = await begin('refusing');
    expect(await refusal(begin('refusing'))).toEqual({
      status: 409,
      message: expect.stringContaining(`run ${first} holds other`),
    });
    fs.writeFileSync(go(), '');
    await idp.finished(first);
    await idp.start('refusing');
  });

  it('run a script alone when that is asked for', async () => {
    fs.rmSync(go(), { force: true });
    const task = { script: 'until-told', exclusive: true };
    const first = await idp.client.startTask(task);
    expect(await refusal(idp.client.startTask(task))).toEqual({
      status: 409,
      message: expect.stringContaining(`run ${first.id} holds until-told`),
    });
    fs.writeFileSync(go(), '');
    await idp.finished(first.id);
    const { id } = await idp.client.startTask(task);
    expect((await idp.finished(id)).status).toBe('succeeded');
  });

  it('run a flow within a flow; its outcome comes up', async () => {
    const done = await idp.start('outer');
    expect(done).toMatchObject({
      status: 'succeeded',
      steps: [{ output: { success: true } }, {}],
    });
    fs.writeFileSync(broken(), '');
    const failed = await idp.start('outer');
    fs.rmSync(broken());
    expect(failed.error?.message).toContain('Mendable: second failed');
  });

  it('cancel a run with all that it has started', async () => {
    const id = await begin('holding');
    const outer = await until(id, ({ steps }) => steps[0].status === 'running');
    const child = await until(
      (await findChild(outer.id)).id,
      ({ status }) => status === 'running',
    );
    await idp.client.cancelRun(id, { reason: 'enough' });
    expect((await idp.finished(id)).status).toBe('cancelled');
    expect(await idp.client.getRun(child.id)).toMatchObject({
      status: 'cancelled',
      cancellation: { reason: 'The run above was ended: enough' },
    });
  });

  async function findChild(parentId: string): Promise<RunSummary> {
    for (;;) {
      const { items } = await idp.client.listRuns({ flow: 'exclusive' });
      const child = items.find(({ parent }) => parent?.runId === parentId);
      if (child) return child;
    }
  }

  it('start again with the same input', async () => {
    const first = await idp.start('mendable');
    const { id } = await idp.client.rerun(first.id, { reason: 'once more' });
    expect(await idp.finished(id)).toMatchObject({
      flowId: 'mendable',
      reason: 'once more',
      input: first.input,
    });
  });

  it('start what they have seen the plan of, or nothing', async () => {
    const { digest } = await idp.client.planRun('mendable', {});
    const started = await idp.client.startRun('mendable', {
      planDigest: digest,
    });
    await idp.finished(started.id);
    const stale = 'f'.repeat(64);
    expect(
      await refusal(idp.client.startRun('mendable', { planDigest: stale })),
    ).toEqual({
      status: 409,
      message: expect.stringContaining('The plan has changed'),
    });
  });

  it('see in a plan what scripts say that they would do', async () => {
    const { steps } = await idp.client.planRun('telling-flow', {});
    expect(steps).toMatchObject([
      {
        effect: 'known',
        answer: { would: 'grow' },
        lines: ['--dry-run', 'asked'],
        text: 'Would run Script telling: Go. It says what it would do.',
      },
      { effect: 'unknown', text: expect.stringContaining('no dry run') },
    ]);
    expect(fs.existsSync(`${idp.folder}/touched`)).toBe(false);
    expect(fs.readdirSync(`${idp.folder}/spool`).join()).not.toContain('plan-');
  });

  it('are told when a flow is not there before anything runs', async () => {
    expect(await refusal(begin('endless'))).toEqual({
      status: 400,
      message: expect.stringContaining('There is no flow endless-too'),
    });
  });

  it('approves what was looked at, or nothing', async () => {
    const { id } = await idp.client.startRun('asking', {});
    await until(id, ({ status }) => status === 'waiting');
    const { digest, items } = await idp.client.getRemainingPlan(id);
    expect(items.map(({ id: step }) => step)).toEqual(['after']);
    const other = '0'.repeat(64);
    const approve = (planDigest: string) =>
      idp.client.approveRun(id, { reason: 'Seen', planDigest });
    expect(await refusal(approve(other))).toEqual({
      status: 409,
      message: expect.stringContaining(`its digest is ${digest} now`),
    });
    expect(await idp.client.getRemainingPlan(id)).toEqual({ digest, items });
    await approve(digest);
    expect(await idp.finished(id)).toMatchObject({ status: 'succeeded' });
  });
});
