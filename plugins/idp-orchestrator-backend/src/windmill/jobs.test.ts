import type { Job } from 'windmill-client';
import {
  isCompleted,
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

let backend: WindmillBackend;

beforeAll(async () => {
  backend = await startWindmillBackend();
});
afterAll(() => backend.idp.stop());

describe('Jobs, as they go on', () => {
  it('are told as updates: what is new in the log, and how far it is', async () => {
    const id = await backend.start('f/f/idp/failing');
    await backend.until(id, isCompleted);
    const all = await backend.read(`/w/idp/jobs_u/getupdate/${id}`);
    expect(all).toMatchObject({
      completed: true,
      running: false,
      new_logs: '[fine] greeting Ben\n[broken] the disk is full\n',
      progress: 100,
      flow_status: {
        modules: [
          { type: 'Success' },
          { type: 'Failure' },
          { type: 'WaitingForPriorSteps' },
        ],
      },
    });
    const offset = `log_offset=${all.log_offset}`;
    const rest = await backend.read(`/w/idp/jobs_u/getupdate/${id}?${offset}`);
    expect(rest.new_logs).toBe('');
  });

  it('are streamed to their end, with the token in the address as browsers need it', async () => {
    const id = await backend.start('f/f/idp/greeting', { name: 'Nora' });
    const response = await backend.call(
      `/w/idp/jobs_u/getupdate_sse/${id}?token=${backend.idp.token}`,
      { token: '' },
    );
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = (await response.text())
      .split('\n\n')
      .filter(Boolean)
      .map(text => JSON.parse(text.replace(/^data: /, '')));
    expect(events.map(({ new_logs = '' }) => new_logs).join('')).toBe(
      '[greet] greeting Nora\n',
    );
    expect(events.at(-1)).toMatchObject({
      type: 'update',
      completed: true,
      job: { id, success: true, result: { said: 'Hello Nora' } },
    });
    const only = await backend.call(
      `/w/idp/jobs_u/getupdate_sse/${id}?only_result=true`,
    );
    expect(await only.text()).toBe(
      'data: {"type":"update","completed":true,"only_result":{"said":"Hello Nora"}}\n\n',
    );
    const none = await backend.call(
      `/w/idp/jobs_u/getupdate_sse/${crypto.randomUUID()}`,
    );
    expect(await none.text()).toBe('data: {"type":"notfound"}\n\n');
    const streamed = await backend.post(
      '/w/idp/jobs/run_and_stream/f/f/idp/greeting',
      {
        name: 'Otto',
      },
    );
    expect(await streamed.text()).toContain('Hello Otto');
  });

  it('have a job for each step', async () => {
    const id = await backend.start('f/f/idp/failing');
    const { flow_status } = await backend.until(id, isCompleted);
    const [fine, broken] = flow_status?.modules.map(({ job }) => job) ?? [];
    expect(await backend.read(`/w/idp/jobs_u/get/${fine}`)).toMatchObject({
      parent_job: id,
      is_flow_step: true,
      success: true,
      result: { greeting: 'Hello Ben' },
      logs: 'greeting Ben\n',
    });
    const failed = `/w/idp/jobs_u/completed/get_result_maybe/${broken}`;
    expect(await backend.read(failed)).toMatchObject({
      completed: true,
      success: false,
      result: { error: { step_id: 'broken', exit_code: 3 } },
    });
  });

  it('are listed and counted by what they are', async () => {
    const ended = await backend.start('p/f/idp/greet', { name: 'Pia' });
    await backend.until(ended, isCompleted);
    const going = await backend.start('p/f/idp/endless');
    const idsOf = async (path: string) =>
      ((await backend.read(path)) as Job[]).map(({ id }) => id);
    const queue = '/w/idp/jobs/queue/list?script_path_exact=f/idp/endless';
    expect(await idsOf(queue)).toEqual([going]);
    expect(await backend.read('/w/idp/jobs/queue/count')).toMatchObject({
      database_length: 1,
    });
    const completed =
      '/w/idp/jobs/completed/list?script_path_start=f/idp/gr&job_kinds=script&success=true&per_page=1';
    expect(await idsOf(completed)).toEqual([ended]);
    expect((await idsOf(`${completed}&page=2`))[0]).not.toBe(ended);
    expect(await idsOf('/w/idp/jobs/list?status=failure&per_page=100')).toEqual(
      expect.not.arrayContaining([ended, going]),
    );
    expect(
      (await backend.read('/w/idp/jobs/completed/count')).database_length,
    ).toBeGreaterThan(1);
    const refused = await backend.call('/w/idp/jobs/list?worker=w1');
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('cannot be filtered by worker');
    const selection = [going, ended, crypto.randomUUID()];
    const cancelled = await backend.post(
      '/w/idp/jobs/queue/cancel_selection',
      selection,
    );
    expect(await cancelled.json()).toEqual([going]);
    await backend.until(going, isCompleted);
  });
});
