import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { until } from '../bridge/__testUtils__/createTestBridge';
import { EventStreamViewer } from '../__testUtils__/EventStreamViewer';
import { GaugeReader } from '../__testUtils__/GaugeReader';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

const MANY = 200;
/** Timers of others, beside. */
const A_FEW = 10;

/** Waits for its viewers, twice. */
const REPORTING = `
await() { until [ -e "$FOLDER/$IDP_RUN_ID.$1" ]; do sleep 0.1; done; }
report() { for n in $(seq "$1" "$2"); do echo "::progress::$n::at $n"; echo "line $n"; sleep 0.02; done; }
await first
report 1 30
await second
report 31 60
`;

describe('Two hundred viewers of a run', () => {
  let idp: TestOrchestrator;
  const gauges = new GaugeReader();
  const viewersNow = () => gauges.read('idp_orchestrator_run_viewers');
  const timersNow = () =>
    process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: { reporting: { bash: REPORTING } },
      config: { api: { requestsPerMinute: 10_000 } },
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

  /** A run that waits, and viewers that have seen all there is. */
  const begin = async (count: number) => {
    const { id } = await idp.client.startRun('reporting', {});
    const url = `${idp.url}/v1/runs/${id}/events`;
    const viewers = Array.from(
      { length: count },
      () => new EventStreamViewer(url, idp.token),
    );
    await Promise.all(viewers.map(viewer => viewer.join()));
    const { lastSeq } = await idp.client.getRun(id);
    await until(() => viewers.every(({ seen }) => seen.length >= lastSeq));
    return { id, viewers };
  };
  const letGo = (id: string, part: 'first' | 'second') =>
    writeFile(path.join(idp.folder, `${id}.${part}`), '');

  /** Until the viewer has as much as there is when the run waits in the middle. */
  const untilHalf = (id: string) =>
    until(async () => {
      const { steps } = await idp.client.getRun(id);
      return steps[0].progress?.percent === 30;
    });

  const everything = ({ lastSeq }: Run) =>
    Array.from({ length: lastSeq }, (_, index) => index + 1);

  /** Reads of what viewers see, while a run of which they have seen the beginning goes on. */
  const countReads = async (count: number) => {
    const { id, viewers } = await begin(count);
    let reads = 0;
    const notice = ({ sql }: { sql: string }) => {
      if (/^\s*(select|with)\b/i.test(sql)) reads += 1;
    };
    idp.knex.on('query', notice);
    await letGo(id, 'first');
    await letGo(id, 'second');
    await Promise.all(viewers.map(({ over }) => over));
    idp.knex.removeListener('query', notice);
    const run = await idp.client.getRun(id);
    for (const { seen } of viewers) expect(seen).toEqual(everything(run));
    return reads;
  };

  it('see everything once and in order, and the database is read as often as for one', async () => {
    const one = await countReads(1);
    const many = await countReads(MANY);
    // A run that takes longer is looked at more often, whoever watches.
    expect(many - one).toBeLessThan(MANY / 2);
  });

  it('come back after a cut and have every event once', async () => {
    const { id, viewers } = await begin(MANY);
    const cut = viewers.filter((_, index) => index % 4 === 0);
    await letGo(id, 'first');
    await until(() => viewers.every(({ seen }) => seen.length > 10));
    await Promise.all(cut.map(viewer => viewer.cut()));
    await untilHalf(id);
    await Promise.all(cut.map(viewer => viewer.join()));
    await letGo(id, 'second');
    await Promise.all(viewers.map(({ over }) => over));
    const run = await idp.client.getRun(id);
    expect(run.status).toBe('succeeded');
    for (const { seen } of viewers) expect(seen).toEqual(everything(run));
  });

  it('leave nothing behind when they go while the run goes on', async () => {
    const timers = timersNow();
    const { id, viewers } = await begin(MANY);
    expect(viewersNow()).toBe(MANY);
    await letGo(id, 'first');
    await untilHalf(id);
    await Promise.all(viewers.map(viewer => viewer.cut()));
    await until(() => viewersNow() === 0);
    await until(() => timersNow() <= timers + A_FEW);
    await letGo(id, 'second');
    expect((await idp.finished(id)).status).toBe('succeeded');
    expect(viewersNow()).toBe(0);
  });
});
