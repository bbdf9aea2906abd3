import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { startTestOrchestrator } from '../__testUtils__/testOrchestrator';

jest.setTimeout(60_000);

const kubernetes = { kubeconfig: '/nowhere/kubeconfig' };
const inPod = { runsOn: { pod: { image: 'tools:1' } } };

/** What `GET /problems` says of scripts without a place. */
async function problemsIn(environments: object) {
  const idp = await startTestOrchestrator({
    scripts: {
      always: { bash: 'true', entry: inPod },
      partly: {
        bash: 'true',
        entry: {
          defaultAction: 'here',
          actions: { here: {}, there: inPod },
        },
      },
      beside: { bash: 'true', entry: { runsOn: { pod: false } } },
      plain: { bash: 'true' },
    },
    flows: [
      defineFlow({
        id: 'uses-it',
        title: 'Uses it',
        risk: 'low',
        steps: [{ id: 'a', uses: 'script', with: { script: 'always' } }],
      }),
    ],
    config: { environment: 'development', environments },
  });
  const { items } = await idp.client.listProblems();
  await idp.stop();
  return items
    .filter(({ message }) => message.includes('in a pod'))
    .map(({ flow, severity, message }) => ({ flow, severity, message }));
}

describe('GET /problems of scripts that are to run in pods', () => {
  it('names those whose environments have no cluster', async () => {
    expect(await problemsIn({ development: {} })).toEqual([
      {
        flow: 'always',
        message: expect.stringMatching(
          /^scripts.always.runsOn.pod: cannot be started in a pod in development: Environment development has no cluster: set idpOrchestrator/,
        ),
      },
      {
        flow: 'partly',
        severity: 'warning',
        message: expect.stringMatching(
          /^scripts.partly.runsOn.pod: there cannot/,
        ),
      },
    ]);
  });

  it('warns only where they have a place in another environment', async () => {
    const environments = { development: {}, production: { kubernetes } };
    const told = await problemsIn(environments);
    expect(told).toMatchObject([
      { flow: 'always', severity: 'warning' },
      { flow: 'partly', severity: 'warning' },
    ]);
    expect(await problemsIn({ development: { kubernetes } })).toEqual([]);
  });

  it('names those that get their pod from an environment', async () => {
    const environments = { development: { runsOn: { pod: {} }, kubernetes } };
    const told = await problemsIn(environments);
    expect(told.map(({ flow }) => flow)).toEqual(['partly', 'plain']);
    expect(told[1].message).toContain('nobody says of which image');
  });
});
