import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AGENT_HEADER,
  CONTRACTS,
  type Contract,
  type ErrorBody,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { READING_SERVICE_TOKEN } from '../__testUtils__/authFactory';
import type { Role } from '../__testUtils__/policy/RoleBoard';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../__testUtils__/policy/startGuarded';

jest.setTimeout(120_000);

type OperationId = keyof typeof CONTRACTS;

/** Operations that answer each caller alike. */
const GROUPS: Record<string, OperationId[]> = {
  'see flows': [
    'listFlows',
    'listTools',
    'callTool',
    'getFlow',
    'listProblems',
    'listWindows',
  ],
  'see a flow': ['getFlow'],
  start: ['startRun'],
  plan: ['planRun'],
  'start a task': ['startTask'],
  'see runs': ['listRuns', 'getStats'],
  'see a run': [
    'getRun',
    'getRunContext',
    'getRemainingPlan',
    'getStep',
    'watchRun',
    'readLogs',
    'downloadBundle',
    'allowedActions',
  ],
  'stop a run': ['cancelRun', 'pauseRun'],
  'resume a run': ['resumeRun'],
  'retry a run': ['retryRun'],
  rerun: ['rerun'],
  dismiss: ['dismissRun'],
  'override a window': ['overrideWindow'],
  'make a window': ['createWindow'],
  'end a window': ['endWindow'],
  'see schedules': [
    'listSchedules',
    'previewSchedule',
    'getCalendar',
    'getCalendarFile',
  ],
  'see a schedule': ['getSchedule', 'listOccurrences'],
  'make a schedule': ['createSchedule'],
  'change a schedule': [
    'updateSchedule',
    'removeSchedule',
    'pauseSchedule',
    'resumeSchedule',
    'skipNext',
  ],
  'trigger a schedule': ['triggerSchedule'],
  'approve a run': ['approveRun'],
  'reject a run': ['rejectRun'],
  'see environments': ['listEnvironments'],
  'see services': ['listServices', 'getHealth', 'watchHealth'],
  'see a service': ['getService', 'getServiceHistory'],
  'plan for services': ['planOperation'],
  'operate services': ['operateServices'],
  'see the record': [
    'listAudit',
    'verifyAudit',
    'listAuditSeals',
    'exportAudit',
    'listDeliveries',
  ],
  redeliver: ['redeliver'],
  'read the document': ['getDocument'],
};

/**
 * Rows: operations, and what they are asked about. Columns: who asks. Cells:
 * - `ok`: let through, to an answer or to a 409 (a finished run cannot be paused);
 * - a permission without its prefix: 403 that names it;
 * - `rule:` and a reason: 403 by that rule for agents, whatever the policy says;
 * - `none`: 404, since there is none;
 * - `unseen`: 404 that says the same of what there is and of what there is not;
 * - `401`.
 */
