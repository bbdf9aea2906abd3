import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { TOKENS, type CallerName } from './__testUtils__/callers';
import { startBackend, type PolicyBackend } from './__testUtils__/startBackend';

jest.setTimeout(120_000);

/** Each line: the route, what is sent, and how it ends for each caller in this order. */
const CALLERS: CallerName[] = [
  'anonymous',
  'nobody',
  'viewer',
  'operator',
  'agent',
  'admin',
  'service',
  'reader',
];

/**
 * `ok`: it was let through, whatever came of it then (a finished run cannot be
 * cancelled). A run of an environment that is closed to the caller is 404.
 */
const ALL_READ = '401 403 ok ok ok ok ok ok';
const CLOSED_READ = '401 403 404 404 404 ok ok ok';
const ACT = '401 403 403 ok ok ok ok 403';
const CLOSED_ACT = '401 403 404 404 404 ok ok 403';
const EVERYBODY = 'ok ok ok ok ok ok ok ok';
const ADMINS = '401 403 403 403 403 ok ok ok';

interface Line {
  /** As the OpenAPI document names it. */
  route: string;
  /** What stands in the place of the parameters; `open` and `closed` are runs. */
  at?: string;
  body?: object;
  ends: string;
}

const reason = 'because';
const restart = { operation: 'restart', services: ['grafana'] };

const LINES: Line[] = [
  { route: 'GET /flows', ends: ALL_READ },
  { route: 'GET /flows/{flowId}', at: '/flows/quiet', ends: ALL_READ },
  {
    route: 'POST /flows/{flowId}/runs',
    at: '/flows/quiet/runs',
    body: { environment: 'development' },
    ends: ACT,
  },
  {
    route: 'POST /flows/{flowId}/runs',
    at: '/flows/quiet/runs',
    body: { environment: 'staging' },
    ends: '401 403 403 ok 403 ok ok 403',
  },
  {
    route: 'POST /flows/{flowId}/runs',
    at: '/flows/quiet/runs',
    body: { environment: 'production' },
    ends: '401 403 403 403 403 ok ok 403',
  },
  {
    route: 'POST /flows/{flowId}/runs',
    at: '/flows/risky/runs',
    body: {},
    ends: '401 403 403 403 403 ok ok 403',
  },
  {
    route: 'POST /flows/{flowId}/runs',
    at: '/flows/risky/runs',
    body: { dryRun: true },
    ends: ACT,
  },
  {
    route: 'POST /flows/{flowId}/runs',
    at: '/flows/hello/runs',
    body: {},
    ends: ACT,
  },
  {
    route: 'POST /flows/{flowId}/plan',
    at: '/flows/risky/plan',
    body: {},
    ends: ACT,
  },
  {
    route: 'POST /flows/{flowId}/plan',
    at: '/flows/quiet/plan',
    body: { environment: 'production' },
    ends: '401 403 403 403 403 ok ok 403',
  },
  { route: 'POST /tasks', body: { script: 'hello' }, ends: ACT },
  {
    route: 'POST /tasks',
    body: { script: 'hello', environment: 'production' },
    ends: '401 403 403 403 403 ok ok 403',
  },
  { route: 'GET /runs', ends: ALL_READ },
  ...[
    '',
    '/steps/{stepId}',
    '/events',
    '/logs',
    '/actions',
    '/context',
    '/plan',
    '/bundle',
  ].flatMap(rest => {
    const route = `GET /runs/{runId}${rest}`;
    const end = rest.replace('{stepId}', 'wait');
    return [
      { route, at: `/runs/open${end}`, ends: ALL_READ },
      { route, at: `/runs/closed${end}`, ends: CLOSED_READ },
    ];
  }),
  ...['pause', 'resume', 'cancel'].flatMap(act => {
    const route = `POST /runs/{runId}/${act}`;
    const body = { reason };
    return [
      // An agent does so only to what it started.
      {
        route,
        at: `/runs/open/${act}`,
        body,
        ends: '401 403 403 ok 403 ok ok 403',
      },
      { route, at: `/runs/closed/${act}`, body, ends: CLOSED_ACT },
    ];
  }),
  ...['retry', 'rerun'].flatMap(act => {
    const route = `POST /runs/{runId}/${act}`;
    const body = { reason };
    return [
      { route, at: `/runs/open/${act}`, body, ends: ACT },
      { route, at: `/runs/closed/${act}`, body, ends: CLOSED_ACT },
    ];
  }),
  ...['approve', 'reject'].flatMap(act => {
    const route = `POST /runs/{runId}/${act}`;
    const body = { reason };
    return [
      {
        route,
        at: `/runs/open/${act}`,
        body,
        ends: '401 403 403 ok 403 ok ok 403',
      },
      { route, at: `/runs/closed/${act}`, body, ends: CLOSED_ACT },
    ];
  }),
  { route: 'GET /services', ends: ALL_READ },
  {
    route: 'GET /services',
    at: '/services?environment=production',
    ends: CLOSED_READ,
  },
  { route: 'GET /services/{name}', at: '/services/grafana', ends: ALL_READ },
  {
    route: 'GET /services/{name}',
    at: '/services/grafana?environment=production',
    ends: CLOSED_READ,
  },
  {
    route: 'GET /services/{name}/history',
    at: '/services/grafana/history',
    ends: ALL_READ,
  },
  {
    route: 'GET /services/{name}/history',
    at: '/services/grafana/history?environment=production',
    ends: CLOSED_READ,
  },
  { route: 'POST /services/operations', body: restart, ends: ACT },
  {
    route: 'POST /services/operations',
    body: { ...restart, environment: 'production' },
    ends: '401 403 403 403 403 ok ok 403',
  },
  {
    route: 'POST /services/operations/plan',
    body: restart,
    ends: ALL_READ,
  },
  { route: 'GET /health', ends: ALL_READ },
  {
    route: 'GET /health',
    at: '/health?environment=production',
    ends: CLOSED_READ,
  },
  { route: 'GET /health/events', ends: ALL_READ },
  {
    route: 'GET /health/events',
    at: '/health/events?environment=production',
    ends: CLOSED_READ,
  },
  { route: 'GET /openapi.yaml', ends: EVERYBODY },
  { route: 'GET /tools', ends: ALL_READ },
  // What each tool does is asked for by its own permission: see tools.test.ts.
  {
    route: 'POST /tools/{name}',
    at: '/tools/run-risky',
    body: { dryRun: true },
    ends: ACT,
  },
  { route: 'GET /environments', ends: ALL_READ },
  { route: 'GET /stats', ends: ALL_READ },
  { route: 'GET /audit', ends: ADMINS },
  { route: 'GET /deliveries', ends: ADMINS },
  {
    route: 'POST /deliveries/{deliveryId}/redeliver',
    at: '/deliveries/none/redeliver',
    body: { reason },
    // There is none, which only those are told who may.
    ends: '401 403 403 403 403 404 404 403',
  },
  { route: 'GET /audit/verify', ends: ADMINS },
  { route: 'GET /audit/export', ends: ADMINS },
];

