import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../../__testUtils__/policy/startGuarded';
import type { Role } from '../../__testUtils__/policy/RoleBoard';

jest.setTimeout(120_000);

const asking = defineFlow({
  id: 'asking',
  title: 'Asking <b>people</b>',
  risk: 'low',
  input: { type: 'object' },
  steps: [
    {
      id: 'ask',
      title: 'Ask the team',
      uses: 'approval',
      with: { message: 'Go on?', allowInitiator: true },
    },
  ],
});

const STARTER: Role = {};
const NONE = undefined;

describe('A link that answers, for makers with and without rights', () => {
  let idp: GuardedOrchestrator;
  let count = 0;

  beforeAll(async () => {
    idp = await startGuarded({ scripts: {}, flows: [asking] });
    idp.roles.give('starter', STARTER);
  });
  afterAll(() => idp.stop());

  async function ask(): Promise<string> {
    const { id } = await idp.as('starter').startRun('asking', {});
    for (;;) {
      const { status } = await idp.as('starter').getRun(id);
      if (status === 'waiting') return id;
      await new Promise(resolve => setTimeout(resolve, 30));
    }
  }

  const requestLinks = (
    user: string,
    runId: string,
    headers?: Record<string, string>,
  ) => {
    count += 1;
    return idp.fetchAs(
      user,
      `/windmill/api/w/idp/jobs/resume_urls/${runId}/${count}`,
      { headers },
    );
  };
  const makeLinks = async (user: string, runId: string) => {
    const response = await requestLinks(user, runId);
    expect(response.status).toBe(200);
    return (await response.json()) as { resume: string; cancel: string };
  };
  const here = (address: string) =>
    `${idp.url}${address.slice(address.indexOf('/windmill/'))}`;
  const use = (address: string, method = 'POST') =>
    fetch(here(address), { method });
  const end = (id: string) =>
    idp.as('starter').cancelRun(id, { reason: 'the test is over' });

  it.each<[string, Role | undefined, number]>([
    ['everything', {}, 200],
    ['the right to approve', { only: ['run.read', 'run.approve'] }, 200],
    ['all but the right to approve', { without: ['run.approve'] }, 403],
    ['a view of other environments', { seenEnvironments: ['staging'] }, 404],
    ['no role', NONE, 403],
  ])('is made by who has %s', async (_, role, status) => {
    const id = await ask();
    if (role) idp.roles.give('maker', role);
    else idp.roles.take('maker');
    expect((await requestLinks('maker', id)).status).toBe(status);
    await end(id);
  });

  it('is not made by an agent, which may not approve', async () => {
    const id = await ask();
    idp.roles.give('maker');
    const headers = { 'x-idp-agent': 'helper' };
    const refused = await requestLinks('maker', id, headers);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('approval-by-person');
    await end(id);
  });

  it.each<[string, Role | undefined]>([
    ['lost every role', NONE],
    ['may not approve any more', { without: ['run.approve'] }],
    ['does not see the run any more', { seenEnvironments: ['staging'] }],
  ])('shows and does nothing when its maker %s', async (_, role) => {
    const id = await ask();
    idp.roles.give('maker');
    const { resume, cancel } = await makeLinks('maker', id);
    if (role) idp.roles.give('maker', role);
    else idp.roles.take('maker');
    const answers = await Promise.all([use(resume), use(cancel)]);
    for (const { status } of answers) expect([403, 404]).toContain(status);
    const [{ answers: given, status }] = (await idp.as('starter').getRun(id))
      .steps;
    expect([given, status]).toEqual([undefined, 'waiting']);
    idp.roles.give('maker');
    expect((await use(resume)).status).toBe(201);
  });

  it('does nothing when who started the run may not any more', async () => {
    const id = await ask();
    idp.roles.give('maker');
    const { resume } = await makeLinks('maker', id);
    idp.roles.give('starter', { without: ['run.create'] });
    const refused = await use(resume);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain(
      'user:default/starter may not start this any more',
    );
    idp.roles.give('starter', STARTER);
    expect((await use(resume)).status).toBe(201);
  });

  it('shows nothing of the run as markup, and holds no frame', async () => {
    const id = await ask();
    idp.roles.give('maker');
    const { resume } = await makeLinks('maker', id);
    const page = await use(resume, 'GET');
    expect(await page.text()).toContain('Asking &lt;b&gt;people&lt;/b&gt;');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect((await use(resume, 'PUT')).status).toBe(401);
    await end(id);
  });
});