const EXPECTED = `
                               | nobody broken outsider     reader      developer   operator           approver        everything agent                   service readingService
see flows                      | 401    401    flow.read    ok          ok          ok                 ok              ok         ok                      ok      ok
see a flow, hidden             | 401    401    flow.read    ok          unseen      ok                 ok              ok         ok                      ok      ok
see a flow, missing            | 401    401    flow.read    none        unseen      none               none            none       none                    none    none
start, development             | 401    401    flow.read    run.create  ok          ok                 ok              ok         ok                      ok      run.create
start, production              | 401    401    flow.read    run.create  run.create  ok                 ok              ok         ok                      ok      run.create
start, critical                | 401    401    flow.read    run.create  run.create  ok                 ok              ok         rule:dry-run-first      ok      run.create
start, hidden                  | 401    401    flow.read    run.create  unseen      ok                 ok              ok         ok                      ok      run.create
start, missing                 | 401    401    flow.read    none        unseen      none               none            none       none                    none    none
plan, development              | 401    401    flow.read    run.create  ok          ok                 ok              ok         ok                      ok      run.create
plan, production               | 401    401    flow.read    run.create  run.create  ok                 ok              ok         ok                      ok      run.create
plan, critical                 | 401    401    flow.read    run.create  run.create  ok                 ok              ok         ok                      ok      run.create
plan, hidden                   | 401    401    flow.read    run.create  unseen      ok                 ok              ok         ok                      ok      run.create
start a task, development      | 401    401    script.run   script.run  ok          ok                 script.run      ok         ok                      ok      script.run
start a task, production       | 401    401    script.run   script.run  script.run  ok                 script.run      ok         ok                      ok      script.run
start a task, critical         | 401    401    script.run   script.run  script.run  ok                 script.run      ok         rule:dry-run-first      ok      script.run
see runs                       | 401    401    run.read     ok          ok          ok                 ok              ok         ok                      ok      ok
see a run, development         | 401    401    run.read     ok          ok          ok                 ok              ok         ok                      ok      ok
see a run, production          | 401    401    run.read     ok          unseen      ok                 ok              ok         ok                      ok      ok
see a run, missing             | 401    401    run.read     none        unseen      none               none            none       none                    none    none
stop a run, development        | 401    401    run.read     run.cancel  run.cancel  ok                 run.cancel      ok         ok                      ok      run.cancel
stop a run, production         | 401    401    run.read     run.cancel  unseen      ok                 run.cancel      ok         ok                      ok      run.cancel
stop a run, missing            | 401    401    run.read     run.cancel  unseen      none               run.cancel      none       none                    none    run.cancel
resume a run, development      | 401    401    run.read     run.cancel  run.cancel  ok                 run.cancel      ok         ok                      ok      run.cancel
resume a run, production       | 401    401    run.read     run.cancel  unseen      ok                 run.cancel      ok         ok                      ok      run.cancel
retry a run, development       | 401    401    run.read     run.create  ok          ok                 ok              ok         ok                      ok      run.create
retry a run, critical          | 401    401    run.read     run.create  run.create  ok                 ok              ok         rule:risk-too-high      ok      run.create
retry a run, production        | 401    401    run.read     run.create  unseen      ok                 ok              ok         ok                      ok      run.create
retry a run, missing           | 401    401    run.read     none        unseen      none               none            none       none                    none    none
rerun, development             | 401    401    run.read     run.create  ok          ok                 ok              ok         ok                      ok      run.create
rerun, critical                | 401    401    run.read     run.create  run.create  ok                 ok              ok         rule:dry-run-first      ok      run.create
rerun, production              | 401    401    run.read     run.create  unseen      ok                 ok              ok         ok                      ok      run.create
rerun, missing                 | 401    401    run.read     none        unseen      none               none            none       none                    none    none
dismiss, development           | 401    401    run.read     run.cancel  run.cancel  ok                 run.cancel      ok         rule:dismissal-by-person ok      run.cancel
dismiss, production            | 401    401    run.read     run.cancel  unseen      ok                 run.cancel      ok         rule:dismissal-by-person ok      run.cancel
dismiss, missing               | 401    401    run.read     run.cancel  unseen      none               run.cancel      none       rule:dismissal-by-person none   run.cancel
override a window, development | 401    401    run.read     window.override window.override ok          window.override ok         rule:window-by-person   rule:window-by-person window.override
override a window, production  | 401    401    run.read     window.override unseen          ok          window.override ok         rule:window-by-person   rule:window-by-person window.override
override a window, missing     | 401    401    run.read     window.override unseen          none        window.override none       rule:window-by-person   rule:window-by-person window.override
make a window                  | 401    401    window.create window.create window.create ok             window.create  ok         rule:window-by-person   ok      window.create
end a window                   | 401    401    window.create window.create window.create none           window.create  none       rule:window-by-person   none    window.create
see schedules                  | 401    401    schedule.read schedule.read schedule.read ok                 schedule.read ok         ok                      ok      ok
see a schedule, missing        | 401    401    schedule.read schedule.read schedule.read none               schedule.read none       none                    none    none
make a schedule                | 401    401    schedule.create schedule.create schedule.create ok           schedule.create ok       ok                      ok      schedule.create
change a schedule, missing     | 401    401    schedule.update schedule.update schedule.update none         schedule.update none     rule:schedule-by-person none    schedule.update
trigger a schedule, missing    | 401    401    schedule.trigger schedule.trigger schedule.trigger none       schedule.trigger none    rule:schedule-by-person none    schedule.trigger
approve a run, development     | 401    401    run.read     run.approve run.approve run.approve        ok              ok         rule:approval-by-person ok      run.approve
approve a run, production      | 401    401    run.read     run.approve unseen      run.approve        ok              ok         rule:approval-by-person ok      run.approve
reject a run, development      | 401    401    run.read     run.approve run.approve run.approve        ok              ok         ok                      ok      run.approve
reject a run, production       | 401    401    run.read     run.approve unseen      run.approve        ok              ok         ok                      ok      run.approve
see environments               | 401    401    service.read ok          ok          ok                 ok              ok         ok                      ok      ok
see services, development      | 401    401    service.read ok          ok          ok                 ok              ok         ok                      ok      ok
see services, production       | 401    401    service.read ok          unseen      ok                 ok              ok         ok                      ok      ok
see services, missing          | 401    401    service.read none        unseen      none               none            none       none                    none    none
see a service, development     | 401    401    service.read ok          ok          ok                 ok              ok         ok                      ok      ok
see a service, production      | 401    401    service.read ok          unseen      ok                 ok              ok         ok                      ok      ok
see a service, missing         | 401    401    service.read none        unseen      none               none            none       none                    none    none
plan for services, development | 401    401    service.read ok          ok          ok                 ok              ok         ok                      ok      ok
plan for services, production  | 401    401    service.read ok          unseen      ok                 ok              ok         ok                      ok      ok
operate services, development  | 401    401    flow.read    run.create  run.create  ok                 service.operate ok         rule:dry-run-first      ok      run.create
operate services, production   | 401    401    flow.read    run.create  run.create  ok                 service.operate ok         rule:dry-run-first      ok      run.create
see the record                 | 401    401    audit.read   audit.read  audit.read  ok                 audit.read      ok         ok                      ok      ok
redeliver                      | 401    401    audit.read   audit.read  audit.read  delivery.redeliver audit.read      none       none                    none    delivery.redeliver
read the document              | ok     ok     ok           ok          ok          ok                 ok              ok         ok                      ok      ok
`;

