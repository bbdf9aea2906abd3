import fs from 'node:fs';
import path from 'node:path';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import type {
  OperateServicesRequest,
  PlatformHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowOf } from '../../__testUtils__/flows';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

/** Services are files: there is one while a service is up. */
const PLATFORM = `
case "$1" in
  start)
    while [ -f "$FOLDER/hold" ]; do sleep 0.05; done
    if [ -f "$FOLDER/broken-$SERVICE" ]; then exit 3; fi
    touch "$FOLDER/up-$SERVICE" ;;
  stop) rm -f "$FOLDER/up-$SERVICE" ;;
  look) [ -f "$FOLDER/up-$SERVICE" ] ;;
esac`;

const UPGRADE = `
echo '::service::argo::upgraded to 2'
echo '::service::nothing::upgraded too'`;

const control = {
  kind: 'script',
  script: 'platform',
  serviceParameter: 'service',
};
const probes = [{ kind: 'script', script: 'platform', action: 'look' }];
const environments = ['development'];

describe('What is wanted of services', () => {
  const scheduler = mockServices.scheduler();
  const sent: NotificationSendOptions[] = [];
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {
        platform: {
          bash: PLATFORM,
          entry: {
            parameters: {
              service: { type: 'string', as: { variable: 'SERVICE' } },
            },
            serviceParameter: 'service',
            defaultAction: 'start',
            actions: {
              start: { controls: ['start'] },
              stop: { controls: ['stop'] },
              look: { readOnly: true },
            },
          },
        },
        upgrade: { bash: UPGRADE, entry: { touches: ['loki', 'elsewhere'] } },
      },
      flows: [
        flowOf([{ id: 'up', uses: 'script', with: { script: 'upgrade' } }], {
          id: 'upgrading',
          title: 'Upgrade',
        }),
        ...(['start', 'stop'] as const).map(action =>
          flowOf(
            [
              {
                id: 'do',
                uses: 'script',
                with: { script: 'platform', action, args: { service: 'loki' } },
              },
            ],
            { id: `${action}-loki`, title: `By hand: ${action}` },
          ),
        ),
      ],
      config: {
        services: [
          {
            ...{ name: 'argo', title: 'Argo', critical: true },
            ...{ control, probes, environments },
          },
          {
            ...{ name: 'loki', title: 'Loki', dependsOn: ['argo'] },
            ...{ control, probes, environments },
          },
        ],
      },
      services: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async (notification: NotificationSendOptions) => {
              sent.push(notification);
            },
          }),
        }),
      ],
    });
  });
  afterAll(() => idp.stop());

  const file = (name: string) => path.join(idp.folder, name);
  const look = async () => {
    await scheduler.triggerTask('watch-health');
    return idp.client.getHealth({ refresh: true });
  };
  const operate = async (request: OperateServicesRequest) => {
    const { id } = await idp.client.operateServices(request);
    return idp.finished(id);
  };
  const until = async (isSo: (health: PlatformHealth) => boolean) => {
    for (const end = Date.now() + 30_000; Date.now() < end;) {
      const health = await idp.client.getHealth({ refresh: true });
      if (isSo(health)) return health;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error('It did not come to that within 30 s');
  };
  const lastChangeOf = async (name: string) =>
    (await idp.client.getService(name)).lastChange;

  it('is told as new, with one thing to do, where nothing ever ran', async () => {
    expect(await look()).toMatchObject({
      status: 'unhealthy',
      isNew: true,
      summary: 'Nothing runs here yet.',
      recommendations: [
        {
          services: ['argo', 'loki'],
          action: { operation: 'start', services: ['argo', 'loki'] },
        },
      ],
    });
    const started = await operate({ operation: 'start' });
    expect(started.status).toBe('succeeded');
    const health = await look();
    expect(health).toMatchObject({ status: 'healthy', summary: 'Healthy.' });
    expect(health).not.toHaveProperty('isNew');
  });

  it('is no alarm while an ordered restart goes on, nor after it', async () => {
    fs.writeFileSync(file('hold'), '');
    const watched = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      const { signal } = watched;
      for await (const health of idp.client.watchHealth({ signal })) {
        if (health.summary) seen.push(health.summary);
      }
    })();
    const reason = 'A new theme';
    const { id } = await idp.client.operateServices({
      operation: 'restart',
      reason,
    });
    await until(({ services }) =>
      services.every(({ status }) => status === 'down'),
    );
    const during = await look();
    expect(during).toMatchObject({
      status: 'changing',
      summary: 'Restarting: Argo, Loki.',
      recommendations: [],
    });
    expect(during.services).toMatchObject(
      ['argo', 'loki'].map(name => ({
        name,
        status: 'down',
        needsAttention: false,
        pending: {
          act: 'restarting',
          runId: id,
          runTitle: 'Restart all services',
          by: { ref: 'user:default/mock' },
        },
      })),
    );
    fs.rmSync(file('hold'));
    expect((await idp.finished(id)).status).toBe('succeeded');
    const after = await look();
    expect(after).toMatchObject({ status: 'healthy', recommendations: [] });
    expect(after.services[0]).not.toHaveProperty('pending');
    expect(await lastChangeOf('argo')).toMatchObject({
      runId: id,
      runTitle: 'Restart all services',
      stepId: 'start-argo',
      what: 'start',
      operation: 'restart',
    });
    for (const end = Date.now() + 30_000; Date.now() < end;) {
      if (seen.at(-1) === 'Healthy.' && seen.length > 1) break;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    watched.abort();
    await watching.catch(() => undefined);
    expect(seen).toContain('Restarting: Argo, Loki.');
    expect(seen.at(-1)).toBe('Healthy.');
    expect(seen.join()).not.toMatch(/down|degraded|Unhealthy/);
  });

  it('shows who stopped a service, why and until when, and advises nothing', async () => {
    const end = new Date(Date.now() + 3_600_000).toISOString();
    await operate({
      operation: 'stop',
      services: ['loki'],
      reason: 'Upgrade',
      until: end,
    });
    const health = await look();
    expect(health).toMatchObject({
      status: 'healthy',
      summary: `Healthy. Stopped: Loki by mock until ${end.slice(0, 16)}Z (Upgrade).`,
      recommendations: [],
      services: [
        { name: 'argo' },
        {
          name: 'loki',
          status: 'down',
          needsAttention: false,
          wanted: {
            state: 'stopped',
            by: { ref: 'user:default/mock' },
            reason: 'Upgrade',
            until: end,
            stepId: 'stop-loki',
          },
        },
      ],
    });
    // Asked for, and found as it is meant to be.
    const checked = await operate({ operation: 'health' });
    expect(checked.status).toBe('succeeded');
    await operate({ operation: 'start', services: ['loki'] });
    const [, loki] = (await look()).services;
    expect(loki).toMatchObject({
      status: 'healthy',
      wanted: { state: 'running' },
    });
  });

  it('takes a time until which services are stopped only where it makes sense', async () => {
    const past = '2026-01-01T00:00:00Z';
    await expect(
      idp.client.operateServices({ operation: 'stop', until: past }),
    ).rejects.toMatchObject({ body: { response: { statusCode: 400 } } });
    for (const [end, says] of [
      [past, `until: expected a time in the future in ISO 8601, got ${past}`],
      ['tomorrow', 'expected a time in ISO 8601, with its offset'],
    ]) {
      await expect(
        idp.client.planOperation({ operation: 'stop', until: end }),
      ).rejects.toMatchObject({
        statusCode: 400,
        body: { error: { message: expect.stringContaining(says) } },
      });
    }
    const later = new Date(Date.now() + 60_000).toISOString();
    await expect(
      idp.client.operateServices({ operation: 'restart', until: later }),
    ).rejects.toMatchObject({ body: { response: { statusCode: 400 } } });
  });

  it('is an alarm when a restart has failed half way, told once', async () => {
    fs.writeFileSync(file('broken-argo'), '');
    const run = await operate({ operation: 'restart' });
    expect(run.status).toBe('failed');
    const health = await look();
    await look();
    expect(health).toMatchObject({
      status: 'unhealthy',
      services: [
        { name: 'argo', needsAttention: true },
        { name: 'loki', needsAttention: true },
      ],
      recommendations: [{ action: { services: ['argo', 'loki'] } }],
    });
    for (const end = Date.now() + 30_000; Date.now() < end;) {
      if (sent.some(({ payload }) => payload.title.endsWith('is down'))) break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    fs.rmSync(file('broken-argo'));
    await operate({ operation: 'start' });
    expect((await look()).status).toBe('healthy');
    // Neither of the first restart, nor of the stop.
    const told = sent
      .map(({ payload }) => payload.title)
      .filter(title => title.endsWith('is down'));
    expect(told).toEqual(['Argo (development) is down']);
  });

  it('knows what scripts say that they do to services, and what the catalog says of them', async () => {
    const run = await idp.start('upgrading');
    expect(run.status).toMatch(/^succeeded/);
    expect(run.steps[0]).toMatchObject({
      touched: [
        { service: 'loki', what: 'Script upgrade: Go' },
        { service: 'argo', what: 'upgraded to 2' },
      ],
      annotations: [
        {
          level: 'warning',
          text: 'It says what it does to nothing, which is no service of development.',
        },
      ],
    });
    expect(await lastChangeOf('argo')).toMatchObject({
      runId: run.id,
      runTitle: 'Upgrade',
      stepId: 'up',
      what: 'upgraded to 2',
    });
    expect(await lastChangeOf('loki')).toMatchObject({
      what: 'Script upgrade: Go',
    });
    const { items } = await idp.client.listRuns({ service: 'argo' });
    expect(items[0].id).toBe(run.id);
    const dry = await idp.client.startRun('upgrading', { dryRun: true });
    const { steps } = await idp.finished(dry.id);
    expect(steps[0]).not.toHaveProperty('touched');
    expect((await lastChangeOf('argo'))?.runId).toBe(run.id);
  });

  it('knows the services that a caller names to a script, and what is wanted of them then', async () => {
    const stopped = await idp.start('stop-loki');
    expect(stopped.status).toBe('succeeded');
    expect(await look()).toMatchObject({
      status: 'healthy',
      recommendations: [],
      services: [
        { name: 'argo' },
        {
          name: 'loki',
          needsAttention: false,
          wanted: { state: 'stopped', by: { ref: 'user:default/mock' } },
        },
      ],
    });
    expect(await lastChangeOf('loki')).toMatchObject({
      runId: stopped.id,
      what: 'stopped',
    });
    const started = await idp.start('start-loki');
    expect(started.status).toBe('succeeded');
    const [, loki] = (await look()).services;
    expect(loki).toMatchObject({ wanted: { state: 'running' } });
    expect(await lastChangeOf('loki')).toMatchObject({
      runId: started.id,
      what: 'Script platform: start',
    });
  });
});