function nameOf({ route, at, body }: Line): string {
  return [route, at && `as ${at}`, body && `with ${JSON.stringify(body)}`]
    .filter(Boolean)
    .join(' ');
}

describe('Every route, for every kind of caller', () => {
  let backend: PolicyBackend;
  const runs: Record<string, string> = {};

  beforeAll(async () => {
    backend = await startBackend();
    const admin = backend.client('admin');
    for (const [name, environment] of [
      ['open', 'development'],
      ['closed', 'production'],
    ]) {
      runs[name] = (await admin.startRun('quiet', { environment })).id;
    }
  });
  afterAll(() => backend.stop());

  const send = async (caller: CallerName, { route, at, body }: Line) => {
    const [method, pattern] = route.split(' ');
    const place = (at ?? pattern).replace(
      /\/runs\/(open|closed)/,
      (_, name: string) => `/runs/${runs[name]}`,
    );
    const gone = new AbortController();
    const response = await backend.fetch(caller, place, {
      method,
      body: body && JSON.stringify(body),
      signal: gone.signal,
    });
    // Streams go on for ever.
    gone.abort();
    return response.status;
  };

  const readEnd = (status: number) => {
    if ([401, 403, 404].includes(status)) return String(status);
    return status < 500 && status !== 429 ? 'ok' : `a failure: ${status}`;
  };

  it.each(LINES.map(line => [nameOf(line), line] as const))(
    '%s',
    async (_, line) => {
      const ends = [];
      for (const caller of CALLERS) {
        ends.push(`${caller} ${readEnd(await send(caller, line))}`);
      }
      const expected = line.ends.split(' ');
      expect(ends).toEqual(
        CALLERS.map((caller, index) => `${caller} ${expected[index]}`),
      );
    },
  );

  it('knows every caller and every route that there is', () => {
    expect([...CALLERS].sort()).toEqual(Object.keys(TOKENS).sort());
    const routes = Object.values(CONTRACTS).map(
      ({ method, path }) =>
        `${method.toUpperCase()} ${path.replace(/:(\w+)/g, '{$1}')}`,
    );
    const lines = new Set(LINES.map(({ route }) => route));
    expect(routes.filter(route => !lines.has(route))).toEqual([]);
  });
});