const READ = ['flow.read', 'run.read', 'service.read'];

const ROLES: Record<string, Role> = {
  reader: { only: READ },
  developer: {
    only: [...READ, 'run.create', 'script.run'],
    environments: ['development'],
    highestRisk: 'low',
    seenEnvironments: ['development'],
    unseenFlows: ['hidden'],
  },
  operator: { without: ['run.approve', 'delivery.redeliver'] },
  approver: { only: [...READ, 'run.create', 'run.approve'] },
  everything: {},
};

const tokenOf = (user: string) =>
  mockCredentials.user.token(`user:default/${user}`);

/** How each caller is known; an outsider is a user without a role. */
const CALLERS: Record<string, { token?: string; headers?: HeadersInit }> = {
  nobody: {},
  broken: { token: mockCredentials.user.invalidToken() },
  outsider: { token: tokenOf('outsider') },
  ...Object.fromEntries(
    Object.keys(ROLES).map(name => [name, { token: tokenOf(name) }]),
  ),
  agent: {
    token: tokenOf('everything'),
    headers: { [AGENT_HEADER]: 'callers' },
  },
  service: { token: mockCredentials.service.token() },
  readingService: { token: READING_SERVICE_TOKEN },
};

const smallFlow = (id: string, risk: Risk = 'low') =>
  defineFlow({
    id,
    title: `Flow ${id}`,
    risk,
    input: { type: 'object' },
    steps: [{ id: 'only', uses: 'script', with: { script: 'note' } }],
  });

/**
 * What an operation is asked about: an environment, a flow of a high risk or
 * the run of one, a flow that the developer does not see, or nothing that there is.
 */
type About = 'development' | 'production' | 'critical' | 'hidden' | 'missing';

const NOTHING = '00000000-0000-4000-8000-000000000000';

interface Row {
  name: string;
  operation: OperationId;
  about?: About;
  /** By caller. */
  ends: Record<string, string>;
}

function readRows(table: string): Row[] {
  const [[, heads], ...lines] = table
    .trim()
    .split('\n')
    .map(line => line.split('|').map(part => part.trim()));
  return lines.flatMap(([name, cells]) => {
    const [group, about] = name.split(', ');
    const told = cells.split(/ +/);
    const ends = Object.fromEntries(
      heads.split(/ +/).map((head, index) => [head, told[index]]),
    );
    return GROUPS[group].map(operation => ({
      name: [operation, about].filter(Boolean).join(', '),
      operation,
      about: about as About | undefined,
      ends,
    }));
  });
}

const ROWS = readRows(EXPECTED);

