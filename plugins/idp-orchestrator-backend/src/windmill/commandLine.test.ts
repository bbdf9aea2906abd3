import { FlowService, JobService, MetricsService } from 'windmill-client';
import * as wmill from 'windmill-client';
import type { Job } from 'windmill-client';
import { callProgram, describeCalls } from '../__testUtils__/foreignClients';
import {
  isCompleted,
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(120_000);

const workspace = 'idp';

let backend: WindmillBackend;

beforeAll(async () => {
  backend = await startWindmillBackend();
  process.env.WM_WORKSPACE = workspace;
  wmill.setClient(backend.idp.token, backend.root);
});
afterAll(() => backend.idp.stop());

const finish = async (path: string, body?: unknown) => {
  const id = await backend.start(path, body);
  await backend.until(id, isCompleted);
  return id;
};

describeCalls(['wmill'], 'The command line of Windmill', () => {
  const call = async (...args: string[]) => {
    const where = ['--base-url', `${backend.root}/`, '--workspace', workspace];
    const all = [...args, ...where, '--token', backend.idp.token];
    const { code, stdout, stderr } = await callProgram('wmill', all, {
      cwd: backend.idp.folder,
    });
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
    return stdout.trim();
  };
  const read = async (...args: string[]) =>
    JSON.parse(await call(...args, '--json'));

  it('lists flows and scripts, and shows one', async () => {
    const flows = await read('flow', 'list');
    expect(flows).toContainEqual(
      expect.objectContaining({ path: 'f/idp/greeting', summary: 'Greeting' }),
    );
    const scripts = await read('script', 'list');
    expect(scripts).toContainEqual(
      expect.objectContaining({ path: 'f/idp/greet', language: 'bash' }),
    );
    expect(await call('flow', 'list')).toContain('f/idp/failing');
    expect(await call('flow', 'get', 'f/idp/failing')).toMatch(
      /Failing[^]*fine: rawscript \(bash\)/,
    );
  });

  it('runs a flow and a script to their end', async () => {
    const data = ['--data', '{"name": "Quin"}'];
    expect(
      JSON.parse(await call('flow', 'run', 'f/idp/greeting', '-s', ...data)),
    ).toEqual({ said: 'Hello Quin' });
    expect(
      JSON.parse(await call('script', 'run', 'f/idp/greet', '-s', ...data)),
    ).toEqual({ greeting: 'Hello Quin' });
  });

  it('lists jobs, with those of steps or of one flow', async () => {
    const id = await finish('f/f/idp/failing');
    const idsOf = async (...args: string[]) =>
      (await read('job', 'list', ...args)).map((job: Job) => job.id);
    expect((await idsOf())[0]).toBe(id);
    const steps = [`${id}:broken`, `${id}:fine`];
    expect((await idsOf('--all')).slice(0, 3)).toEqual([...steps, id]);
    expect(await idsOf('--parent', id)).toEqual(steps);
    expect(await idsOf('--parent', id, '--failed')).toEqual(steps.slice(0, 1));
    expect(await call('job', 'get', id)).toMatch(/✗[^]*broken/);
    expect(await call('job', 'logs', id)).toContain('the disk is full');
  });

  it('runs a job again, with the same input', async () => {
    const id = await finish('f/f/idp/greeting', { name: 'Rosa' });
    const again = await call('job', 'rerun', id);
    expect(again).not.toBe(id);
    const job = await backend.until(again, isCompleted);
    expect(job).toMatchObject({ args: { name: 'Rosa' }, success: true });
    const nothing = call('job', 'rerun', crypto.randomUUID());
    await expect(nothing).rejects.toThrow('Failed to re-run');
  });
});

describe('Lists of Windmill', () => {
  const idsOf = async (query: string, list = 'jobs/list') =>
    (await backend.read<Job[]>(`/w/idp/${list}?${query}`)).map(({ id }) => id);

  it('have the steps of flows among the jobs, unless only those at the top are wanted', async () => {
    const id = await finish('f/f/idp/failing');
    const [fine, broken] = [`${id}:fine`, `${id}:broken`];
    expect(await idsOf('per_page=3')).toEqual([broken, fine, id]);
    expect(await idsOf('per_page=1&has_null_parent=true')).toEqual([id]);
    expect(await idsOf('per_page=1&is_flow_step=false')).toEqual([id]);
    expect(await idsOf('per_page=1&job_kinds=flow')).toEqual([id]);
    expect(await idsOf(`parent_job=${id}&success=true`)).toEqual([fine]);
    expect(await idsOf(`parent_job=${id}&status=failure`)).toEqual([broken]);
    expect(await idsOf(`parent_job=${id}&order_desc=false`)).toEqual([
      fine,
      broken,
    ]);
    expect(await idsOf(`parent_job=${crypto.randomUUID()}`)).toEqual([]);
  });

  it('of what goes on have no steps that are over, which are with what is over', async () => {
    const id = await backend.start('f/f/idp/asking');
    await backend.until(id, job => 'suspend' in job && job.suspend === 1);
    const parent = `parent_job=${id}`;
    expect(await idsOf(parent, 'jobs/queue/list')).toEqual([`${id}:ask`]);
    expect(await idsOf(parent, 'jobs/completed/list')).toEqual([]);
    await backend.idp.client.approveRun(id, { reason: 'Yes' });
    await backend.until(
      id,
      job => job.flow_status?.modules[1].type === 'WaitingForEvents',
    );
    expect(await idsOf(parent, 'jobs/queue/list')).toEqual([`${id}:ask-again`]);
    expect(await idsOf(parent, 'jobs/completed/list')).toEqual([`${id}:ask`]);
    await backend.post(`/w/idp/jobs_u/queue/cancel/${id}`);
    await backend.until(id, isCompleted);
  });

  it('of flows and scripts are of one kind each, by path and page', async () => {
    const paths = async (query: string, list = 'flows') =>
      (
        await backend.read<Array<{ path: string }>>(
          `/w/idp/${list}/list?${query}`,
        )
      ).map(({ path }) => path);
    expect(await paths('path_start=f/idp/gr')).toEqual(['f/idp/greeting']);
    expect(await paths('path_start=f/idp/gr', 'scripts')).toEqual([
      'f/idp/greet',
    ]);
    expect(await paths('path_exact=f/idp/greeting')).toEqual([
      'f/idp/greeting',
    ]);
    const all = await paths('');
    expect(await paths('per_page=2&page=2')).toEqual(all.slice(2, 4));
    expect(await paths('per_page=2&page=0')).toEqual(all.slice(0, 2));
    expect(await paths('order_desc=false')).toEqual(all.toReversed());
    expect(await paths('starred_only=true')).toEqual([]);
    const refused = await backend.call('/w/idp/flows/list?label=mine');
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('cannot be filtered by label'),
    ]);
  });
});

