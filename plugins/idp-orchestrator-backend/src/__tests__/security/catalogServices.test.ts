import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import type { ResponseError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

/** An entity as anybody may register it in the portal. */
const entity = (
  name: string,
  annotations: Record<string, string> = {},
  { owner = 'group:default/strangers', needs = [] as string[] } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: Object.fromEntries(
      Object.entries({ service: name, ...annotations }).map(([key, value]) => [
        `idp-orchestrator/${key}`,
        value,
      ]),
    ),
  },
  spec: { owner },
  relations: [
    { type: 'ownedBy', targetRef: owner },
    ...needs.map(need => ({
      type: 'dependsOn',
      targetRef: `component:default/${need}`,
    })),
  ],
});

const entities = [
  entity('innocent', { script: 'setup', 'start-action': 'cleanup' }),
  entity('billing', { script: 'control' }),
  // Its name sorts before that of the entity whose service it claims.
  entity('a-thief', { service: 'shop' }, { owner: 'group:default/thieves' }),
  entity('shop', {}, { owner: 'group:default/shop' }),
  entity('b-thief', {
    service: 'grafana',
    url: 'http://evil.example.com',
    critical: 'true',
    script: 'setup',
    'stop-action': 'cleanup',
  }),
  entity('one', { script: 'control' }, { needs: ['two'] }),
  entity('two', { script: 'control' }, { needs: ['three'] }),
  entity('three', { script: 'control' }, { needs: ['one'] }),
  entity('own-end', { script: 'control' }, { needs: ['own-end'] }),
];

describe('Services that anybody may register in the catalog', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {
        setup: {
          bash: 'echo "$1" >> "$FOLDER/done.txt"',
          entry: {
            actions: {
              go: { title: 'Go' },
              start: { title: 'Start', controls: ['start'] },
              stop: { title: 'Stop', controls: ['stop'] },
              cleanup: { title: 'Remove all', risk: 'critical' },
            },
          },
        },
        control: {
          bash: 'echo "$*" >> "$FOLDER/done.txt"',
          entry: {
            parameters: { services: { type: 'array' } },
            serviceParameter: 'services',
            defaultAction: 'start',
            actions: {
              start: { title: 'Start', controls: ['start'] },
              stop: { title: 'Stop', controls: ['stop'] },
            },
          },
        },
      },
      config: {
        services: [{ name: 'grafana' }],
      },
      services: [catalogServiceMock.factory({ entities })],
    });
  });

  afterAll(() => idp?.stop());

  const service = async (name: string) =>
    (await idp.client.listServices({ environment: 'development' })).items.find(
      one => one.name === name,
    );
  const problemsOf = async (name: string) =>
    (
      await idp.client.listServices({ environment: 'development' })
    ).problems.filter(({ service: of }) => of === name);
  const refusalOf = (operation: 'start' | 'stop', services: string[]) =>
    idp.client.operateServices({ operation, services, reason: 'test' }).then(
      () => undefined,
      (error: ResponseError) => JSON.stringify(error.body),
    );

  it('are not controlled by an action that the script catalog does not mark', async () => {
    expect(await service('innocent')).toMatchObject({
      control: 'none',
      mayOperate: false,
    });
    expect(await problemsOf('innocent')).toEqual([
      {
        source: 'component:default/innocent',
        service: 'innocent',
        message: expect.stringMatching(/cleanup.*controls: \[start\]/),
      },
    ]);
    expect(await refusalOf('start', ['innocent'])).toContain('cleanup');
  });

  it('are controlled by actions that it marks, by their own name', async () => {
    expect(await service('billing')).toMatchObject({
      control: 'script',
      mayOperate: true,
    });
    const { id } = await idp.client.operateServices({
      operation: 'start',
      services: ['billing'],
      reason: 'test',
    });
    const run = await idp.finished(id);
    // Nothing answers at its address, since it has none.
    expect(JSON.stringify(run)).toContain('billing');
    const done = await readFile(path.join(idp.folder, 'done.txt'), 'utf8');
    expect(done).toBe('start --services billing\n');
  });

  it('are neither of two that claim one name', async () => {
    expect(await service('shop')).toBeUndefined();
    expect(await problemsOf('shop')).toEqual(
      ['component:default/a-thief', 'component:default/shop'].map(source => ({
        source,
        service: 'shop',
        message: expect.stringContaining('neither'),
      })),
    );
  });

  it('change nothing of a service of app-config', async () => {
    const grafana = await service('grafana');
    expect(grafana).toMatchObject({
      control: 'none',
      critical: false,
      source: 'configuration',
    });
    expect(grafana).not.toHaveProperty('owner');
    expect(grafana).not.toHaveProperty('url');
    const [problem] = await problemsOf('grafana');
    expect(problem.message).toMatch(/url, critical, script, stop-action/);
  });

  it('are out of operations in a circle, and nobody else is', async () => {
    for (const name of ['one', 'two', 'three']) {
      expect(await service(name)).toMatchObject({
        mayOperate: false,
        notAllowedReason: expect.stringContaining('circle'),
      });
    }
    expect(await service('own-end')).toMatchObject({ mayOperate: false });
    expect(await refusalOf('start', ['two'])).toContain(
      'two → three → one → two',
    );
    expect(await refusalOf('stop', ['billing'])).toBeUndefined();
  });
});
