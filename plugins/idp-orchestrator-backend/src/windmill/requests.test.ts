import fs from 'node:fs';
import type { QueuedJob } from 'windmill-client';
import {
  isCompleted,
  hasBegun,
  toBase64,
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

let backend: WindmillBackend;

beforeAll(async () => {
  backend = await startWindmillBackend();
});
afterAll(() => backend.idp.stop());

describe('Requests as users of Windmill write them', () => {
  it.each(['f/f/idp/greeting', 'f/idp/greeting'])(
    'start a flow at %s',
    async path => {
      const id = await backend.start(path, { name: 'Gus' });
      const job = await backend.until(id, isCompleted);
      expect(job).toMatchObject({ result: { said: 'Hello Gus' } });
    },
  );

  it('work under the address of the plugin as well', async () => {
    const response = await fetch(
      `${backend.idp.url}/windmill/api/w/idp/jobs/run_wait_result/p/f/idp/greet`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${backend.idp.token}` },
        body: '{"name":"Hal"}',
      },
    );
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Content-Type: application/json');
    expect(await (await backend.call('/version')).text()).toContain('1.818');
  });

  it('wait for a result: what was given, or the error with 422', async () => {
    const good = await backend.post(
      '/w/idp/jobs/run_wait_result/p/f/idp/greet',
      {
        name: 'Ida',
      },
    );
    expect(good.status).toBe(200);
    expect(await good.json()).toEqual({ greeting: 'Hello Ida' });
    const bad = await backend.post(
      '/w/idp/jobs/run_wait_result/f/f/idp/failing',
    );
    expect(bad.status).toBe(422);
    expect(await bad.json()).toMatchObject({ error: { step_id: 'broken' } });
    const payload = toBase64({ name: 'Jon' });
    const got = await backend.read(
      `/w/idp/jobs/run_wait_result/p/f/idp/greet?payload=${payload}`,
    );
    expect(got).toEqual({ greeting: 'Hello Jon' });
  });

  it('get the answer in the form that a result asks for, as far as that is harmless', async () => {
    const shaped = await backend.post(
      '/w/idp/jobs/run_wait_result/p/f/idp/shaped',
    );
    expect(shaped.status).toBe(418);
    expect(shaped.headers.get('content-type')).toContain('text/csv');
    expect(shaped.headers.get('x-shape')).toBe('tall');
    expect(shaped.headers.get('set-cookie')).toBeNull();
    expect(await shaped.text()).toBe('a,b');
  });

  it('cancel the run when the caller hangs up', async () => {
    const hungUp = new AbortController();
    const job_id = crypto.randomUUID();
    const waiting = backend.call(
      `/w/idp/jobs/run_wait_result/f/f/idp/endless-flow?job_id=${job_id}`,
      { method: 'POST', signal: hungUp.signal },
    );
    waiting.catch(() => undefined);
    await expect(backend.until(job_id, hasBegun)).resolves.toMatchObject({
      running: true,
    });
    hungUp.abort();
    expect(await backend.until(job_id, isCompleted)).toMatchObject({
      canceled: true,
      canceled_reason: 'http connection broke',
    });
  });

  it('choose the id of the run, once', async () => {
    const job_id = crypto.randomUUID();
    const path = `f/f/idp/greeting?job_id=${job_id}`;
    expect(await backend.start(path, { name: 'Kim' })).toBe(job_id);
    const again = await backend.post(`/w/idp/jobs/run/${path}`, {
      name: 'Kim',
    });
    expect(again.status).toBe(400);
    expect(await again.text()).toContain(`There is a run ${job_id} already`);
  });

  it('start a run later, which says so until then', async () => {
    const id = await backend.start('f/f/idp/greeting?scheduled_in_secs=2', {
      name: 'Lea',
    });
    const waiting = await backend.read<QueuedJob>(`/w/idp/jobs_u/get/${id}`);
    expect(waiting).toMatchObject({ type: 'QueuedJob', running: false });
    const due = Date.parse(waiting.scheduled_for ?? '');
    expect(due).toBeGreaterThan(Date.parse(waiting.created_at ?? '') + 1_500);
    const done = await backend.until(id, isCompleted);
    expect(Date.parse(done.started_at ?? '')).toBeGreaterThanOrEqual(due);
    const far = new Date(Date.now() + 1e9).toISOString();
    const later = await backend.start(`f/f/idp/mending?scheduled_for=${far}`);
    expect(await backend.read(`/w/idp/jobs_u/get/${later}`)).toMatchObject({
      scheduled_for: far,
      running: false,
    });
    await backend.post(`/w/idp/jobs_u/queue/cancel/${later}`);
    await backend.until(later, isCompleted);
  });

  it('take more than an object as arguments', async () => {
    const run = async (query: string, body: string) => {
      const response = await backend.call(
        `/w/idp/jobs/run/f/f/idp/mending${query}`,
        {
          method: 'POST',
          body,
          headers: { 'X-My-Name': 'Max' },
        },
      );
      return backend.read(`/w/idp/jobs_u/get_args/${await response.text()}`);
    };
    expect(await run('', '[1,2]')).toEqual({ body: [1, 2] });
    expect(await run('?wrap_body=true', '{"a":1}')).toEqual({ body: { a: 1 } });
    expect(await run('?raw=true', '{ "a": 1 }')).toEqual({
      a: 1,
      raw_string: '{ "a": 1 }',
    });
    const more = '?include_header=X-My-Name&include_query=city&city=Rome';
    expect(await run(more, '{}')).toEqual({ x_my_name: 'Max', city: 'Rome' });
  });

  it('go on from a step, in both forms', async () => {
    fs.writeFileSync(`${backend.idp.folder}/broken`, '');
    const id = await backend.start('f/f/idp/mending');
    const failed = await backend.until(id, isCompleted);
    expect(failed.flow_status?.modules).toMatchObject([
      { id: 'first', type: 'Success' },
      { id: 'second', type: 'Failure' },
    ]);
    fs.rmSync(`${backend.idp.folder}/broken`);
    const step_id = 'second';
    const response = await backend.post(`/w/idp/jobs/restart/f/${id}`, {
      step_id,
    });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe(id);
    expect(await backend.until(id, isCompleted)).toMatchObject({
      success: true,
    });
    const older = `/w/idp/jobs/restart/f/${id}/from/first/0`;
    expect((await backend.post(older)).status).toBe(201);
    await backend.until(id, isCompleted);
    const middle = { step_id, branch_or_iteration_n: 2 };
    const refused = await backend.post(`/w/idp/jobs/restart/f/${id}`, middle);
    expect(refused.status).toBe(400);
  });

  it('are told what there is, when they ask for what is not', async () => {
    for (const path of [
      '/w/idp/jobs/run/h/1234',
      '/w/idp/jobs/run/preview',
      '/w/idp/schedules/setdefaulthandler',
    ]) {
      const response = await backend.post(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('text/plain');
      expect(await response.text()).toContain(
        'POST /w/idp/jobs/run/f/f/idp/{flow}',
      );
    }
    const flow = await backend.post('/w/idp/jobs/run/p/f/idp/greeting');
    expect([flow.status, await flow.text()]).toEqual([
      404,
      'greeting is a flow, not a script',
    ]);
    const elsewhere = await backend.post('/w/other/jobs/run/f/f/idp/greeting');
    expect(await elsewhere.text()).toContain('There is no workspace other');
  });
});
