import * as wmill from 'windmill-client';
import { JobService, UserService, WorkspaceService } from 'windmill-client';
import {
  hasBegun,
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

let backend: WindmillBackend;

beforeAll(async () => {
  backend = await startWindmillBackend();
  process.env.WM_WORKSPACE = 'idp';
  wmill.setClient(backend.idp.token, backend.root);
});
afterAll(() => backend.idp.stop());

const getResult = (id: string) =>
  JobService.getCompletedJobResult({ workspace: 'idp', id });

describe('The client of Windmill, with only address, token and workspace set', () => {
  it('runs a flow and gets its result', async () => {
    const result = await wmill.runFlow('f/idp/greeting', { name: 'Anna' });
    expect(result).toEqual({ said: 'Hello Anna' });
  });

  it('plans the bootstrap of a platform as a dry run', async () => {
    const result = await wmill.runFlow('f/idp/bootstrap-platform', {
      platform_name: 'Mine',
      dry_run: true,
    });
    expect(result).toMatchObject({
      success: true,
      results: { platform_name: 'Mine', status: 'completed' },
      summary: expect.stringContaining('nothing was changed'),
    });
  });

  it('asks for the state of the services of a platform', async () => {
    const result = await wmill.runFlow('f/idp/platform-operations', {
      operation: 'status',
    });
    expect(result).toMatchObject({
      operation: 'status',
      services: { web: { health: expect.any(String) } },
    });
    await expect(
      wmill.runFlow('f/idp/platform-operations', { operation: 'explode' }),
    ).rejects.toMatchObject({ body: expect.stringContaining('restart') });
  });

  it('runs a script, whose result is what the script gave', async () => {
    const result = await wmill.runScriptByPath('f/idp/greet', { name: 'Eve' });
    expect(result).toEqual({ greeting: 'Hello Eve' });
  });

  it('starts, looks, waits and reads in steps of its own', async () => {
    const id = await wmill.runFlowAsync('f/idp/greeting', { name: 'Finn' });
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await wmill.waitJob(id)).toEqual({ said: 'Hello Finn' });
    expect(await getResult(id)).toEqual({ said: 'Hello Finn' });
    expect(
      await JobService.getCompletedJobResultMaybe({ workspace: 'idp', id }),
    ).toMatchObject({ success: true });
    expect(await wmill.getRootJobId(id)).toBe(id);
    const job = await JobService.getCompletedJob({ workspace: 'idp', id });
    expect(job).toMatchObject({
      type: 'CompletedJob',
      success: true,
      script_path: 'f/idp/greeting',
      args: { name: 'Finn' },
      job_kind: 'flow',
      created_by: 'user:default/mock',
      flow_status: { step: 1, modules: [{ id: 'greet', type: 'Success' }] },
    });
    expect(await JobService.getJobLogs({ workspace: 'idp', id })).toBe(
      '[greet] greeting Finn\n',
    );
    expect(
      await JobService.resultById({
        workspace: 'idp',
        flowJobId: id,
        nodeId: 'greet',
      }),
    ).toEqual({ greeting: 'Hello Finn' });
  });

  it('hears of a failed job which step it was, and why', async () => {
    const failing = wmill.runFlow('f/idp/failing');
    await expect(failing).rejects.toThrow(
      /was not successful: .*"step_id":"broken","exit_code":3,"stderr":"the disk is full"/,
    );
  });

  it('hears what is wrong when a job cannot be started', async () => {
    await expect(wmill.runFlow('f/idp/greetings')).rejects.toMatchObject({
      status: 404,
      body: expect.stringContaining('greetings'),
    });
    const wrong = { enable_auth: 'perhaps' };
    await expect(
      wmill.runFlow('f/idp/bootstrap-platform', wrong),
    ).rejects.toMatchObject({
      body: expect.stringContaining(
        'input.enable_auth: expected a value of type boolean, got "perhaps"',
      ),
    });
    wmill.setClient('nonsense', backend.root);
    await expect(getResult(crypto.randomUUID())).rejects.toMatchObject({
      status: 401,
    });
    wmill.setClient(backend.idp.token, backend.root);
  });

  it('cancels a job, whose result says who did it and why', async () => {
    const id = await wmill.runFlowAsync('f/idp/endless-flow', {});
    await backend.until(id, hasBegun);
    expect(await wmill.cancelJob(id, 'not today')).toBe(id);
    await expect(wmill.waitJob(id)).rejects.toThrow('not today');
    expect(await getResult(id)).toEqual({
      error: {
        name: 'Canceled',
        message: 'Job canceled: not today by user:default/mock',
        reason: 'not today',
        canceler: 'user:default/mock',
      },
    });
    await expect(wmill.cancelJob(id)).rejects.toMatchObject({
      status: 400,
      body: expect.stringContaining('it is cancelled'),
    });
  });

  it('finds out who and where it is', async () => {
    expect(await UserService.whoami({ workspace: 'idp' })).toMatchObject({
      username: 'user:default/mock',
    });
    expect(await UserService.globalWhoami()).toMatchObject({
      email: 'user:default/mock',
    });
    const requestBody = { id: 'idp' };
    expect(await WorkspaceService.existsWorkspace({ requestBody })).toBe(true);
    expect(await WorkspaceService.listWorkspaces()).toMatchObject([
      { id: 'idp' },
    ]);
  });
});
