import { startBackend, type CliBackend } from '../__testUtils__/startBackend';

jest.setTimeout(180_000);

interface Started {
  id: string;
}

describe('Runs by the command line', () => {
  let backend: CliBackend;
  beforeAll(async () => {
    backend = await startBackend();
  });
  afterAll(() => backend.idp.stop());

  const cli = (...args: string[]) => backend.cli(args);
  async function start(...args: string[]): Promise<string> {
    const { stdout } = await cli('run', ...args, '--json');
    return (JSON.parse(stdout) as Started).id;
  }

  it('are started, each value as the type that the flow wants', async () => {
    const id = await start(
      'greet',
      ...['name=Ada=1', 'times=3', 'loud=true', 'tags=a,b', '--reason', 'why'],
    );
    const run = await backend.idp.finished(id);
    expect(run.input).toEqual({
      name: 'Ada=1',
      times: 3,
      loud: true,
      tags: ['a', 'b'],
    });
    expect(run.reason).toBe('why');
  });

  it('say of a file of input that is neither YAML nor JSON what is wrong with it', async () => {
    const { code, stderr } = await backend.cli(
      ['run', 'greet', '--input', '-'],
      { input: 'name: [Grace\ntimes: 9\n' },
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(/- is neither YAML nor JSON: .+ at line \d+/);
  });

  it('take their input from standard input as well, and fields count over it', async () => {
    const { stdout } = await backend.cli(
      ['run', 'greet', 'times:=2', '--input', '-', '--json'],
      { input: 'name: Grace\ntimes: 9\n' },
    );
    const run = await backend.idp.finished((JSON.parse(stdout) as Started).id);
    expect(run.input).toMatchObject({ name: 'Grace', times: 2 });
  });

  it('are followed step by step with --wait, and their outcome is the exit code', async () => {
    const { code, stdout } = await cli('run', 'greet', 'name=Ada', '--wait');
    expect(stdout).toContain('▶ running  say  Say it');
    expect(stdout).toContain('✔ succeeded  say  Say it');
    expect(stdout).not.toContain('Hello');
    expect(code).toBe(0);
  });

  it('show what is printed with --logs, and nothing of it moves the cursor', async () => {
    const { stdout } = await cli('run', 'greet', 'name=Ada', '--logs');
    expect(stdout).toContain('say │ Hello, Ada\n');
    expect(stdout).toContain('say │ to stderr\n');
    expect(stdout).toContain('say │ evil ]0;title end\n');
  });

  it('that fail end with 1, and say why and what to do', async () => {
    const { code, stdout } = await cli('run', 'failing', '--wait');
    expect(stdout).toContain('no disk');
    expect(stdout).toMatch(/→ idp-orchestrator logs [0-9a-f-]{36}/);
    expect(code).toBe(1);
  });

  it('that wait for people end with 3, are approved, and go on', async () => {
    const first = await cli('run', 'asking', '--wait', '--json');
    expect(first.code).toBe(3);
    const { id } = JSON.parse(first.stdout) as Started;
    expect((await cli('status', id)).code).toBe(3);
    const { stdout } = await cli('status', id);
    expect(stdout).toContain(`→ idp-orchestrator approve ${id} --step ask`);
    const approved = await cli('approve', id, '--reason', 'as agreed');
    expect(approved.code).toBe(0);
    const end = await cli('logs', id, '--follow');
    expect(end.code).toBe(0);
    const run = await backend.idp.client.getRun(id);
    expect(run.status).toBe('succeeded');
    expect(run.steps[0].answers?.[0].comment).toBe('as agreed');
  });

  it('that are rejected fail', async () => {
    const id = await start('asking');
    const first = await cli('logs', id);
    expect(first.code).toBe(0);
    await cli('reject', id, '--reason', 'not on a Friday');
    expect((await cli('logs', id, '--follow')).code).toBe(1);
  });

  it('are cancelled with a reason, and end with 6', async () => {
    const id = await start('lasting');
    const without = await cli('cancel', id);
    expect(without.code).toBe(2);
    expect(without.stderr).toContain('--reason');
    const { code } = await cli('cancel', id, '--reason', 'enough', '--wait');
    expect(code).toBe(0);
    expect((await cli('status', id)).code).toBe(6);
  });

  it('that are followed go on after Ctrl-C, which says how to go on', async () => {
    const id = await start('lasting');
    const { code, stderr } = await backend.cli(['logs', id, '--follow'], {
      onStart: child =>
        child.stdout?.on('data', (text: Buffer) => {
          if (String(text).includes('begun')) child.kill('SIGINT');
        }),
    });
    expect(code).toBe(130);
    expect(stderr).toContain(`idp-orchestrator logs ${id} --follow`);
    expect((await backend.idp.client.getRun(id)).status).toBe('running');
    await cli('cancel', id, '--reason', 'over', '--wait');
  });

  it('have logs that are chosen by step and stream, as JSON a chunk a line', async () => {
    const { id } = await backend.idp.start('greet', { name: 'Ada' });
    const { stdout } = await cli('logs', id, '--stream', 'stderr', '--json');
    const chunks = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { stream: string; lines: string[] });
    expect(chunks.flatMap(({ lines }) => lines)).toEqual(['to stderr']);
    const unknown = await cli('logs', id, '--step', 'sya');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('There are: say');
  });

  it('are listed, newest first, and chosen by flow and status', async () => {
    const { stdout } = await cli(
      ...['runs', '--flow', 'failing', '--status', 'failed', '--since', '1h'],
      '--json',
    );
    const { items } = JSON.parse(stdout) as {
      items: Array<{ flowId: string; status: string }>;
    };
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ flowId }) => flowId))).toEqual(
      new Set(['failing']),
    );
    const wrong = await cli('runs', '--status', 'fine');
    expect(wrong.stderr).toContain('Expected --status with one of queued');
    expect(wrong.code).toBe(2);
  });

  it('are planned, with the command as it would be started', async () => {
    const { code, stdout } = await cli('plan', 'greet', 'name=Ada Lovelace');
    expect(stdout).toContain('greet in development: risk low');
    expect(stdout).toContain('1 would change, 0 nothing to do, 0 fail');
    expect(stdout).toMatch(/\$ \S+hello\S* \S+ --name 'Ada Lovelace'/);
    expect(code).toBe(0);
  });

  it('that cannot be started are told with the words of the backend', async () => {
    const { code, stderr } = await cli('run', 'greet', 'times=many', 'name=A');
    expect(stderr).toContain('times');
    expect(code).toBe(2);
    const unknown = await cli('run', 'greeet', '--json');
    expect(JSON.parse(unknown.stdout)).toEqual({
      error: {
        message: expect.stringContaining('Did you mean greet?'),
        exitCode: 2,
      },
    });
    expect(unknown.code).toBe(2);
  });

  it('of services are planned and done, and the platform says how it is', async () => {
    const planned = await cli('operate', 'restart', 'cache', '--plan');
    expect(planned.stdout).toContain('wave 1');
    const done = await cli(
      ...['operate', 'start', 'cache', '--reason', 'needed', '--wait'],
    );
    expect(done.stdout).toContain('✔ succeeded');
    expect(done.code).toBe(0);
    const health = await cli('health', '--refresh');
    expect(health.stdout).toContain('healthy  cache');
    expect(health.stdout).toContain('Healthy.');
    expect(health.code).toBe(0);
    const wrong = await cli('operate', 'explode');
    expect(wrong.stderr).toContain('Expected one of start, stop, restart');
    expect(wrong.code).toBe(2);
  });
});
