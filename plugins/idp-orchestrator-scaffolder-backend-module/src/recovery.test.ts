import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createScriptsFolder } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/scriptsFolder';
import { KillableScaffolder } from './__testUtils__/KillableScaffolder';
import { template } from './__testUtils__/template';
import { TemplateUser } from './__testUtils__/TemplateUser';

jest.setTimeout(180_000);

const whenThere = (file: string, then: string) => `
echo "$IDP_STEP_ID" >> "$FOLDER/starts"
echo "first line"
until [ -e "$FOLDER/${file}" ]; do sleep 0.1; done
${then}`;

const SCRIPTS = {
  moving: { bash: whenThere('go', 'echo "last line"') },
  breaking: { bash: whenThere('break', 'exit 7') },
};

const templateOf = (flow: string) =>
  template(flow, { action: 'idp:flow:run', input: { flow } });

describe('Templates whose backend is killed in the middle', () => {
  let folder: string;
  let scripts: Awaited<ReturnType<typeof createScriptsFolder>>;
  let backend: KillableScaffolder;
  let taskOf: { moving: string; breaking: string };
  const user = new TemplateUser(() => backend.port);

  const make = (file: string) => writeFile(path.join(folder, file), '');
  const startBackend = () =>
    KillableScaffolder.start({
      folder,
      scriptsDirectory: scripts.directory,
      templates: Object.keys(SCRIPTS).map(templateOf),
    });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-recovery-'));
    scripts = await createScriptsFolder(SCRIPTS);
    backend = await startBackend();
    taskOf = {
      moving: await user.start('moving'),
      breaking: await user.start('breaking'),
    };
    for (const [name, taskId] of Object.entries(taskOf)) {
      await user.logWith(taskId, `Script ${name} | first line`);
    }
    await backend.kill();
    await make('break');
    backend = await startBackend();
  });
  afterAll(async () => {
    await make('go');
    await make('break');
    await backend?.kill();
    await scripts.remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('find a run again that goes on, and end with it', async () => {
    await user.logWith(taskOf.moving, 'found its run again, which is running');
    await make('go');
    const { status, log } = await user.ended(taskOf.moving);
    expect(status).toBe('completed');
    expect(log).toContain('Script moving | last line');
  });

  it('fail with a run that failed meanwhile, which nobody asked to try again', async () => {
    const { status, error } = await user.ended(taskOf.breaking);
    expect(status).toBe('failed');
    expect(error?.message).toContain('exit code 7');
  });

  it('have started each of their scripts once', async () => {
    const runs = await user.listRuns();
    expect(runs.map(({ flowId }) => flowId).sort()).toEqual([
      'breaking',
      'moving',
    ]);
    expect(runs.flatMap(({ retries = [] }) => retries)).toEqual([]);
    const starts = await readFile(path.join(folder, 'starts'), 'utf8');
    expect(starts.split('\n').filter(Boolean).sort()).toEqual([
      'breaking',
      'moving',
    ]);
  });
});
