import fs from 'node:fs';
import path from 'node:path';
import {
  isRunFinished,
  type CreateWindowRequest,
  type Run,
  type ScheduleOccurrence,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowOf } from '../../__testUtils__/flows';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../../__testUtils__/policy/startGuarded';
import { eventually } from '../../__testUtils__/webhookReceiver';

jest.setTimeout(60_000);

const NOTE = 'echo "$IDP_STEP_ID" >> "$FOLDER/notes"';
const script = (id: string, more: object = {}) => ({
  id,
  uses: 'script',
  with: { script: 'note' },
  ...more,
});
const breaking = (id: string, more: object = {}) =>
  script(id, { with: { script: 'break' }, ...more });
const asking = {
  id: 'ask',
  uses: 'approval',
  with: { message: '?', allowInitiator: true },
};
const medium = { risk: 'medium' as const };

const flows = [
  flowOf([script('one')], { id: 'simple', ...medium }),
  flowOf([breaking('one')], { id: 'breaking', ...medium }),
  flowOf([asking, script('after', { needs: ['ask'] })], {
    id: 'asking',
    ...medium,
  }),
  flowOf([breaking('one', { retry: { attempts: 2, delay: '2s' } })], {
    id: 'trying-again',
    ...medium,
  }),
  flowOf([script('one')], { id: 'refused', ...medium }),
];

/** One that refuses what it is about, always. */
const REFUSING = {
  id: 'refusing',
  kind: 'freeze',
  flows: ['refused'],
  timezone: 'UTC',
  from: '2020-01-01T00:00',
  to: '2090-01-01T00:00',
  starts: 'refuse',
};

const SERVICE = {
  name: 'web',
  title: 'Web',
  environments: ['development'],
  control: { kind: 'script', script: 'web' },
};

/** A way to a change: what is done before a freeze, and then in it. */
interface Door {
  /** Gives the id of the run. */
  before?(): Promise<string>;
  /** Gives the id of the run, where it is another one than before. */
  begin(id: string): Promise<string | void>;
  freeze?: Partial<CreateWindowRequest>;
}

