import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Role } from '../../__testUtils__/policy/RoleBoard';
import {
  startGuarded,
  type GuardedOrchestrator,
} from '../../__testUtils__/policy/startGuarded';

jest.setTimeout(60_000);

describe('GET /problems', () => {
  let idp: GuardedOrchestrator;

  beforeAll(async () => {
    idp = await startGuarded({
      scripts: {
        fine: { bash: 'true' },
        gone: { bash: 'true', entry: { script: 'elsewhere.sh' } },
        closed: { bash: 'true', entry: { secrets: { TOKEN: 'not-there' } } },
      },
      flows: [
        defineFlow({
          id: 'broken',
          title: 'Broken',
          risk: 'low',
          steps: [{ id: 'a', uses: 'no-such-type' }],
        }),
      ],
      config: { keys: undefined, services: [{ name: 'lamp', title: 'Lamp' }] },
    });
  });
  afterAll(() => idp.stop());

  const problemsFor = async (role: Role) => {
    idp.roles.give('somebody', role);
    return (await idp.as('somebody').listProblems()).items;
  };

  it('gathers what was found, each with its place and what to do', async () => {
    const items = await problemsFor({});
    const told = items.map(one => [one.about, one.source, one.message]);
    for (const [about, source, message] of [
      ['flow', /catalog.yaml$/, /gone.script: cannot be started .* elsewhere/],
      ['flow', /catalog.yaml$/, /closed.secrets.TOKEN: .* got not-there/],
      ['flow', /^flow broken$/, /a step type that is installed/],
      ['service', /^configuration$/, /lamp is well.* give it probes/],
      ['backend', /spoolDirectory/, /choose a folder that stays/],
      ['backend', /keys/, /add one/],
    ] as const) {
      expect(told).toContainEqual([
        about,
        expect.stringMatching(source),
        expect.stringMatching(message),
      ]);
    }
  });

  it('keeps those to itself that are about what the caller may not see', async () => {
    const abouts = async (role: Role) => [
      ...new Set((await problemsFor(role)).map(({ about }) => about)),
    ];
    expect(await abouts({ only: ['flow.read'] })).toEqual(['flow', 'backend']);
    const some = { unseenFlows: ['fine'], seenEnvironments: ['staging'] };
    expect(await abouts(some)).toEqual([]);
  });
});
