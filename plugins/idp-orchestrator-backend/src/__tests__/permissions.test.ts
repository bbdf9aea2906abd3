import {
  CONTRACTS,
  idpOrchestratorPermissions,
  type Contract,
  type OperationId,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../__testUtils__/policy/startGuarded';
import { startExamplePlatform } from '../__testUtils__/startExamplePlatform';

jest.setTimeout(120_000);

/** Permissions without their prefix, as the table below names them. */
const PERMISSIONS = idpOrchestratorPermissions.map(({ name }) =>
  name.replace('idpOrchestrator.', ''),
);

const SEE = ['run.read'];
const START = ['flow.read', 'run.create'];
const AUDIT = ['audit.read'];
const OPEN: string[] = [];

/**
 * The permissions that the example of each operation takes, every one of them:
 * who lacks one is refused, and who has these and no others is not.
 */
const NEEDS: Record<OperationId, string[]> = {
  listFlows: ['flow.read'],
  getFlow: ['flow.read'],
  planRun: START,
  startRun: START,
  startTask: ['flow.read', 'script.run'],
  listRuns: SEE,
  getRun: SEE,
  getRunContext: SEE,
  getRemainingPlan: SEE,
  getStep: SEE,
  downloadBundle: SEE,
  watchRun: SEE,
  readLogs: SEE,
  getStats: SEE,
  allowedActions: SEE,
  cancelRun: [...SEE, 'run.cancel'],
  pauseRun: [...SEE, 'run.cancel'],
  // Whoever may not start it may not make it go on.
  resumeRun: [...SEE, 'run.cancel', 'run.create'],
  retryRun: [...SEE, 'run.create'],
  rerun: [...SEE, 'run.create'],
  dismissRun: [...SEE, 'run.cancel'],
  overrideWindow: [...SEE, 'window.override'],
  listWindows: ['flow.read'],
  createWindow: ['window.create'],
  endWindow: ['window.create'],
  listSchedules: ['schedule.read'],
  getSchedule: ['schedule.read'],
  previewSchedule: ['schedule.read'],
  listOccurrences: ['schedule.read'],
  getCalendar: ['schedule.read'],
  getCalendarFile: ['schedule.read'],
  // Whoever may not start it may not have it started.
  createSchedule: ['schedule.create', ...START],
  updateSchedule: ['schedule.update', ...START],
  resumeSchedule: ['schedule.update', ...START],
  triggerSchedule: ['schedule.trigger', ...START],
  removeSchedule: ['schedule.update'],
  pauseSchedule: ['schedule.update'],
  skipNext: ['schedule.update'],
  approveRun: [...SEE, 'run.approve'],
  rejectRun: [...SEE, 'run.approve'],
  listEnvironments: ['service.read'],
  listServices: ['service.read'],
  getService: ['service.read'],
  getServiceHistory: ['service.read'],
  planOperation: ['service.read'],
  // Its example is a dry run, which takes no more than looking at services.
  operateServices: [...START, 'service.read'],
  getHealth: ['service.read'],
  watchHealth: ['service.read'],
  listAudit: AUDIT,
  verifyAudit: AUDIT,
  listAuditSeals: AUDIT,
  exportAudit: AUDIT,
  listDeliveries: AUDIT,
  redeliver: [...AUDIT, 'delivery.redeliver'],
  listProblems: ['flow.read'],
  getDocument: OPEN,
  listTools: ['flow.read'],
  // The tool of the example lists flows; each tool asks for what it does.
  callTool: ['flow.read'],
};

const IDS = Object.keys(NEEDS) as OperationId[];

describe('Each operation, for callers with and without each permission', () => {
  let platform: Awaited<
    ReturnType<typeof startExamplePlatform<GuardedOrchestrator>>
  >;

  beforeAll(async () => {
    platform = await startExamplePlatform({ start: startGuarded });
    const { roles } = platform.idp;
    roles.give('everything');
    for (const name of PERMISSIONS) {
      roles.give(`all-but-${name}`, { without: [name] });
    }
    for (const id of IDS) {
      const without = PERMISSIONS.filter(name => !NEEDS[id].includes(name));
      roles.give(`only-for-${id}`, { without });
    }
  });
  afterAll(() => platform.stop());

  /** Sends the example of an operation; the answer is not read to its end, which a stream has none of. */
  const send = async (
    authorization: string | undefined,
    { method, path, example, body }: Contract,
    made: Record<string, string>,
  ) => {
    const params = { ...example.params, ...made };
    const place = path.replace(/:(\w+)/g, (_, name) =>
      encodeURIComponent(params[name]),
    );
    const query = new URLSearchParams(
      Object.entries(example.query).flatMap(([name, value]) =>
        [value].flat().map(one => [name, String(one)]),
      ),
    );
    const gone = new AbortController();
    const response = await fetch(`${platform.idp.url}/v1${place}?${query}`, {
      method,
      body: body && JSON.stringify(example.body),
      headers: {
        'content-type': 'application/json',
        ...(authorization && { authorization }),
      },
      signal: gone.signal,
    });
    const { status } = response;
    const text = status === 403 || status === 401 ? await response.text() : '';
    gone.abort();
    return { status, text };
  };

  const endFor = async (
    user: string,
    contract: Contract,
    made: Record<string, string>,
  ) => {
    const token = platform.idp.tokenOf(user);
    const { status, text } = await send(token, contract, made);
    if (status === 403) {
      const [, name] = /idpOrchestrator\.([a-z.]+)/.exec(text) ?? [];
      return `refused for want of ${name}`;
    }
    // What does not fit the state of things any more was let through.
    const isGone = status === 404 && contract.id === 'removeSchedule';
    return status < 400 || status === 409 || isGone
      ? 'let through'
      : `${status} ${text}`;
  };

  it.each(IDS)('%s', async id => {
    const contract: Contract = CONTRACTS[id];
    const needs = NEEDS[id];
    const made = await platform.prepare(id);
    const ends: Record<string, string> = {};
    for (const name of PERMISSIONS) {
      ends[name] = await endFor(`all-but-${name}`, contract, made);
    }
    expect(ends).toEqual(
      Object.fromEntries(
        PERMISSIONS.map(name => [
          name,
          needs.includes(name) ? `refused for want of ${name}` : 'let through',
        ]),
      ),
    );
    expect(await endFor('everything', contract, made)).toBe('let through');
    expect(await endFor(`only-for-${id}`, contract, made)).toBe('let through');
    const stranger = await endFor('stranger', contract, made);
    expect(stranger).toMatch(
      needs.length > 0 ? /^refused for want of / : 'let through',
    );
    const isOpen = needs.length === 0;
    for (const token of [undefined, 'Bearer broken']) {
      const { status } = await send(token, contract, made);
      expect(status === 401).toBe(!isOpen);
    }
    // The document says so too; of a tool it says that it depends.
    const told = contract.permission ?? '';
    const isTold = needs.some(name => told.includes(name));
    expect(isOpen || isTold || id === 'callTool' ? '' : told).toBe('');
  });
});
