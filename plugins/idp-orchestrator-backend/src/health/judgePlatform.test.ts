import type { ServiceDefinition } from '../platform';
import { createTestService } from './__testUtils__/services';
import { judgePlatform } from './judgePlatform';
import { judgeService } from './judgeService';
import type { Sight } from './probes';

const sight = (more: Partial<Sight>): Sight => ({
  kind: 'http',
  status: 'healthy',
  score: 100,
  text: 'answers with status 200',
  answered: true,
  ...more,
});

const SIGHTS = {
  healthy: sight({}),
  degraded: sight({ status: 'degraded', score: 50, text: 'answers with 404' }),
  down: sight({
    status: 'down',
    score: 0,
    text: 'nothing listens',
    answered: false,
  }),
  unknown: sight({
    status: 'unknown',
    score: undefined,
    text: 'no URL is configured',
    answered: false,
  }),
};

const see = (
  name: string,
  seen: keyof typeof SIGHTS | Sight[],
  more: Partial<ServiceDefinition> = {},
) =>
  judgeService(
    createTestService({ name, title: name.toUpperCase(), ...more }),
    typeof seen === 'string' ? [SIGHTS[seen]] : seen,
  );

const judge = (...observations: ReturnType<typeof see>[]) =>
  judgePlatform({
    environment: 'development',
    checkedAt: '2026-11-24T00:00:00.000Z',
    observations,
  });

describe('The health of a service', () => {
  const url = 'http://localhost:3001';
  const ready = sight({
    kind: 'kubernetes',
    text: '2 of 2 replicas are ready',
    replicas: { ready: 2, wanted: 2 },
    workload: { kind: 'Deployment', namespace: 'monitoring', name: 'grafana' },
    version: '11.3.0',
    answered: undefined,
  });

  it('tells its URL only when that has answered', () => {
    expect(see('grafana', 'healthy', { url }).health.url).toBe(url);
    expect(see('grafana', 'degraded', { url }).health.url).toBe(url);
    expect(see('grafana', 'down', { url }).health).not.toHaveProperty('url');
    expect(see('grafana', 'unknown', { url }).health).not.toHaveProperty('url');
    expect(see('grafana', [ready], { url }).health).not.toHaveProperty('url');
  });

  it('is down with ready replicas behind an endpoint that does not answer', () => {
    expect(see('grafana', [ready, SIGHTS.down], { url }).health).toMatchObject({
      status: 'down',
      score: 50,
      reason: 'nothing listens',
      replicas: { ready: 2, wanted: 2 },
      workload: { namespace: 'monitoring' },
      version: '11.3.0',
      probes: [{ kind: 'kubernetes' }, { kind: 'http', status: 'down' }],
    });
  });

  it('is degraded when some replicas are missing behind an endpoint that answers', () => {
    const half = { ...ready, status: 'degraded' as const, score: 50 };
    expect(see('grafana', [half, SIGHTS.healthy]).health).toMatchObject({
      status: 'degraded',
      score: 75,
    });
  });

  it('goes by what could be asked', () => {
    const { health } = see('grafana', [SIGHTS.unknown, SIGHTS.healthy]);
    expect(health).toMatchObject({ status: 'healthy', score: 100 });
    expect(health).not.toHaveProperty('reason');
  });

  it('is unknown, with the reason and without a score, when nothing could be asked', () => {
    const { health } = see('grafana', 'unknown');
    expect(health).toMatchObject({
      status: 'unknown',
      reason: 'no URL is configured',
    });
    expect(health).not.toHaveProperty('score');
    expect(see('grafana', []).health).toMatchObject({
      status: 'unknown',
      reason: 'no probe is configured',
    });
  });
});