describe('A freeze, behind every door of this backend', () => {
  let idp: GuardedOrchestrator;
  let count = 0;

  beforeAll(async () => {
    idp = await startGuarded({
      scripts: {
        note: { bash: NOTE },
        break: { bash: `[ ! -e "$FOLDER/broken" ] || exit 1; ${NOTE}` },
        web: {
          bash: NOTE,
          entry: {
            defaultAction: 'start',
            actions: {
              start: { controls: ['start'] },
              stop: { controls: ['stop'] },
            },
          },
        },
      },
      flows,
      config: { services: [SERVICE], windows: [REFUSING] },
    });
    idp.roles.give('ben');
  });
  afterAll(() => idp.stop());
  beforeEach(() => {
    for (const name of ['notes', 'broken']) {
      fs.rmSync(path.join(idp.folder, name), { force: true });
    }
  });

  afterEach(async () => {
    const { items } = await idp.client.listWindows();
    for (const { id } of items.filter(one => one.id !== REFUSING.id)) {
      await idp.client.endWindow(id, { reason: 'The test is over' });
    }
  });

  const reason = 'It is time';
  const freeze = async (more: Partial<CreateWindowRequest> = {}) => {
    const { id } = await idp.client.createWindow({
      environments: ['development'],
      for: '1h',
      reason: 'An incident',
      ...more,
    });
    return () => idp.client.endWindow(id, { reason: 'Over' });
  };
  const hasNotes = () => fs.existsSync(path.join(idp.folder, 'notes'));
  const breakIt = () => fs.writeFileSync(path.join(idp.folder, 'broken'), '');
  const mendIt = () => fs.rmSync(path.join(idp.folder, 'broken'));
  const until = (id: string, isSo: (run: Run) => boolean) =>
    eventually(async () => {
      const run = await idp.client.getRun(id);
      return isSo(run) ? run : undefined;
    });
  const waitsFor = (kind: string) => (run: Run) =>
    run.status === 'waiting' && run.waitingFor?.kind === kind;
  const isHeld = waitsFor('window');
  const start = async (flowId: string, more: object = {}) =>
    (await idp.client.startRun(flowId, more)).id;
  const linkTo = async (id: string) => {
    count += 1;
    const at = `/windmill/api/w/idp/jobs/resume_urls/${id}/${count}`;
    const links = await (await idp.fetchAs('ben', at)).json();
    const { resume } = links as { resume: string };
    return `${idp.url}${resume.slice(resume.indexOf('/windmill/'))}`;
  };
  const schedule = async (flow: string) => {
    count += 1;
    const id = `schedule-${count}`;
    const at = [new Date(Date.now() + 500).toISOString()];
    const environment = 'development';
    await idp.client.createSchedule({
      definition: { id, flow, environment, at, timezone: 'UTC' },
    });
    return id;
  };
  const occurrenceOf = (id: string): Promise<ScheduleOccurrence> =>
    eventually(async () => {
      const [last] = (await idp.client.listOccurrences(id, {})).items;
      return last && !['starting', 'waiting'].includes(last.outcome)
        ? last
        : undefined;
    });

  const doors: Record<string, Door> = {
    'a start': { begin: () => start('simple') },
    'a start at a time in it': {
      begin: () =>
        start('simple', { startAt: new Date(Date.now() + 500).toISOString() }),
    },
    'a start that was planned before': {
      before: () =>
        start('simple', {
          startAt: new Date(Date.now() + 2_000).toISOString(),
        }),
      begin: async () => {},
    },
    'a task': {
      begin: async () => (await idp.client.startTask({ script: 'note' })).id,
    },
    'an operation of a service': {
      begin: async () => {
        const request = { operation: 'start' as const, services: ['web'] };
        return (await idp.client.operateServices(request)).id;
      },
    },
    "a call of Windmill's": {
      begin: async () => {
        const at = '/windmill/api/w/idp/jobs/run/f/f/idp/simple';
        const init = { method: 'POST', body: '{}' };
        return (await idp.fetchAs('mock', at, init)).text();
      },
    },
    'a tool': {
      begin: async () => {
        const init = { method: 'POST', body: '{}' };
        const answer = await idp.fetchAs('mock', '/v1/tools/run-simple', init);
        return ((await answer.json()) as Run).id;
      },
    },
    'the same again': {
      before: async () => (await idp.start('simple')).id,
      begin: async id => {
        fs.rmSync(path.join(idp.folder, 'notes'));
        return (await idp.client.rerun(id, { reason })).id;
      },
    },
    'a retry': {
      before: async () => {
        breakIt();
        return (await idp.start('breaking')).id;
      },
      begin: async id => {
        mendIt();
        await idp.client.retryRun(id, { reason });
      },
    },
    'the next attempt of a step': {
      before: async () => {
        breakIt();
        const id = await start('trying-again');
        await until(id, ({ steps }) => steps[0].attempts === 1);
        await until(id, ({ steps }) => steps[0].status !== 'running');
        return id;
      },
      begin: async () => mendIt(),
      freeze: { running: 'hold' },
    },
    'a proposal that is approved in it': {
      before: async () => {
        const id = await start('simple', { propose: true });
        await until(id, waitsFor('approval'));
        return id;
      },
      begin: async id => {
        await idp.as('ben').approveRun(id, { reason });
      },
    },
    'a link that answers': {
      before: async () => {
        const id = await start('asking');
        await until(id, waitsFor('approval'));
        return id;
      },
      begin: async id => {
        await fetch(await linkTo(id), { method: 'POST' });
      },
    },
    'a schedule': {
      begin: async () =>
        (await occurrenceOf(await schedule('simple'))).runId ?? 'no run',
    },
  };

  it.each(Object.keys(doors))('holds %s until it is ended', async name => {
    const { before, begin, freeze: more } = doors[name];
    const first = (await before?.()) ?? '';
    const end = await freeze(more);
    const id = (await begin(first)) ?? first;
    await until(id, isHeld);
    expect(hasNotes()).toBe(false);
    await end();
    const { status } = await until(id, isRunFinished);
    // A warning says that nobody knows how the service is.
    expect(status).toMatch(/^succeeded(-with-warnings)?$/);
    expect(hasNotes()).toBe(true);
  });

  it('that refuses starts denies an occurrence of a schedule, and says why', async () => {
    const occurrence = await occurrenceOf(await schedule('refused'));
    expect(occurrence).toMatchObject({
      outcome: 'denied',
      because: expect.stringContaining('the end of the freeze "refusing"'),
    });
    expect(occurrence).not.toHaveProperty('runId');
  });
});
