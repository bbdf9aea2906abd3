import { mockServices } from '@backstage/backend-test-utils';
import { formatHostIdentity } from '@idp/backstage-plugin-idp-orchestrator-common';
import { sqlite } from '../__testUtils__/databases';
import { createWorkerRegistry } from '../database';
import { systemClock } from '../waiting/systemClock';
import type { WorkerRegistry } from '../ports';
import { identifyHost, identifyWorker } from './workerIdentity';
import {
  WorkerHeartbeat,
  type WorkerHeartbeatOptions,
} from './WorkerHeartbeat';

describe('A process on SQLite', () => {
  const database = sqlite();
  let registry: WorkerRegistry;

  beforeAll(() => database.start());
  beforeEach(async () => {
    registry = createWorkerRegistry(await database.create());
  });
  afterAll(() => database.stop());

  const host = identifyHost();
  const heartbeatOf = (changes: Partial<WorkerHeartbeatOptions> = {}) =>
    new WorkerHeartbeat({
      registry,
      worker: identifyWorker(host),
      host,
      role: 'all',
      labels: [],
      alone: true,
      clock: systemClock,
      logger: mockServices.logger.mock(),
      ...changes,
    });
  const reportOther = (name: string, seenAt = Date.now()) =>
    registry.report({ name, role: 'all', labels: [], seenAt });

  it('is refused while another one is there, and told which', async () => {
    const first = heartbeatOf();
    await first.start();
    await expect(heartbeatOf().start()).rejects.toThrow(
      new RegExp(
        `Another process uses this SQLite database: number ${process.pid} on `,
      ),
    );
    await first.stop();
    const second = heartbeatOf();
    await second.start();
    await second.stop();
    expect(await registry.list()).toEqual([]);
  });

  it('starts at once after one that crashed on this host', async () => {
    // No process has this number.
    await reportOther(`${formatHostIdentity(host)}/4194999/1/crashed`);
    const heartbeat = heartbeatOf();
    await heartbeat.start();
    expect(await registry.list()).toHaveLength(1);
    await heartbeat.stop();
  });

  it('starts when one on another host has been silent for long, not before', async () => {
    const name = 'other/boot/0/17/1/x';
    await reportOther(name);
    await expect(heartbeatOf().start()).rejects.toThrow('number 17 on other');
    await reportOther(name, Date.now() - 20_000);
    const heartbeat = heartbeatOf();
    await heartbeat.start();
    await heartbeat.stop();
  });

  it('cannot be a part of a whole', async () => {
    await expect(heartbeatOf({ role: 'worker' }).start()).rejects.toThrow(
      'engine.role is worker',
    );
  });
});