describe('The health of the platform', () => {
  it('is the mean of the services that could be asked', () => {
    expect(
      judge(see('a', 'healthy'), see('b', 'degraded'), see('c', 'unknown')),
    ).toMatchObject({ status: 'degraded', score: 75 });
  });

  it.each([
    [10, 0, 'healthy'],
    [9, 1, 'healthy'],
    [8, 2, 'degraded'],
    [7, 3, 'degraded'],
    [6, 4, 'unhealthy'],
  ] as const)('with %i well and %i down is told', (well, down, status) => {
    const services = [
      ...Array.from({ length: well }, (_, i) => see(`well-${i}`, 'healthy')),
      ...Array.from({ length: down }, (_, i) => see(`down-${i}`, 'down')),
    ];
    expect(judge(...services).status).toBe(status);
  });

  it('is never healthy with a critical service down, nor unhealthy for one that is unknown', () => {
    const nine = Array.from({ length: 9 }, (_, i) => see(`s-${i}`, 'healthy'));
    const critical = { critical: true };
    expect(judge(...nine, see('x', 'down', critical))).toMatchObject({
      status: 'degraded',
      score: 90,
    });
    expect(judge(...nine, see('x', 'unknown', critical))).toMatchObject({
      status: 'healthy',
      score: 100,
    });
  });

  it('is unknown when no service could be asked, or there is none', () => {
    expect(judge(see('a', 'unknown')).status).toBe('unknown');
    expect(judge().status).toBe('unknown');
  });

  it('says of services, well or not, which ones that are down they wait for', () => {
    const { services } = judge(
      see('istio', 'down'),
      see('kiali', 'healthy', { dependsOn: ['istio', 'prometheus'] }),
      see('prometheus', 'degraded'),
      see('grafana', 'healthy', { dependsOn: ['prometheus'] }),
    );
    expect(services.map(({ waitsFor }) => waitsFor)).toEqual([
      undefined,
      ['istio'],
      undefined,
      undefined,
    ]);
  });
});

describe('Recommendations', () => {
  const recommend = (...observations: ReturnType<typeof see>[]) =>
    judge(...observations).recommendations;

  it('name every service that is not well, what was seen, and the operation that helps', () => {
    expect(
      recommend(
        see('a', 'unknown'),
        see('b', 'degraded'),
        see('c', 'down'),
        see('d', 'down', { critical: true }),
        see('e', 'healthy'),
      ),
    ).toEqual([
      {
        service: 'd',
        severity: 'critical',
        text: 'D is down: nothing listens. Start it.',
        action: { operation: 'start', services: ['d'] },
      },
      {
        service: 'b',
        severity: 'warning',
        text: 'B is degraded: answers with 404. Restart it.',
        action: { operation: 'restart', services: ['b'] },
      },
      {
        service: 'c',
        severity: 'warning',
        text: 'C is down: nothing listens. Start it.',
        action: { operation: 'start', services: ['c'] },
      },
      {
        service: 'a',
        severity: 'info',
        text: 'A is unknown: no URL is configured. See to it that it can be asked.',
      },
    ]);
  });

  it('put a dependency that is down before what needs it, through others too', () => {
    const recommendations = recommend(
      see('a', 'down', { critical: true, dependsOn: ['b'] }),
      see('b', 'down', { dependsOn: ['c'] }),
      see('c', 'down'),
    );
    expect(recommendations).toMatchObject([
      { service: 'c', action: { operation: 'start', services: ['c'] } },
      { service: 'b', action: { operation: 'start', services: ['c', 'b'] } },
      {
        service: 'a',
        text: 'A is down: nothing listens. It needs C and B, which are down: start that first.',
        action: { operation: 'start', services: ['c', 'b', 'a'] },
      },
    ]);
  });

  it('start only the dependency of a service that runs, and does not do its work', () => {
    expect(
      recommend(see('a', 'degraded', { dependsOn: ['b'] }), see('b', 'down')),
    ).toMatchObject([
      { service: 'b' },
      { service: 'a', action: { operation: 'start', services: ['b'] } },
    ]);
  });

  it('offer no operation where none helps, or none is possible', () => {
    const renew = { text: 'Renew its certificate.' };
    const none = { kind: 'none' } as const;
    const [tls, uncontrolled] = recommend(
      see('a', [{ ...SIGHTS.degraded, text: 'it has expired', next: renew }]),
      see('b', 'down', { control: none }),
    );
    expect(tls).toEqual({
      service: 'a',
      severity: 'warning',
      text: 'A is degraded: it has expired. Renew its certificate.',
    });
    expect(uncontrolled).not.toHaveProperty('action');
    expect(uncontrolled.text).toContain('it has no control');
  });

  it('end when services need each other in a circle', () => {
    expect(
      recommend(
        see('a', 'down', { dependsOn: ['b'] }),
        see('b', 'down', { dependsOn: ['a'] }),
      ),
    ).toHaveLength(2);
  });
});
