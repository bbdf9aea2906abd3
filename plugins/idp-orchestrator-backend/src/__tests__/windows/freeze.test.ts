import fs from 'node:fs';
import path from 'node:path';
import {
  AGENT_HEADER,
  type CreateWindowRequest,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const flowOf = (id: string, steps: object[], more: object = {}) =>
  defineFlow({
    id,
    title: id,
    risk: 'medium',
    input: { type: 'object' },
    steps,
    ...more,
  } as Parameters<typeof defineFlow>[0]);
const script = (id: string, name = id) => ({
  id,
  uses: 'script',
  with: { script: name },
});
const NOTE = {
  bash: 'echo "$IDP_STEP_ID" >> "$FOLDER/notes"',
  entry: {},
};

const flows = [
  flowOf('asking', [
    {
      id: 'ask',
      uses: 'approval',
      with: { message: '?', allowInitiator: true },
    },
    { ...script('after', 'note'), needs: ['ask'] },
  ]),
  flowOf('napping', [
    { id: 'nap', uses: 'wait', with: { for: '1s' } },
    { ...script('after', 'note'), needs: ['nap'] },
  ]),
  flowOf('two-steps', [
    script('first', 'until-told'),
    { ...script('second', 'note'), needs: ['first'] },
  ]),
  flowOf('exclusive', [script('one', 'until-told')], {
    concurrency: { key: 'one', onConflict: 'queue' },
  }),
  flowOf('parent', [
    { id: 'child', uses: 'flow', with: { flow: 'two-steps' } },
  ]),
  flowOf('beside', [
    script('long', 'until-told'),
    { id: 'nap', uses: 'wait', with: { for: '1s' }, needs: [] },
    { ...script('after', 'note'), needs: ['nap'] },
  ]),
  flowOf('begun-parent', [
    script('before', 'until-told'),
    {
      id: 'child',
      uses: 'flow',
      with: { flow: 'two-steps' },
      needs: ['before'],
    },
  ]),
  flowOf('late', [script('one', 'note')]),
  flowOf('looking', [
    { id: 'look', uses: 'script', with: { script: 'look', action: 'look' } },
  ]),
  flowOf('tidying', [script('one', 'note')], {
    finally: [script('tidy', 'note')],
  }),
];

describe('A freeze', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {
        note: NOTE,
        look: {
          bash: 'true',
          entry: {
            defaultAction: 'look',
            actions: { look: { readOnly: true } },
          },
        },
        'until-told': {
          bash: 'until [ -e "$FOLDER/go" ]; do sleep 0.05; done; echo "$IDP_STEP_ID" >> "$FOLDER/notes"',
          entry: {},
        },
      },
      flows,
    });
  });
  afterAll(() => idp.stop());
  beforeEach(async () => {
    fs.rmSync(path.join(idp.folder, 'notes'), { force: true });
    fs.rmSync(path.join(idp.folder, 'go'), { force: true });
  });
  afterEach(async () => {
    const { items } = await idp.client.listWindows();
    for (const { id } of items) {
      await idp.client.endWindow(id, { reason: 'The test is over' });
    }
  });

  const freeze = (more: Partial<CreateWindowRequest> = {}) =>
    idp.client.createWindow({
      environments: ['development'],
      to: new Date(Date.now() + 3_600_000).toISOString(),
      reason: 'An incident',
      ...more,
    });
  const notes = () => {
    const file = path.join(idp.folder, 'notes');
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : [];
  };
  const letGo = () => fs.writeFileSync(path.join(idp.folder, 'go'), '');
  const until = async (id: string, is: (run: Run) => boolean) => {
    for (;;) {
      const run = await idp.client.getRun(id);
      if (is(run)) return run;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  const findChild = async (parentId: string) => {
    for (;;) {
      const { items } = await idp.client.listRuns({ flow: 'two-steps' });
      const child = items.find(({ parent }) => parent?.runId === parentId);
      if (child) return child;
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  const isHeld = ({ status, waitingFor }: Run) =>
    status === 'waiting' && waitingFor?.kind === 'window';
  const start = (flowId: string, more: object = {}) =>
    idp.client.startRun(flowId, more);

  it('holds what is started in it, says so at once, and lets it go on when it is ended', async () => {
    const { id: windowId } = await freeze();
    const started = await start('late');
    expect(started.held).toMatchObject({
      effect: 'hold',
      text: 'the end of the freeze "Freeze of development"',
      windows: [windowId],
    });
    const held = await until(started.id, isHeld);
    expect(held.waitingFor?.text).toContain('Freeze of development');
    expect(notes()).toEqual([]);
    await idp.client.endWindow(windowId, { reason: 'Over' });
    const run = await idp.finished(started.id);
    expect(run.status).toBe('succeeded');
    expect(notes()).toEqual(['one', '']);
  });

  it('tells a plan of it, and does not hold a dry run, a look, or another environment', async () => {
    await freeze();
    const { digest: before, held } = await idp.client.planRun('late', {});
    expect(held).toMatchObject({ effect: 'hold' });
    expect(before).toBeDefined();
    const { held: ofLook } = await idp.client.planRun('looking', {});
    expect(ofLook).toBeUndefined();
    expect(await idp.start('looking')).toMatchObject({ status: 'succeeded' });
    const dry = await start('late', { dryRun: true });
    expect(await idp.finished(dry.id)).toMatchObject({ status: 'succeeded' });
    const elsewhere = await start('looking', { environment: 'staging' });
    expect(elsewhere.held).toBeUndefined();
  });

  it.each([
    ['an approval', 'asking'],
    ['a timer', 'napping'],
  ])(
    'that begins while a run waits for %s holds what comes after',
    async (_, flowId) => {
      const { id } = await start(flowId);
      await until(id, ({ status }) => status === 'waiting');
      const { id: windowId } = await freeze();
      if (flowId === 'asking') {
        await idp.client.approveRun(id, { reason: 'Yes' });
      }
      await until(id, isHeld);
      expect(notes()).toEqual([]);
      await idp.client.endWindow(windowId, { reason: 'Over' });
      expect(await idp.finished(id)).toMatchObject({ status: 'succeeded' });
    },
  );

  it('1.5.18: that begins while a run waits for a lock holds its first step', async () => {
    const first = await start('exclusive');
    await until(first.id, ({ status }) => status === 'running');
    const second = await start('exclusive');
    const { id: windowId } = await freeze();
    letGo();
    expect(await idp.finished(first.id)).toMatchObject({ status: 'succeeded' });
    await until(second.id, isHeld);
    await idp.client.endWindow(windowId, { reason: 'Over' });
    expect(await idp.finished(second.id)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('1.5.18: lets finish what has begun when running is finish', async () => {
    const { id } = await start('two-steps');
    await until(id, ({ steps }) => steps[0].status === 'running');
    await freeze({ running: 'finish' });
    letGo();
    expect(await idp.finished(id)).toMatchObject({ status: 'succeeded' });
    expect(notes()).toEqual(['first', 'second', '']);
  });

  it('1.5.18: holds the step after the one that runs, which is let finish, when running is hold', async () => {
    const { id } = await start('two-steps');
    await until(id, ({ steps }) => steps[0].status === 'running');
    const { id: windowId } = await freeze({ running: 'hold' });
    letGo();
    await until(id, isHeld);
    expect(notes()).toEqual(['first', '']);
    await idp.client.endWindow(windowId, { reason: 'Over' });
    expect(await idp.finished(id)).toMatchObject({ status: 'succeeded' });
    expect(notes()).toEqual(['first', 'second', '']);
  });

  it('holds the run that a step starts, and tells the step of it', async () => {
    const { id: windowId } = await freeze();
    const { id } = await start('parent');
    await until(id, ({ steps }) => steps[0].status === 'running');
    const child = await findChild(id);
    await until(child.id, isHeld);
    letGo();
    await idp.client.endWindow(windowId, { reason: 'Over' });
    expect(await idp.finished(id)).toMatchObject({ status: 'succeeded' });
  });

  it('lets finish the run that a step starts of one that had begun', async () => {
    const { id } = await start('begun-parent');
    await until(id, ({ steps }) => steps[0].status === 'running');
    await freeze();
    letGo();
    expect(await idp.finished(id)).toMatchObject({ status: 'succeeded' });
    expect(notes()).toEqual(['before', 'first', 'second', '']);
  });

  it.each(['ended', 'overridden'])(
    'that is %s lets a step go on beside one that runs',
    async how => {
      const { id } = await start('beside');
      await until(id, ({ steps }) => steps[0].status === 'running');
      const { id: windowId } = await freeze({ running: 'hold' });
      await until(id, ({ steps }) => steps[2].waitingFor?.kind === 'window');
      await (how === 'ended'
        ? idp.client.endWindow(windowId, { reason: 'Over' })
        : idp.client.overrideWindow(id, { reason: 'The fix' }));
      const { steps } = await until(
        id,
        run => run.steps[2].status === 'succeeded',
      );
      expect(steps[0].status).toBe('running');
      letGo();
      expect(await idp.finished(id)).toMatchObject({ status: 'succeeded' });
    },
  );

  it('lets what tidies up go on, and a held run be cancelled', async () => {
    await freeze();
    const { id } = await start('tidying');
    await until(id, ({ steps }) => steps[0].waitingFor?.kind === 'window');
    await idp.client.cancelRun(id, { reason: 'Not today' });
    const run = await idp.finished(id);
    expect(run.status).toBe('cancelled');
    expect(run.steps.map(({ status }) => status)).toEqual([
      'skipped',
      'succeeded',
    ]);
    expect(notes()).toEqual(['tidy', '']);
  });

  it('is overridden for one run by a person who may, with a reason', async () => {
    await freeze();
    const { id } = await start('late');
    await until(id, isHeld);
    const offers = await idp.client.allowedActions(id);
    expect(offers.items).toContainEqual({
      action: 'override-window',
      allowed: true,
    });
    await idp.client.overrideWindow(id, { reason: 'The fix of the incident' });
    const run = await idp.finished(id);
    expect(run).toMatchObject({
      status: 'succeeded',
      windowOverrides: [{ reason: 'The fix of the incident' }],
    });
    const other = await start('late');
    await until(other.id, isHeld);
  });

  it('is neither made nor ended by an agent, who can see it', async () => {
    const asAgent = (route: string, body?: object) =>
      fetch(`${idp.url}/v1${route}`, {
        method: body ? 'POST' : 'GET',
        headers: {
          authorization: `Bearer ${idp.token}`,
          'content-type': 'application/json',
          [AGENT_HEADER]: 'helper',
        },
        ...(body && { body: JSON.stringify(body) }),
      });
    const { id } = await freeze();
    const refused = await asAgent(`/windows/${id}/end`, { reason: 'Why not' });
    expect(refused.status).toBe(403);
    expect((await refused.json()).error).toMatchObject({
      reason: 'window-by-person',
      nextActions: [],
    });
    const seen = await asAgent('/windows?environment=development');
    expect((await seen.json()).items).toMatchObject([
      { id, kind: 'freeze', current: {} },
    ]);
  });

  it('tells every field that cannot be', async () => {
    const refused = await freeze({
      environments: ['development', 'moon'],
      to: '2020-01-01T00:00:00.000Z',
    }).catch(error => error.body.error);
    expect(refused.problems).toEqual([
      {
        path: 'environments.1',
        expected: 'one of development, staging',
        got: '"moon"',
      },
      {
        path: 'to',
        expected: 'a time after now, at most 400 days ahead',
        got: '"2020-01-01T00:00:00.000Z"',
      },
    ]);
  });
});
