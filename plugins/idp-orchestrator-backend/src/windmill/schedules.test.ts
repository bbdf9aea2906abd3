import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as wmill from 'windmill-client';
import { ScheduleService, type NewSchedule } from 'windmill-client';
import { stringify } from 'yaml';
import { AGENT_HEADER } from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeCalls, callProgram } from '../__testUtils__/foreignClients';
import {
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

const workspace = 'idp';

let backend: WindmillBackend;

beforeAll(async () => {
  backend = await startWindmillBackend({
    config: { environments: { development: {}, production: {} } },
  });
  process.env.WM_WORKSPACE = workspace;
  wmill.setClient(backend.idp.token, backend.root);
});
afterAll(() => backend.idp.stop());

const bodyOf = (id: string, more: Partial<NewSchedule> = {}): NewSchedule => ({
  path: `f/idp/${id}`,
  schedule: '0 30 2 * * MON-FRI',
  timezone: 'Europe/Berlin',
  script_path: 'f/idp/greeting',
  is_flow: true,
  args: { name: 'Anna' },
  enabled: true,
  ...more,
});
const create = (id: string, more?: Partial<NewSchedule>) =>
  ScheduleService.createSchedule({ workspace, requestBody: bodyOf(id, more) });
const get = (id: string) =>
  ScheduleService.getSchedule({ workspace, path: `f/idp/${id}` });
const enable = (id: string, enabled: boolean) =>
  ScheduleService.setScheduleEnabled({
    workspace,
    path: `f/idp/${id}`,
    requestBody: { enabled },
  });
const own = async (id: string) =>
  (await backend.idp.client.getSchedule(id)).schedule;
const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => 'it was not refused',
    (error: { status: number; body: string }) =>
      `${error.status}: ${error.body}`,
  );

