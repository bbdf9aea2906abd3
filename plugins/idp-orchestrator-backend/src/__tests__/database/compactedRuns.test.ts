import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const scripts = {
  twice: {
    bash: 'echo one; echo two >&2; [ -e "$FOLDER/fine" ] || { touch "$FOLDER/fine"; exit 3; }',
  },
};

const start = async () => {
  const scheduler = mockServices.scheduler();
  const idp = await startTestOrchestrator({
    scripts,
    config: { retention: { compactAfter: '0s' } },
    services: [
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        // Its tasks run when the test says so.
        factory: () => scheduler,
      }),
    ],
  });
  const compact = async () => {
    // As long ago as it takes until nobody goes back to an older version.
    await idp.knex('schema_changes').update({ at: 0 });
    await scheduler.triggerTask('compact-finished-runs');
  };
  return { idp, compact };
};

/** What the doors say of a run. */
const readDoors = async (
  { client, url, token }: TestOrchestrator,
  id: string,
) => {
  const get = async (path: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/v1/runs/${id}${path}`, { headers });
    return [answer.status, await answer.text()];
  };
  const streamed = [];
  for await (const entry of client.watchRun(id)) streamed.push(entry);
  return {
    run: await client.getRun(id),
    events: await get('/events'),
    later: await get('/events?after=3'),
    log: await get('/logs?step=twice'),
    streamed,
  };
};

it('A compacted run is told by every door as before, and can be retried', async () => {
  const { idp, compact } = await start();
  const { id, status, steps } = await idp.start('twice');
  expect(status).toBe('failed');
  const before = await readDoors(idp, id);
  await compact();
  await compact();
  expect(await idp.knex('run_events')).toEqual([]);
  expect(await readDoors(idp, id)).toEqual(before);
  expect(before.log).toEqual([200, expect.stringContaining('one\n')]);

  await idp.client.retryRun(id, {
    from: steps[0].id,
    reason: 'it is fine now',
  });
  expect((await idp.finished(id)).status).toBe('succeeded');
  const after = await readDoors(idp, id);
  expect(after.streamed.slice(0, before.streamed.length)).toEqual(
    before.streamed,
  );
  await compact();
  expect(await idp.knex('run_events')).toEqual([]);
  expect(await readDoors(idp, id)).toEqual(after);
  await idp.stop();
});
