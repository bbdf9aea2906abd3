import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { CallerName } from '../__testUtils__/callers';
import {
  startBackend,
  type PolicyBackend,
} from '../__testUtils__/startBackend';

jest.setTimeout(120_000);

let backend: PolicyBackend;
/** One in each environment; production is closed to all but administrators. */
const runs: Record<string, Run> = {};

beforeAll(async () => {
  backend = await startBackend();
  const admin = backend.client('admin');
  for (const environment of ['development', 'staging', 'production']) {
    const { id } = await admin.startRun('quiet', { environment });
    for await (const _ of admin.watchRun(id)) {
      // Until it is over.
    }
    runs[environment] = await admin.getRun(id);
  }
});
afterAll(() => backend.stop());

const get = async (caller: CallerName, path: string) => {
  const response = await backend.fetch(caller, path);
  return { status: response.status, text: await response.text() };
};

describe('A run of an environment that is closed to a caller', () => {
  const idsOf = async (caller: CallerName, query = {}) => {
    const client = backend.client(caller);
    const ids: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await client.listRuns({ ...query, limit: 1, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (!cursor) return ids;
    }
  };

  it('is in no list, whatever is asked for, and leaves no hole in the pages', async () => {
    const { development, staging, production } = runs;
    expect(await idsOf('admin')).toEqual([
      production.id,
      staging.id,
      development.id,
    ]);
    expect(await idsOf('viewer')).toEqual([staging.id, development.id]);
    expect(await idsOf('agent')).toEqual([development.id]);
    for (const query of [
      { environment: 'production' },
      { text: production.id },
      { environment: 'production', flow: 'quiet', status: 'succeeded' },
    ]) {
      expect(await idsOf('admin', query)).toEqual([production.id]);
      expect(await idsOf('viewer', query)).toEqual([]);
    }
  });

  it.each([
    '',
    '/steps/wait',
    '/events',
    '/logs',
    '/logs?step=wait&format=json',
    '/actions',
  ])('is answered like one that is not there: %s', async path => {
    const nothing = '00000000-0000-4000-8000-000000000000';
    const { id } = runs.production;
    expect((await get('admin', `/runs/${id}${path}`)).status).toBe(200);
    const closed = await get('viewer', `/runs/${id}${path}`);
    const missing = await get('viewer', `/runs/${nothing}${path}`);
    expect(closed.status).toBe(404);
    const messageOf = ({ text }: { text: string }) =>
      JSON.parse(text).error.message.replace(/[0-9a-f-]{36}/, '…');
    expect(messageOf(closed)).toBe(messageOf(missing));
    expect(closed.text).not.toContain('production');
  });

  it('does not count in statistics', async () => {
    const countOf = async (caller: CallerName) => {
      const { flows } = await backend.client(caller).getStats();
      return flows.find(({ flowId }) => flowId === 'quiet')?.ended;
    };
    expect(await countOf('admin')).toBe(3);
    expect(await countOf('viewer')).toBe(2);
    expect(await countOf('agent')).toBe(1);
  });
});

describe('A flow', () => {
  it('says where the caller may run it, and why not in the default environment', async () => {
    const flowFor = (caller: CallerName, id: string) =>
      backend.client(caller).getFlow(id);
    expect(await flowFor('admin', 'risky')).toMatchObject({
      mayRun: true,
      mayRunIn: ['development', 'staging', 'production'],
    });
    expect(await flowFor('operator', 'quiet')).toMatchObject({
      mayRun: true,
      mayRunIn: ['development', 'staging'],
    });
    expect(await flowFor('operator', 'risky')).toMatchObject({
      mayRun: false,
      notAllowedReason: expect.stringContaining(
        'idpOrchestrator.run.create for risky (risk critical) in development',
      ),
      mayRunIn: [],
    });
    expect(await flowFor('viewer', 'quiet')).toMatchObject({
      mayRun: false,
      notAllowedReason: expect.stringContaining('idpOrchestrator.run.create'),
      mayRunIn: [],
    });
  });
});

describe('A run', () => {
  it('says which actions the caller can do, and why not the others', async () => {
    const { id } = await backend.client('agent').startRun('asking', {});
    const offersFor = async (caller: CallerName) => {
      const { items } = await backend.client(caller).allowedActions(id);
      return Object.fromEntries(
        items.map(({ action, because }) => [action, because ?? 'allowed']),
      );
    };
    const isAsking = async () =>
      (await offersFor('admin')).approve === 'allowed';
    while (!(await isAsking())) await new Promise(r => setTimeout(r, 50));
    const notPaused = expect.stringContaining('not paused');
    const unfinished = expect.stringContaining('cannot be retried');
    const unfailed = expect.stringContaining('cannot be dismissed');
    const mustHave = (permission: string) =>
      expect.stringContaining(`idpOrchestrator.${permission}`);
    expect(await offersFor('admin')).toEqual({
      cancel: 'allowed',
      pause: 'allowed',
      resume: notPaused,
      retry: unfinished,
      approve: 'allowed',
      reject: 'allowed',
      rerun: 'allowed',
      dismiss: unfailed,
      'override-window': expect.stringContaining('No window holds'),
    });
    expect(await offersFor('agent')).toEqual({
      cancel: 'allowed',
      pause: 'allowed',
      resume: notPaused,
      retry: unfinished,
      approve: mustHave('run.approve'),
      reject: mustHave('run.approve'),
      rerun: 'allowed',
      dismiss: unfailed,
      'override-window': mustHave('window.override'),
    });
    expect(await offersFor('viewer')).toEqual({
      cancel: mustHave('run.cancel'),
      pause: mustHave('run.cancel'),
      resume: mustHave('run.cancel'),
      retry: mustHave('run.create'),
      approve: mustHave('run.approve'),
      reject: mustHave('run.approve'),
      rerun: mustHave('run.create'),
      dismiss: mustHave('run.cancel'),
      'override-window': mustHave('window.override'),
    });
    await backend.client('agent').cancelRun(id, { reason: 'seen enough' });
  });
});
