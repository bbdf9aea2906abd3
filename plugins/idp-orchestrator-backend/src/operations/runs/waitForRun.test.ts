import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { until } from '../../bridge/__testUtils__/createTestBridge';
import { flowOf } from '../../__testUtils__/flows';
import { GaugeReader } from '../../__testUtils__/GaugeReader';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

/** Runs until it is let go, or the test is over. */
const HELD =
  'while [ -d "$FOLDER" ] && [ ! -e "$FOLDER/$IDP_RUN_ID.go" ]; do sleep 0.05; done';
const held = { id: 'held', uses: 'script', with: { script: 'held' } };

describe('Who waits for a run', () => {
  let idp: TestOrchestrator;
  const gauges = new GaugeReader();

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: { held: { bash: HELD }, failing: { bash: 'exit 3' } },
      flows: [
        { ...flowOf([held]), id: 'holding' },
        {
          ...flowOf([
            { id: 'ask', uses: 'approval', with: { message: 'Go on?' } },
            { ...held, needs: ['ask'] },
          ]),
          id: 'asking',
        },
        {
          ...flowOf([
            { ...held, id: 'first' },
            {
              id: 'bad',
              uses: 'script',
              with: { script: 'failing' },
              needs: ['first'],
              onFailure: 'continue',
            },
            {
              id: 'ask',
              uses: 'approval',
              with: { message: 'Go on?' },
              needs: ['bad'],
            },
          ]),
          id: 'failing-midway',
        },
      ],
      services: [
        createServiceFactory({
          service: metricsServiceRef,
          deps: {},
          factory: () => gauges.metrics,
        }),
      ],
    });
  });
  afterAll(() => idp.stop());

  const begin = async (flow: string) =>
    (await idp.client.startRun(flow, {})).id;
  const letGo = (id: string) =>
    writeFile(path.join(idp.folder, `${id}.go`), '');
  const ask = (id: string, query: string, signal?: AbortSignal) =>
    fetch(`${idp.url}/v1/runs/${id}?${query}`, {
      headers: { authorization: `Bearer ${idp.token}` },
      signal,
    });
  const statusOf = async (answer: Promise<Response>) =>
    (await (await answer).json()).status;
  /** Until somebody is waiting for a run, so that what is done next comes after. */
  const untilWaiting = (count = 1) =>
    until(() => gauges.read('idp_orchestrator_run_viewers') === count);

  it('is answered when it is over', async () => {
    const id = await begin('holding');
    const answer = idp.client.getRun(id, { wait: '60s', until: 'over' });
    await untilWaiting();
    await letGo(id);
    const run = await answer;
    expect(run.status).toBe('succeeded');
    // As it would be read, also the place from which it can be watched on.
    expect(run).toEqual(await idp.client.getRun(id));
    expect(await statusOf(ask(id, 'wait=60s'))).toBe('succeeded');
  });

  it('is answered when the time is up, with the run as it is', async () => {
    const id = await begin('holding');
    expect(await statusOf(ask(id, 'wait=1s'))).toBe('running');
    expect(gauges.read('idp_orchestrator_run_viewers')).toBe(0);
    await letGo(id);
    await idp.finished(id);
  });

  it('is answered when a step waits for people, or waits on for the end', async () => {
    const id = await begin('asking');
    const { steps } = await idp.client.getRun(id, { wait: '60s' });
    expect(steps[0].waitingFor?.kind).toBe('approval');
    const answer = statusOf(ask(id, 'wait=60s&until=over'));
    await untilWaiting();
    await idp.client.rejectRun(id, { reason: 'No' });
    expect(await answer).toBe('failed');
  });

  it('is answered when a step fails, and not again for the same failure', async () => {
    const id = await begin('failing-midway');
    const answer = idp.client.getRun(id, { wait: '60s' });
    await untilWaiting();
    await letGo(id);
    const statusesOf = (run: Awaited<typeof answer>) =>
      run.steps.map(({ status }) => status);
    expect(statusesOf(await answer)[1]).toBe('failed');
    const later = await idp.client.getRun(id, { wait: '60s' });
    expect(statusesOf(later)).toEqual(['succeeded', 'failed', 'waiting']);
    await idp.client.cancelRun(id, { reason: 'Seen' });
    await idp.finished(id);
  });

  it('leaves nothing behind when they hang up', async () => {
    const id = await begin('holding');
    const leaving = new AbortController();
    const answer = ask(id, 'wait=60s', leaving.signal);
    await untilWaiting();
    leaving.abort();
    await expect(answer).rejects.toThrow('abort');
    await untilWaiting(0);
    await letGo(id);
    expect((await idp.finished(id)).status).toBe('succeeded');
  });

  it.each([
    ['wait=61s', 'wait: expected a time of up to 60s'],
    ['wait=30', 'wait: expected a time of up to 60s'],
    ['wait=1s&wait=2s', 'wait: expected a time of up to 60s'],
    ['until=over', 'until: expected wait beside it'],
    ['wait=1s&until=done', 'until: expected attention or over'],
  ])('is told what is wrong with %s', async (query, problem) => {
    const { id } = await idp.start('failing');
    const answer = await ask(id, query);
    expect(answer.status).toBe(400);
    expect((await answer.json()).error.message).toContain(problem);
  });
});

describe('Who waits for a run of a backend that is stopped', () => {
  it('is answered at once, and the run goes on', async () => {
    const idp = await startTestOrchestrator({
      scripts: { held: { bash: HELD } },
    });
    const { id } = await idp.client.startRun('held', {});
    const answer = idp.client.getRun(id, { wait: '60s', until: 'over' });
    await idp.client.getRun(id, { wait: '1s' });
    await idp.stop();
    expect((await answer).status).toBe('running');
  });
});
