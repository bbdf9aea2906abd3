import {
  createCatalog,
  createServices,
  entities,
  entity,
  environments,
  needs,
  readAll,
  scripts,
} from './__testUtils__/catalogServices';

describe('Services that entities claim to be', () => {
  it('describe what app-config lists, and change nothing of it', async () => {
    const development = [{ name: 'portal', url: 'http://mine' }];
    const found = await readAll(entities, {
      environments: { ...environments, development },
    });
    expect(found.services.get('portal')).toEqual({
      name: 'portal',
      title: 'The portal',
      description: 'What portal does',
      environment: 'development',
      url: 'http://mine',
      control: { kind: 'none' },
      probes: [{ kind: 'http', path: '/', timeoutMs: 3_000 }],
      critical: false,
      dependsOn: ['argo-cd'],
      entityRef: 'component:default/portal',
      source: 'configuration',
    });
    expect(found.problems).toContainEqual({
      source: 'component:default/portal',
      service: 'portal',
      message:
        'app-config has the service portal, so its annotations health-path, script, service-parameter, environments are not used: say it in idpOrchestrator.services',
    });
  });

  it('fill in what app-config leaves open where it trusts them', async () => {
    const development = [{ name: 'portal', url: 'http://mine', owner: 'me' }];
    const found = await readAll(
      [
        entity('other', { script: 'unlisted', 'stop-action': 'wipe' }),
        ...entities,
      ],
      {
        environments: { ...environments, development },
        entitiesAreTrusted: true,
      },
    );
    expect(found.services.get('portal')).toMatchObject({
      url: 'http://mine',
      owner: 'me',
      control: { kind: 'script', serviceParameter: 'services' },
      // The host is the operator's, and what is asked there an entity's.
      probes: [{ kind: 'http', path: '/healthz', namedBy: 'catalog' }],
    });
    expect(found.services.get('other')?.control).toEqual({
      kind: 'script',
      script: 'unlisted',
      actions: { start: 'start', stop: 'wipe' },
    });
  });

  it.each([
    [
      'an action without a mark',
      { script: 'idp', 'stop-action': 'wipe' },
      /choose the action wipe of the script idp to stop it, which the script catalog does not mark: mark an action there by controls: \[stop\]/,
    ],
    [
      'an action that is marked for something else',
      { script: 'idp', 'stop-action': 'start' },
      /the action start of the script idp to stop it/,
    ],
    [
      'an action that there is not',
      { script: 'idp', 'start-action': 'up' },
      /the action up of the script idp to start it, which the script catalog does not have/,
    ],
    [
      'a flow, or a script of another environment',
      { script: 'whole' },
      /the script whole, which the script catalog of development does not list/,
    ],
    [
      'another parameter for its name',
      { script: 'idp', 'service-parameter': 'environment' },
      /service-parameter is environment, but the script catalog has the name of the service in services/,
    ],
    [
      'a workload',
      { namespaces: 'kube-system', selector: 'k8s-app=kube-dns' },
      /namespaces and selector are not used/,
    ],
  ])('cannot be controlled by %s', async (_, annotations, message) => {
    const found = await readAll(
      [entity('billing', annotations as Record<string, string>)],
      { hasCluster: () => true },
    );
    const { control, probes } = found.services.get('billing')!;
    expect(control).toEqual({
      kind: 'none',
      because: expect.stringMatching(message),
    });
    expect(probes).toMatchObject([{ kind: 'http' }]);
    expect(found.problems).toEqual([
      {
        source: 'component:default/billing',
        service: 'billing',
        message: expect.stringMatching(message),
      },
    ]);
  });

  it('give their name to the script whether they say how or not, and only where it takes it', async () => {
    const found = await readAll(
      [
        entity('silent', { script: 'idp' }),
        entity('whole', { script: 'whole' }),
        entity('wrong', { script: 'whole', 'service-parameter': 'services' }),
        entity('unmarked', { script: 'unmarked' }),
      ],
      {},
      'staging',
    );
    const controlOf = (name: string) => found.services.get(name)?.control;
    expect(controlOf('silent')).toMatchObject({ serviceParameter: 'services' });
    expect(controlOf('whole')).toEqual({
      kind: 'script',
      script: 'whole',
      actions: { start: 'start', stop: 'stop' },
    });
    expect(controlOf('wrong')).toMatchObject({ kind: 'none' });
    expect(controlOf('unmarked')).toMatchObject({ kind: 'none' });
  });

  it('do not get the workload of a name that is known', async () => {
    const found = await readAll([entity('istio', {})], {
      hasCluster: () => true,
    });
    expect(found.services.get('istio')).toMatchObject({
      owner: 'team-a',
      control: { kind: 'none' },
    });
  });

  it('are controlled anew as soon as the script catalog says otherwise', async () => {
    const { read } = createCatalog([entity('billing', { script: 'idp' })]);
    let now = scripts.development;
    const { services } = createServices(environments, {
      catalog: read,
      scripts: { listIn: async () => now },
    });
    const controlNow = async () =>
      (await services.list('development'))[0].control.kind;
    expect(await controlNow()).toBe('script');
    now = [];
    expect(await controlNow()).toBe('none');
  });

  it.each([
    ['a-first', 'shop'],
    ['shop', 'z-last'],
  ])(
    'are neither of two that claim one name, whichever name comes first (%s, %s)',
    async (one, other) => {
      const found = await readAll([
        entity(one, { service: 'shop' }),
        entity(other, { service: 'shop', environments: 'staging' }),
        entity('user', {}, needs(one)),
      ]);
      expect([...found.services.keys()]).toEqual(['user']);
      const said = (from: string, by: string) => ({
        source: `component:default/${from}`,
        service: 'shop',
        message: `component:default/${by} says to be the service shop as well, so neither is used: take the annotation from all but one`,
      });
      expect(found.problems).toEqual([
        said(one, other),
        said(other, one),
        expect.objectContaining({
          service: 'user',
          message: expect.stringContaining('depends on shop'),
        }),
      ]);
    },
  );

  it('leave a service of app-config as it is when two claim its name', async () => {
    const shop = { name: 'shop', url: 'http://mine', title: 'Mine' };
    const found = await readAll(
      [entity('shop', {}), entity('other', { service: 'shop' })],
      { environments: { ...environments, development: [shop] } },
    );
    const { owner, entityRef, ...rest } = found.services.get('shop')!;
    expect([owner, entityRef]).toEqual([undefined, undefined]);
    expect(rest).toMatchObject(shop);
    expect(found.problems).toHaveLength(2);
  });

  it('are out of operation in a circle, and no others', async () => {
    const found = await readAll([
      entity('a', {}, needs('b')),
      entity('b', {}, needs('c')),
      entity('c', {}, needs('a', 'base')),
      entity('own', {}, needs('own')),
      entity('user', {}, needs('a')),
      entity('base', {}),
    ]);
    expect(found.services.get('b')?.circle).toEqual(['b', 'c', 'a', 'b']);
    expect(found.services.get('own')?.circle).toEqual(['own', 'own']);
    expect(found.services.get('user')).not.toHaveProperty('circle');
    expect(found.services.get('base')).not.toHaveProperty('circle');
    expect(found.problems).toEqual([
      {
        source: 'dependsOn',
        message:
          'services need each other in a circle: a → b → c → a; a, b, c cannot be started or stopped; take one of these out of dependsOn',
      },
      {
        source: 'dependsOn',
        message: expect.stringContaining('own → own; own cannot be'),
      },
    ]);
  });

  it('put none of app-config out of operation by a circle', async () => {
    const development = [
      { name: 'one', dependsOn: ['stranger'] },
      { name: 'two', dependsOn: ['one'] },
      { name: 'three' },
      { name: 'four' },
    ];
    const found = await readAll(
      [
        entity('stranger', {}, needs('two-entity', 'base')),
        entity('base', {}),
        entity('two-entity', { service: 'two' }),
        entity('three', {}, needs('four')),
        entity('four', {}, needs('three')),
      ],
      { environments: { ...environments, development } },
    );
    const told = [...found.services.values()].map(
      ({ name, dependsOn, circle }) => [name, dependsOn, circle],
    );
    expect(told).toEqual([
      ['one', ['stranger'], undefined],
      ['two', ['one'], undefined],
      ['three', [], undefined],
      ['four', [], undefined],
      ['base', [], undefined],
      ['stranger', ['base'], ['stranger', 'two', 'one', 'stranger']],
    ]);
    expect(found.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        'one → stranger → two → one; what entities say of these needs is not used; stranger cannot be started or stopped',
      ),
      expect.stringContaining(
        'three → four → three; what entities say of these needs is not used; take',
      ),
    ]);
  });
});
