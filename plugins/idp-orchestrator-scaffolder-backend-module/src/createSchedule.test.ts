import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JsonObject } from '@backstage/types';
import { createScriptsFolder } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/scriptsFolder';
import { startScaffolder } from './__testUtils__/startScaffolder';
import { template } from './__testUtils__/template';
import { TemplateUser } from './__testUtils__/TemplateUser';

jest.setTimeout(120_000);

const TEMPLATE = template('schedule', {
  action: 'idp:schedule:create',
  input: {
    schedule: '${{ parameters.schedule }}',
    paused: '${{ parameters.paused }}',
  },
});
TEMPLATE.spec!.output = {
  id: '${{ steps.work.output.scheduleId }}',
  state: '${{ steps.work.output.state }}',
  nextDueAt: '${{ steps.work.output.nextDueAt }}',
  kept: '${{ steps.work.output.kept }}',
};

const scheduleOf = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  flow: 'cleaning',
  input: { days: 30 },
  environment: 'development',
  cron: '30 2 * * 1-5',
  timezone: 'Europe/Berlin',
  ...more,
});

describe('Templates that make a schedule', () => {
  let folder: string;
  let scripts: Awaited<ReturnType<typeof createScriptsFolder>>;
  let backend: Awaited<ReturnType<typeof startScaffolder>>;
  let user: TemplateUser;

  const use = async (schedule: JsonObject, more: JsonObject = {}) =>
    user.ended(await user.start('schedule', { schedule, ...more }));

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-templates-'));
    scripts = await createScriptsFolder({
      cleaning: {
        bash: 'true',
        entry: { parameters: { days: { type: 'integer' } } },
      },
    });
    backend = await startScaffolder({
      folder,
      scriptsDirectory: scripts.directory,
      templates: [TEMPLATE],
    });
    user = new TemplateUser(() => backend.server.port());
  });
  afterAll(async () => {
    await backend?.stop();
    await scripts.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('make it in the name of their user, and keep it when they are used again', async () => {
    const { status, output, log } = await use(scheduleOf('nightly'));
    expect(status).toBe('completed');
    const { schedule } = await user.orchestrator.getSchedule('nightly');
    expect(schedule).toMatchObject({
      state: 'active',
      consentedBy: 'user:default/mock',
      input: { days: 30 },
    });
    const { nextDueAt } = schedule;
    expect(log).toContain('Schedule nightly is made: it is active, with');
    const { items } = await user.orchestrator.listAudit({
      act: 'schedule.create',
    });
    expect(items[0]).toMatchObject({
      outcome: 'done',
      by: { ref: 'user:default/mock' },
      reason: 'Template template:default/schedule, step Work',
    });
    const again = await use(scheduleOf('nightly'));
    expect(again.status).toBe('completed');
    expect(again.log).toContain('Schedule nightly was there already');
    expect(again.output).toMatchObject({ kept: true, nextDueAt });
    const { schedule: kept } = await user.orchestrator.getSchedule('nightly');
    expect(kept).toMatchObject({ revision: 1, nextDueAt });
    expect(output).toEqual({
      id: 'nightly',
      state: 'active',
      nextDueAt,
      kept: false,
    });
  });

  it('may make it paused', async () => {
    const { log, output } = await use(scheduleOf('paused'), { paused: true });
    expect(log).toContain('it is paused');
    expect(output).toMatchObject({ state: 'paused' });
    const { schedule } = await user.orchestrator.getSchedule('paused');
    expect(schedule).toMatchObject({ state: 'paused' });
  });

  it('fail when there is another one of this id, and leave it as it is', async () => {
    await use(scheduleOf('other'));
    const { status, error } = await use(
      scheduleOf('other', { cron: '0 4 * * *', input: { days: 7 } }),
    );
    expect(status).toBe('failed');
    expect(error?.message).toContain(
      'There is a schedule other already, which differs in input, cron. Choose another id',
    );
    const { schedule } = await user.orchestrator.getSchedule('other');
    expect(schedule).toMatchObject({ revision: 1, cron: '30 2 * * 1-5' });
  });

  it('are told what is wrong with it, and make none', async () => {
    const { status, error } = await use(
      scheduleOf('wrong', { timezone: 'Mars', environment: 'developmnt' }),
    );
    expect(status).toBe('failed');
    expect(error?.message).toContain('timezone: expected');
    await use(scheduleOf('there'));
    const there = await use(scheduleOf('there', { overlap: 'some' }));
    expect(there.error?.message).toContain('overlap: expected');
    const without = await use({ flow: 'cleaning' });
    expect(without.error?.message).toContain('id: expected');
    await expect(user.orchestrator.getSchedule('wrong')).rejects.toThrow();
  });

  it('tell in a dry run when it would be due and what it would do, and make none', async () => {
    const { log, output } = await user.dryRun(TEMPLATE, {
      schedule: scheduleOf('dry'),
    });
    const told = log.map(({ body }) => body.message).join('\n');
    expect(told).toMatch(/Due at \d{4}-\S+T0[01]:30:00\S+, \S+T02:30/);
    expect(told).toMatch(/cleaning\.sh/);
    expect(output).toMatchObject({ id: 'dry', state: 'planned', kept: false });
    await expect(user.orchestrator.getSchedule('dry')).rejects.toThrow();
  });
});
