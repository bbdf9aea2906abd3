import {
  createCatalog,
  createServices,
  entities,
  environments as places,
} from './__testUtils__/catalogServices';

describe('The services of an environment', () => {
  it('know the health request and the workload of a service by its name', async () => {
    const url = 'http://localhost:3001';
    const environments = { development: [{ name: 'grafana', url }] };
    const { services } = createServices(environments, {
      hasCluster: () => true,
    });
    expect(await services.list('development')).toEqual([
      {
        name: 'grafana',
        title: 'Grafana',
        environment: 'development',
        url,
        control: {
          kind: 'kubernetes',
          namespaces: ['monitoring', 'istio-system'],
          selector: 'app.kubernetes.io/name=grafana',
        },
        probes: [
          { kind: 'http', path: '/api/health', timeoutMs: 3_000 },
          { kind: 'kubernetes', timeoutMs: 3_000 },
        ],
        critical: false,
        dependsOn: [],
        source: 'configuration',
      },
    ]);
  });

  it('cannot be controlled where there is no cluster and no script', async () => {
    const { services } = createServices({ development: [{ name: 'grafana' }] });
    const [grafana] = await services.list('development');
    expect(grafana.control).toEqual({ kind: 'none' });
  });

  it('need only what is there, and tell what nobody knows', async () => {
    const { services, warnings } = createServices({
      development: [
        { name: 'jaeger' },
        { name: 'one', dependsOn: ['two', 'three', 'nobody'] },
        { name: 'two' },
      ],
      staging: [{ name: 'three' }],
    });
    const found = await services.list('development');
    expect(found.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
      // It is known to need Istio, which this platform does not have.
      ['jaeger', []],
      ['one', ['two']],
      ['two', []],
    ]);
    await services.list('development');
    expect(warnings).toEqual([
      'development: configuration: one: it depends on nobody, which is no service that is known',
    ]);
  });

  it('have other names that mean one of them only, and no name of another', async () => {
    const { services, warnings } = createServices({
      development: [
        { name: 'argo-cd' },
        { name: 'one', aliases: ['both', 'two', 'mine', 'one'] },
        { name: 'two', aliases: ['both'] },
      ],
    });
    const found = await services.list('development');
    expect(found.map(({ name, aliases }) => [name, aliases])).toEqual([
      ['argo-cd', ['argocd']],
      ['one', ['mine']],
      ['two', undefined],
    ]);
    expect(warnings).toEqual([
      'development: configuration: one: its alias both is one of two as well, and means neither',
      'development: configuration: one: its alias two is the name of another service, and means that one',
      'development: configuration: two: its alias both is one of one as well, and means neither',
    ]);
  });

  it('are those of an environment that there is', async () => {
    const { services } = createServices({ development: [], staging: [] });
    await expect(services.list('moon')).rejects.toThrow(
      'There is no environment moon. There are: development, staging.',
    );
  });
});

describe('Services of the catalog', () => {
  it('are read from annotations, relations and links', async () => {
    const { read } = createCatalog(entities);
    const { services } = createServices(places, { catalog: read });
    const [argo, portal] = await services.list('development');
    expect(argo).toMatchObject({
      name: 'argo-cd',
      critical: true,
      url: 'https://argo-cd.example.com',
      owner: 'team-a',
      entityRef: 'component:default/argo-cd',
      source: 'catalog',
    });
    expect(portal).toEqual({
      name: 'portal',
      title: 'The portal',
      description: 'What portal does',
      environment: 'development',
      url: 'https://portal.example.com',
      control: {
        kind: 'script',
        script: 'idp',
        actions: { start: 'start', stop: 'stop' },
        serviceParameter: 'services',
      },
      probes: [
        {
          kind: 'http',
          path: '/healthz',
          timeoutMs: 3_000,
          namedBy: 'catalog',
        },
      ],
      critical: false,
      dependsOn: ['argo-cd'],
      owner: 'group:default/team-b',
      entityRef: 'component:default/portal',
      source: 'catalog',
    });
    expect(await services.listProblems('development')).toEqual([
      {
        source: 'component:default/something',
        message: expect.stringContaining('"Not a name" is no name'),
      },
    ]);
  });

  it('have no link in another environment than the default one, which it may not be about', async () => {
    const { read } = createCatalog(entities);
    const { services } = createServices(places, { catalog: read });
    const [argo, portal] = await services.list('staging');
    expect(argo.url).toBe('https://staging');
    expect(portal.url).toBeUndefined();
    const names = (await services.list('production')).map(({ name }) => name);
    expect(names).toEqual(['argo-cd']);
  });

  it('are asked for once by many, and again after a while', async () => {
    const { read, catalog, clock } = createCatalog(entities);
    const { services } = createServices(places, { catalog: read });
    await Promise.all(
      Array.from({ length: 20 }, () => services.list('development')),
    );
    clock.advance(9_000);
    await services.list('staging');
    expect(catalog.queryEntities).toHaveBeenCalledTimes(1);
    clock.advance(2_000);
    await services.list('development');
    expect(catalog.queryEntities).toHaveBeenCalledTimes(2);
  });

  it('stay as they were while the catalog is away, which is told once', async () => {
    const { read, catalog, clock } = createCatalog(entities.slice(0, 1));
    const { services, warnings } = createServices(places, {
      catalog: read,
    });
    await services.list('development');
    catalog.queryEntities.mockRejectedValue(new Error('connection refused'));
    clock.advance(11_000);
    const [argo] = await services.list('development');
    clock.advance(11_000);
    await services.list('development');
    expect(argo.name).toBe('argo-cd');
    expect(await services.listProblems('development')).toEqual([
      {
        source: 'catalog',
        message: 'The catalog cannot be read: connection refused',
      },
    ]);
    expect(warnings).toHaveLength(1);
  });

  it('are not waited for when the catalog does not answer', async () => {
    const { read, catalog, clock } = createCatalog([]);
    catalog.queryEntities.mockReturnValue(new Promise(() => {}));
    const development = [{ name: 'opa' }];
    const { services } = createServices({ development }, { catalog: read });
    const listed = services.list('development');
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(5_000);
    expect((await listed).map(({ name }) => name)).toEqual(['opa']);
    clock.advance(11_000);
    const again = services.list('development');
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(300);
    expect(await again).toHaveLength(1);
  });

  it('are none, and no problem, where no catalog is installed', async () => {
    const { read, catalog } = createCatalog([]);
    catalog.queryEntities.mockRejectedValue(
      Object.assign(new Error('Not found'), { statusCode: 404 }),
    );
    const { services } = createServices(places, { catalog: read });
    expect(await services.list('development')).toEqual([]);
    expect(await services.listProblems('development')).toEqual([]);
  });
});