describe('Every operation, for every kind of caller', () => {
  let idp: GuardedOrchestrator;
  const runs = new Map<About, string>();

  beforeAll(async () => {
    const control = {
      kind: 'script',
      script: 'control',
      startAction: 'start',
      stopAction: 'stop',
    };
    idp = await startGuarded({
      scripts: {
        note: { bash: 'true' },
        wipe: { bash: 'true', entry: { risk: 'critical' } },
        control: {
          bash: 'true',
          entry: {
            defaultAction: 'start',
            actions: { start: { title: 'Start' }, stop: { title: 'Stop' } },
          },
        },
      },
      flows: [
        smallFlow('quiet'),
        smallFlow('hidden'),
        smallFlow('critical', 'critical'),
      ],
      config: {
        api: { requestsPerMinute: 1_000_000 },
        environments: { development: {}, production: {} },
        services: [{ name: 'grafana', control }],
      },
    });
    for (const [name, role] of Object.entries(ROLES)) {
      idp.roles.give(name, role);
    }
    const made: Array<[About, string, string]> = [
      ['development', 'quiet', 'development'],
      ['production', 'quiet', 'production'],
      ['critical', 'critical', 'development'],
    ];
    for (const [about, flow, environment] of made) {
      const { id } = await idp.as('everything').startRun(flow, { environment });
      await idp.finished(id);
      runs.set(about, id);
    }
  });
  afterAll(() => idp.stop());

  /** What stands in a path, by the name that contracts have for it. */
  const paramOf = (name: string, { operation, about = 'development' }: Row) => {
    const params: Record<string, string> = {
      flowId: /development|production/.test(about) ? 'quiet' : about,
      runId: runs.get(about) ?? NOTHING,
      stepId: 'only',
      deliveryId: NOTHING,
      windowId: NOTHING,
      scheduleId: 'missing',
      name: about === 'missing' ? 'missing' : 'grafana',
      ...(operation === 'callTool' && { name: 'list-flows' }),
    };
    if (params[name] !== undefined) return params[name];
    throw new Error(
      `${operation} takes ${name} in its path, which the matrix does not know: say in paramOf what stands there`,
    );
  };

  /** What is sent where the example of the contract is about what is not here. */
  const bodyOf = ({ operation, about }: Row): object | undefined => {
    const environment = about === 'production' ? about : 'development';
    // What an agent has planned it may start: here no two ask for the same.
    const start = { environment, input: { for: operation } };
    const script = about === 'critical' ? 'wipe' : 'note';
    const services = ['grafana'];
    const bodies: Partial<Record<OperationId, object>> = {
      startRun: start,
      planRun: start,
      startTask: { environment, script },
      operateServices: { environment, operation: 'start', services },
      planOperation: { environment, operation: 'stop', services },
      callTool: {},
      createSchedule: {
        definition: {
          id: 'yearly',
          flow: 'quiet',
          environment,
          cron: '0 0 29 2 *',
          timezone: 'UTC',
        },
      },
      // It lasts when nothing runs here any more.
      createWindow: {
        environments: ['development'],
        from: new Date(Date.now() + 3_600_000).toISOString(),
        for: '1m',
        reason: 'For whoever may',
      },
    };
    const { body, example } = CONTRACTS[operation] as Contract;
    return body && (bodies[operation] ?? (example.body as object));
  };

  const placeOf = (row: Row) => {
    const { path, query } = CONTRACTS[row.operation] as Contract;
    const place = path.replace(/:(\w+)/g, (_, name: string) =>
      paramOf(name, row),
    );
    const isAbout = row.about && 'environment' in query.shape;
    return isAbout && !place.endsWith('/missing')
      ? `${place}?environment=${row.about}`
      : place;
  };

  const send = async (caller: string, row: Row) => {
    const { token, headers } = CALLERS[caller];
    const sent = new Headers(headers);
    if (token) sent.set('authorization', `Bearer ${token}`);
    const body = bodyOf(row);
    if (body) sent.set('content-type', 'application/json');
    const gone = new AbortController();
    const response = await fetch(`${idp.url}/v1${placeOf(row)}`, {
      method: CONTRACTS[row.operation].method,
      headers: sent,
      body: body && JSON.stringify(body),
      signal: gone.signal,
    });
    const end = await readEnd(response);
    // Streams go on for ever.
    gone.abort();
    return end;
  };

  it.each(ROWS.map(row => [row.name, row] as const))('%s', async (_, row) => {
    const ends: Record<string, string> = {};
    for (const caller of Object.keys(CALLERS)) {
      ends[caller] = await send(caller, row);
    }
    expect(ends).toEqual(row.ends);
  });

  it.each(Object.keys(CONTRACTS))('knows %s', operation => {
    const isKnown = ROWS.some(row => row.operation === operation);
    expect(
      isKnown ||
        `put ${operation} into GROUPS, and say in EXPECTED how each caller is answered`,
    ).toBe(true);
  });
});

async function readEnd(response: Response): Promise<string> {
  const { status } = response;
  if (response.ok || status === 409) return 'ok';
  const { error } = (await response.json()) as ErrorBody;
  const { message, reason } = error;
  if (status === 401) return '401';
  if (status === 404)
    return /that you may see/.test(message) ? 'unseen' : 'none';
  const [, permission] = /idpOrchestrator\.([\w.]+\w)/.exec(message) ?? [];
  if (status === 403 && permission) return permission;
  if (status === 403 && reason) return `rule:${reason}`;
  return `${status} ${message}`;
}
