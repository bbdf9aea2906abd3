import path from 'node:path';
import createKnex from 'knex';
import {
  hasBegun,
  isCompleted,
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

const WAIT = '/w/idp/jobs/run_wait_result/f/f/idp/endless-flow';

describe('Who waits for a result', () => {
  let backend: WindmillBackend;

  it('is told after the longest time, and the run is cancelled', async () => {
    backend = await startWindmillBackend({ windmill: { waitLimitSeconds: 1 } });
    const job_id = crypto.randomUUID();
    const response = await backend.post(`${WAIT}?job_id=${job_id}`);
    expect([response.status, await response.text()]).toEqual([
      500,
      `timeout after 1s: the job ${job_id} was cancelled`,
    ]);
    expect(await backend.until(job_id, isCompleted)).toMatchObject({
      canceled_reason: 'timeout after 1s',
    });
    await backend.idp.stop();
  });

  it('costs the run nothing when the backend is stopped meanwhile', async () => {
    backend = await startWindmillBackend();
    const job_id = crypto.randomUUID();
    const waiting = backend.post(`${WAIT}?job_id=${job_id}`);
    await backend.until(job_id, hasBegun);
    const filename = path.join(backend.idp.folder, 'db.sqlite');
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
    });
    const read = () => knex('runs').where({ id: job_id }).first('status');
    expect(await read()).toEqual({ status: 'running' });
    await backend.idp.stop();
    const response = await waiting;
    expect(response.status).toBe(503);
    expect(await response.text()).toContain(`the job ${job_id} goes on`);
    expect(await read()).toEqual({ status: 'running' });
    await knex.destroy();
  });
});