describe('The client of Windmill', () => {
  it('finds out which flows there are', async () => {
    const path = 'f/idp/greeting';
    const flow = await FlowService.getFlowByPath({ workspace, path });
    expect(flow).toMatchObject({
      path,
      value: { modules: [{ id: 'greet', value: { type: 'rawscript' } }] },
    });
    const listed = await FlowService.listFlows({ workspace });
    expect(listed).toContainEqual(expect.objectContaining({ path }));
    const has = (one: string) =>
      FlowService.existsFlowByPath({ workspace, path: one });
    expect(await has(path)).toBe(true);
    // A script is not a flow.
    expect(await has('f/idp/greet')).toBe(false);
    expect(await has('f/idp/nothing')).toBe(false);
    expect(await FlowService.listFlowPaths({ workspace })).toContain(path);
  });

  it('is told by name what is not there', async () => {
    await expect(
      FlowService.archiveFlowByPath({
        workspace,
        path: 'f/idp/greeting',
        requestBody: { archived: true },
      }),
    ).rejects.toMatchObject({
      status: 404,
      body: expect.stringContaining(
        'POST /w/idp/flows/archive/f/idp/greeting is not supported here. What is:',
      ),
    });
  });

  it('reads how far a job is', async () => {
    const id = await finish('f/f/idp/greeting', { name: 'Sam' });
    expect(await MetricsService.getJobProgress({ workspace, id })).toBe(100);
  });

  it('runs several jobs again, and hears which could not be', async () => {
    const id = await finish('p/f/idp/greet', { name: 'Tom' });
    const step = `${id}:greet`;
    const rerun = (changes = {}) =>
      JobService.batchReRunJobs({
        workspace,
        requestBody: {
          job_ids: [id, step],
          script_options_by_path: changes,
          flow_options_by_path: {},
        },
      });
    const [again, refused] = String(await rerun())
      .trim()
      .split('\n');
    const job = await backend.until(again, isCompleted);
    expect(job).toMatchObject({ result: { greeting: 'Hello Tom' } });
    expect(refused).toBe(
      `Error: ${step} is a step of the job ${id}, which is run again as a whole`,
    );
    const input_transforms = { name: { type: 'static', value: 'Ben' } };
    await expect(
      rerun({ 'f/idp/greet': { input_transforms } }),
    ).rejects.toMatchObject({
      status: 400,
      body: expect.stringContaining('run again with the same input'),
    });
  });
});