describe('Schedules by the client of Windmill', () => {
  it('are made, and are what they would be by any other door', async () => {
    const made = await create('nightly', {
      summary: 'Every night',
      no_flow_overlap: true,
      on_failure: null,
      on_failure_times: 1,
      retry: null,
      tag: null,
      labels: [],
    });
    expect(made).toBe('f/idp/nightly');
    expect(await own('nightly')).toMatchObject({
      title: 'Every night',
      flow: 'greeting',
      input: { name: 'Anna' },
      environment: 'development',
      cron: '30 2 * * MON-FRI',
      timezone: 'Europe/Berlin',
      overlap: 'skip',
      state: 'active',
      consentedBy: 'user:default/mock',
    });
    expect(await get('nightly')).toMatchObject({
      path: 'f/idp/nightly',
      summary: 'Every night',
      schedule: '0 30 2 * * MON-FRI',
      cron_version: 'v2',
      enabled: true,
      script_path: 'f/idp/greeting',
      is_flow: true,
      args: { name: 'Anna' },
      no_flow_overlap: true,
      edited_by: 'user:default/mock',
      permissioned_as: 'user:default/mock',
    });
    const { items } = await backend.idp.client.listAudit({
      act: 'schedule.create',
    });
    expect(items[0]).toMatchObject({
      subject: { kind: 'schedule', id: 'nightly' },
      origin: { door: 'windmill' },
    });
    expect(await refusalOf(create('nightly'))).toMatch(
      /^400: .*schedule nightly already/,
    );
  });

  it('start a script too, in the environment of the input or the query', async () => {
    await create('scripted', {
      script_path: 'f/idp/greet',
      is_flow: false,
      args: { name: 'Ben' },
    });
    expect((await get('scripted')).is_flow).toBe(false);
    const { runId } = await backend.idp.client.triggerSchedule('scripted', {});
    const run = await backend.idp.finished(runId!);
    expect(run).toMatchObject({
      status: 'succeeded',
      environment: 'development',
    });
    const asked = bodyOf('elsewhere');
    await backend.post('/w/idp/schedules/create?environment=production', asked);
    expect((await own('elsewhere')).environment).toBe('production');
    await create('placed', {
      script_path: 'f/idp/bootstrap-platform',
      args: { environment: 'production', platform_name: 'acme' },
    });
    expect((await own('placed')).environment).toBe('production');
  });

  it('are made disabled unless they say otherwise, and are enabled and disabled', async () => {
    await create('sleeping', { enabled: undefined });
    expect(await own('sleeping')).toMatchObject({ state: 'paused' });
    expect((await get('sleeping')).enabled).toBe(false);
    expect(await enable('sleeping', true)).toContain('to status true');
    await enable('sleeping', true);
    expect(await own('sleeping')).toMatchObject({ state: 'active' });
    await enable('sleeping', false);
    await enable('sleeping', false);
    expect(await own('sleeping')).toMatchObject({ state: 'paused' });
  });

  it('are changed, and keep what Windmill has no word for', async () => {
    await backend.idp.client.createSchedule({
      definition: {
        id: 'kept',
        flow: 'greeting',
        input: { name: 'Cleo' },
        environment: 'production',
        every: '6h',
        timezone: 'UTC',
        overlap: 'queue-one',
        deadline: '2h',
      },
    });
    const { schedule, ...told } = await get('kept');
    expect(schedule).toBe('every 6h');
    const change = (more: object) =>
      ScheduleService.updateSchedule({
        workspace,
        path: 'f/idp/kept',
        requestBody: { ...told, schedule, args: { name: 'Dora' }, ...more },
      });
    expect(await change({})).toBe('f/idp/kept');
    const rest = { environment: 'production', deadline: '2h' };
    expect(await own('kept')).toMatchObject({
      ...rest,
      every: '6h',
      overlap: 'queue-one',
      input: { name: 'Dora' },
    });
    await change({
      schedule: '0 0 4 * * 2',
      cron_version: 'v1',
      no_flow_overlap: false,
      summary: 'At four',
    });
    expect(await own('kept')).toMatchObject({
      ...rest,
      title: 'At four',
      cron: '0 4 * * 1',
      overlap: 'allow',
      revision: 3,
    });
    expect(await own('kept')).not.toHaveProperty('every');
    // The same text, which means another day by v1.
    await change({ schedule: '0 0 4 * * 1', cron_version: 'v1' });
    expect((await own('kept')).cron).toBe('0 4 * * 0');
  });

  it('are listed as they are asked for, and are gone when they are deleted', async () => {
    await create('listed-a', { summary: 'Cleaning' });
    await create('listed-b', { script_path: 'f/idp/greet', is_flow: false });
    const pathsOf = async (query: object) => {
      const asked = { workspace, pathStart: 'f/idp/listed', ...query };
      const found = await ScheduleService.listSchedules(asked);
      return found.map(one => one.path);
    };
    const [a, b] = ['f/idp/listed-a', 'f/idp/listed-b'];
    expect(await pathsOf({})).toEqual([b, a]);
    expect(await pathsOf({ page: 2, perPage: 1 })).toEqual([a]);
    expect(await pathsOf({ isFlow: false })).toEqual([b]);
    expect(await pathsOf({ path: 'f/idp/greet' })).toEqual([b]);
    expect(await pathsOf({ schedulePath: a })).toEqual([a]);
    expect(await pathsOf({ summary: 'clean' })).toEqual([a]);
    expect(await refusalOf(pathsOf({ args: '{}' }))).toMatch(
      /^400: Lists cannot be filtered by args here/,
    );
    const exists = () => ScheduleService.existsSchedule({ workspace, path: a });
    expect(await exists()).toBe(true);
    expect(await ScheduleService.deleteSchedule({ workspace, path: a })).toBe(
      `schedule ${a} deleted`,
    );
    expect(await exists()).toBe(false);
    expect(await refusalOf(get('listed-a'))).toMatch(/^404: .*listed-a/);
  });

  it('are previewed', async () => {
    const times = await ScheduleService.previewSchedule({
      requestBody: {
        schedule: '0 0 9 1 1 *',
        timezone: 'Asia/Tokyo',
        cron_version: 'v2',
      },
    });
    expect(times).toHaveLength(5);
    expect(times[0]).toMatch(/^\d{4}-01-01T00:00:00/);
    const quarters = await ScheduleService.previewSchedule({
      requestBody: { schedule: '0 0/15 * * * *', timezone: 'UTC' },
    });
    expect(quarters[0]).toMatch(/:(00|15|30|45):00/);
  });

  it('that cannot be as they are wanted are refused by name', async () => {
    const refused = (more: object) => refusalOf(create('refused', more));
    expect(
      await refused({ on_failure: 'f/idp/greet', retry: { constant: {} } }),
    ).toMatch(/^400: .*on_failure: expected nothing.*webhooks.*retry: /);
    expect(await refused({ paused_until: '2099-01-01T00:00:00Z' })).toContain(
      'paused_until: expected nothing',
    );
    expect(await refused({ schedule: '30 0 2 * * *' })).toContain(
      '0 as its first field',
    );
    expect(await refused({ schedule: '0 61 2 * * *' })).toContain(
      'minutes from 0 to 59',
    );
    expect(await refused({ path: 'f/platform/nightly' })).toContain(
      'path: expected f/idp/<id>',
    );
    expect(await refused({ is_flow: false })).toContain(
      'is_flow: expected true, since f/idp/greeting is a flow',
    );
    expect(await refused({ script_path: 'f/idp/greetings' })).toMatch(
      /^404: .*greeting/,
    );
    expect(await refused({ timezone: 'Mars' })).toContain('timezone');
    expect(
      (await backend.idp.client.listSchedules({})).items,
    ).not.toContainEqual(expect.objectContaining({ id: 'refused' }));
  });

  it('of agents wait for a person who lets them, and are changed by none', async () => {
    const post = (route: string, body: object) =>
      backend.call(`/w/idp/schedules/${route}`, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { [AGENT_HEADER]: 'helper' },
      });
    expect((await post('create', bodyOf('by-agent'))).status).toBe(201);
    expect(await own('by-agent')).toMatchObject({ state: 'needs-consent' });
    expect(await get('by-agent')).toMatchObject({ enabled: false });
    const refused = await post('setenabled/f/idp/by-agent', { enabled: true });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain(
      'agents may see, preview and propose schedules',
    );
  });
});

