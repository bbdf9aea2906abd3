import { ConfigReader } from '@backstage/config';
import { readServicesConfig } from './readServicesConfig';

const read = (config: object) =>
  readServicesConfig(new ConfigReader(config as never), [
    'development',
    'staging',
  ]).byEnvironment;

describe('Services in configuration', () => {
  it('are those of all environments, each with its own on top', () => {
    const services = read({
      services: [
        { name: 'grafana', url: 'http://localhost:3001', critical: 'true' },
        { name: 'localstack', environments: ['development'] },
      ],
      environments: {
        development: { portOffset: '10000' },
        staging: {
          services: [
            { name: 'grafana', url: 'https://grafana.staging', owner: 'sre' },
            { name: 'vault', control: { kind: 'script', script: 'vault' } },
          ],
        },
      },
    });
    expect(services.development).toEqual([
      { name: 'grafana', url: 'http://localhost:13001', critical: true },
      { name: 'localstack', environments: ['development'] },
    ]);
    expect(services.staging).toEqual([
      {
        name: 'grafana',
        url: 'https://grafana.staging',
        critical: true,
        owner: 'sre',
      },
      { name: 'localstack', environments: ['development'] },
      {
        name: 'vault',
        control: 'script',
        script: {
          script: 'vault',
          actions: { start: 'start', stop: 'stop' },
        },
      },
    ]);
  });

  it('have probes with limits, of which ports move as well', () => {
    const { development } = read({
      services: [
        {
          name: 'db',
          url: 'https://db.local/path/',
          waitSeconds: 10,
          probes: [
            { kind: 'tcp', port: 5432, timeoutSeconds: 1 },
            { kind: 'http', expectStatus: '204' },
          ],
        },
        {
          name: 'cache',
          waitLimit: { minutes: 2 },
          probes: [{ kind: 'kubernetes', timeout: '1s' }],
        },
      ],
      environments: { development: { portOffset: 7 } },
    });
    expect(development).toEqual([
      {
        name: 'db',
        url: 'https://db.local:450/path/',
        settleMs: 10_000,
        probes: [
          { kind: 'tcp', host: 'db.local', port: 5439, timeoutMs: 1_000 },
          { kind: 'http', path: '/', expectStatus: 204, timeoutMs: 3_000 },
        ],
      },
      {
        name: 'cache',
        settleMs: 120_000,
        probes: [{ kind: 'kubernetes', timeoutMs: 1_000 }],
      },
    ]);
  });

  it.each([
    [
      'a name that is none',
      [{ name: 'Big One' }],
      'idpOrchestrator.services.0.name: expected lower-case letters',
    ],
    [
      'a field that it does not know',
      [{ name: 'a', dependson: ['b'] }],
      '0.dependson: expected no property of this name',
    ],
    [
      'a control that is none',
      [{ name: 'a', control: { kind: 'magic' } }],
      'a control of kind script, kubernetes or none',
    ],
    [
      'an address that is none',
      [{ name: 'a', url: 'localhost:3000' }],
      '0.url: expected an address with http or https',
    ],
    ['a name twice', [{ name: 'a' }, { name: 'a' }], 'has the service a twice'],
    [
      'an environment that there is not',
      [{ name: 'a', environments: ['moon'] }],
      'of which moon is not configured',
    ],
    [
      'a circle',
      [
        { name: 'a', dependsOn: ['b'] },
        { name: 'b', dependsOn: ['a'] },
      ],
      'a → b → a',
    ],
  ])('refuse %s, saying what is wrong', (_, services, message) => {
    expect(() => read({ services })).toThrow(message);
  });

  it('may be left out, and come from the catalog then', () => {
    expect(readServicesConfig(undefined, ['a'])).toEqual({
      byEnvironment: { a: [] },
      fromCatalog: true,
      trustsCatalog: false,
      probeHosts: [],
    });
    const config = new ConfigReader({ catalogServices: 'false' });
    expect(readServicesConfig(config, []).fromCatalog).toBe(false);
  });

  it('of the catalog may be trusted, and their hosts asked, where that is said', () => {
    const readRules = (catalogServices: object) =>
      readServicesConfig(new ConfigReader({ catalogServices } as never), []);
    const probeHosts = ['*.example.com'];
    expect(readRules({ trusted: 'true', probeHosts })).toEqual({
      byEnvironment: {},
      fromCatalog: true,
      trustsCatalog: true,
      probeHosts,
    });
    expect(() => readRules({ trust: true })).toThrow(
      'idpOrchestrator.catalogServices.trust: expected no property of this name',
    );
    expect(() =>
      readServicesConfig(new ConfigReader({ catalogServices: 3 }), []),
    ).toThrow(
      'idpOrchestrator.catalogServices: expected true, false, or what entities of services may say, got 3',
    );
  });

  it('are moved by whole numbers of ports only', () => {
    const environments = { development: { portOffset: 0.5 } };
    expect(() => read({ environments })).toThrow(
      'idpOrchestrator.environments.development.portOffset: expected a whole number of ports, got 0.5',
    );
  });
});
