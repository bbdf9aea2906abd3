import {
  auditReadPermission,
  deliveryRedeliverPermission,
  flowReadPermission,
  idpOrchestratorPermissions,
  runApprovePermission,
  runCancelPermission,
  runCreatePermission,
  runReadPermission,
  scheduleCreatePermission,
  scheduleReadPermission,
  scheduleTriggerPermission,
  scheduleUpdatePermission,
  scriptRunPermission,
  serviceOperatePermission,
  serviceReadPermission,
  windowCreatePermission,
  windowOverridePermission,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { CallerName } from '../__testUtils__/callers';
import {
  startBackend,
  type PolicyBackend,
} from '../__testUtils__/startBackend';
import { ROLE_NAMES } from '../Role';

jest.setTimeout(120_000);

/** Each line says how it ends for these, in this order; `nobody` has no role. */
const CALLERS = [
  'nobody',
  'viewer',
  'operator',
  'agent',
  'admin',
] as const satisfies CallerName[];

/**
 * `ok`: it was let through, whatever came of it then (a finished run cannot be
 * cancelled). What is in an environment that is closed to the caller is 404.
 */
const READ = '403 ok ok ok ok';
const CLOSED_READ = '403 404 404 404 ok';
const ACT = '403 403 ok ok ok';
const CLOSED_ACT = '403 404 404 404 ok';
const OPERATORS = '403 403 ok 403 ok';
const ADMINS = '403 403 403 403 ok';

interface Line {
  /** Which permission it is that makes the difference. */
  permission: { name: string };
  method: 'GET' | 'POST';
  /** `open`, `closed`, `agents`, `asking`, `closedAsking` and `proposed` are runs. */
  at: string;
  body?: object;
  ends: string;
}

type Ask = [at: string, ends: string, body?: object];

const about =
  (permission: Line['permission'], method: Line['method']) =>
  (...asks: Ask[]): Line[] =>
    asks.map(([at, ends, body]) => ({ permission, method, at, body, ends }));

const LINKS = '/../windmill/api/w/idp/jobs/resume_urls';

/** What lets a call through to where its input is judged, and makes nothing. */
const PAST = '2020-01-01T00:00:00.000Z';

const why = { reason: 'because' };
const restart = { operation: 'restart', services: ['grafana'] };
const development = { environment: 'development' };
const staging = { environment: 'staging' };
const production = { environment: 'production' };

const yearly = (environment: string) => ({
  definition: {
    id: `of-${environment}`,
    flow: 'quiet',
    environment,
    cron: '0 0 29 2 *',
    timezone: 'UTC',
  },
});

const LINES: Line[] = [
  ...about(flowReadPermission, 'GET')(['/flows', READ]),
  ...about(runReadPermission, 'GET')(
    ['/runs', READ],
    ['/runs/open', READ],
    ['/runs/closed', CLOSED_READ],
  ),
  ...about(runCreatePermission, 'POST')(
    ['/flows/quiet/runs', ACT, development],
    ['/flows/quiet/runs', OPERATORS, staging],
    ['/flows/quiet/runs', ADMINS, production],
    ['/flows/quiet/plan', ADMINS, production],
    ['/flows/risky/runs', ADMINS, {}],
    ['/flows/risky/runs', ACT, { dryRun: true }],
    ['/flows/risky/plan', ACT, {}],
    ['/runs/open/retry', ACT, why],
    ['/runs/closed/retry', CLOSED_ACT, why],
  ),
  ...about(scriptRunPermission, 'POST')(
    ['/tasks', ACT, { script: 'hello' }],
    ['/tasks', ADMINS, { script: 'hello', ...production }],
  ),
  ...about(runCancelPermission, 'POST')(
    ['/runs/open/cancel', OPERATORS, why],
    ['/runs/closed/cancel', CLOSED_ACT, why],
    // An agent ends what it began.
    ['/runs/agents/cancel', ACT, why],
  ),
  ...about(runApprovePermission, 'POST')(
    ['/runs/open/approve', OPERATORS, why],
    ['/runs/closed/approve', CLOSED_ACT, why],
    ['/runs/agents/approve', OPERATORS, why],
    ['/runs/proposed/approve', OPERATORS, why],
  ),
  // Who makes a link may answer, and whoever has it answers as they.
  ...about(runApprovePermission, 'GET')(
    [`${LINKS}/asking/1`, OPERATORS],
    [`${LINKS}/closedAsking/1`, CLOSED_ACT],
  ),
  ...about(serviceReadPermission, 'GET')(
    ['/services', READ],
    ['/services?environment=production', CLOSED_READ],
  ),
  ...about(serviceOperatePermission, 'POST')(
    ['/services/operations', ACT, restart],
    ['/services/operations', ADMINS, { ...restart, ...production }],
  ),
  ...about(windowOverridePermission, 'POST')(
    ['/runs/open/override-window', OPERATORS, why],
    ['/runs/closed/override-window', CLOSED_ACT, why],
  ),
  // The operator has not all environments.
  ...about(windowCreatePermission, 'POST')(
    ['/windows', ADMINS, { environments: ['staging'], to: PAST, ...why }],
    ['/windows/none/end', '403 403 403 403 404', why],
  ),
  ...about(scheduleReadPermission, 'GET')(['/schedules', READ]),
  ...about(scheduleCreatePermission, 'POST')(
    ['/schedules', ACT, yearly('development')],
    ['/schedules', ADMINS, yearly('production')],
  ),
  // There is none, which only those are told who may.
  ...about(
    scheduleTriggerPermission,
    'POST',
  )(['/schedules/none/trigger', '403 403 404 403 404', why]),
  ...about(
    scheduleUpdatePermission,
    'POST',
  )(['/schedules/none/pause', '403 403 403 403 404', why]),
  ...about(auditReadPermission, 'GET')(['/audit', ADMINS]),
  ...about(
    deliveryRedeliverPermission,
    'POST',
  )(
    // There is none, which only those are told who may.
    ['/deliveries/none/redeliver', '403 403 403 403 404', why],
  ),
];

function nameOf({ method, at, body }: Line): string {
  const sent = body && ` with ${JSON.stringify(body)}`;
  return `${method} ${at}${sent ?? ''}`;
}

describe('What each role may', () => {
  let backend: PolicyBackend;
  const runs: Record<string, string> = {};

  beforeAll(async () => {
    backend = await startBackend();
    const admin = backend.client('admin');
    const agent = backend.client('agent');
    runs.open = (await admin.startRun('quiet', development)).id;
    runs.closed = (await admin.startRun('quiet', production)).id;
    runs.agents = (await agent.startRun('quiet', development)).id;
    runs.asking = await ask('development');
    runs.closedAsking = await ask('production');
    runs.proposed = await propose();
  });
  afterAll(() => backend.stop());

  const ask = async (environment: string) => {
    const admin = backend.client('admin');
    const { id } = await admin.startRun('asking', { environment });
    for await (const _ of admin.watchRun(id, { include: 'events' })) {
      if ((await admin.getRun(id)).status === 'waiting') break;
    }
    return id;
  };

  const propose = async () => {
    const response = await backend.fetch('agent', '/tools/run-quiet', {
      method: 'POST',
      headers: { 'x-idp-agent': 'test' },
      body: JSON.stringify({ ...development, propose: true, ...why }),
    });
    const { id } = (await response.json()) as { id: string };
    return id;
  };

  const send = async (caller: CallerName, { method, at, body }: Line) => {
    const place = at.replace(
      /(\/runs|resume_urls)\/(\w+)/,
      (_, before: string, name: string) => `${before}/${runs[name]}`,
    );
    const response = await backend.fetch(caller, place, {
      method,
      body: body && JSON.stringify(body),
    });
    await response.body?.cancel();
    return response.status;
  };

  const readEnd = (status: number) => {
    if (status === 403 || status === 404) return String(status);
    return status < 300 || status === 400 || status === 409
      ? 'ok'
      : `a failure: ${status}`;
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

  it('lets whoever has a link answer as who made it, and nobody make it up', async () => {
    const made = await backend.fetch('operator', `${LINKS}/${runs.asking}/2`);
    const { resume } = (await made.json()) as { resume: string };
    const at = resume.slice(resume.indexOf('/windmill/'));
    const use = (address: string) =>
      backend.fetch('anonymous', `/..${address}`, { method: 'POST' });
    const other = at.replace(/.$/, last => (last === 'x' ? 'y' : 'x'));
    expect((await use(other)).status).toBe(401);
    expect((await use(at)).status).toBe(201);
    const answers = (await backend.readAudit()).filter(
      ({ act, subject }) =>
        act === 'run.approve' && subject?.id === runs.asking,
    );
    expect(answers).toContainEqual(
      expect.objectContaining({
        outcome: 'done',
        by: expect.objectContaining({ ref: 'user:default/operator' }),
        origin: expect.objectContaining({ via: 'link' }),
      }),
    );
  });

  it('is said for every role and every permission', () => {
    expect(CALLERS).toEqual(expect.arrayContaining([...ROLE_NAMES]));
    const told = new Set(LINES.map(({ permission }) => permission.name));
    const all = idpOrchestratorPermissions.map(({ name }) => name);
    expect(all.filter(name => !told.has(name))).toEqual([]);
  });
});