describeCalls(['wmill'], 'Schedules by the command line of Windmill', () => {
  const call = async (...args: string[]) => {
    const where = ['--base-url', `${backend.root}/`, '--workspace', workspace];
    const all = ['schedule', ...args, ...where, '--token', backend.idp.token];
    const { code, stdout, stderr } = await callProgram('wmill', all, {
      cwd: backend.idp.folder,
    });
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
    return stdout.trim();
  };

  it('are listed, shown, disabled and enabled', async () => {
    await create('by-command');
    expect(await call('list')).toContain('f/idp/by-command');
    const shown = await call('get', 'f/idp/by-command', '--json');
    expect(JSON.parse(shown)).toMatchObject({ script_path: 'f/idp/greeting' });
    await call('disable', 'f/idp/by-command');
    expect(await own('by-command')).toMatchObject({ state: 'paused' });
    await call('enable', 'f/idp/by-command');
    expect(await own('by-command')).toMatchObject({ state: 'active' });
  });

  it('are pushed from a file, new or changed', async () => {
    const { path: at, ...spec } = bodyOf('pushed', { cron_version: 'v2' });
    const file = path.join(backend.idp.folder, 'pushed.schedule.yaml');
    const push = async (more: object) => {
      await writeFile(file, stringify({ ...spec, ...more }));
      return call('push', file, at);
    };
    await push({});
    expect(await own('pushed')).toMatchObject({ cron: '30 2 * * MON-FRI' });
    await push({ schedule: '0 0 5 * * *' });
    expect(await own('pushed')).toMatchObject({
      cron: '0 5 * * *',
      state: 'active',
    });
  });
});
