import { mockServices } from '@backstage/backend-test-utils';
import { readRefusal } from './__testUtils__/describeBlock';
import { readConfig } from './readConfig';

const read = (
  idpOrchestrator: Record<string, unknown>,
  processEnvironment: NodeJS.ProcessEnv = {},
) => {
  const app = { baseUrl: 'https://portal.example.com' };
  const data = JSON.parse(JSON.stringify({ app, idpOrchestrator }));
  return readConfig(mockServices.rootConfig({ data }), processEnvironment);
};

describe('The configuration', () => {
  it('is complete with no more than a spool and scripts', () => {
    const config = read(
      { spoolDirectory: '/spool' },
      { IDP_SCRIPTS_DIR: '/scripts', IDP_ENVIRONMENT: 'staging' },
    );
    expect(config).toMatchObject({
      environments: { fallback: 'staging', known: ['staging'] },
      folders: { spoolDirectory: '/spool' },
      services: {
        byEnvironment: { staging: [] },
        fromCatalog: true,
        trustsCatalog: false,
        probeHosts: [],
      },
      engine: { role: 'all' },
      runsUrl: 'https://portal.example.com/idp-orchestrator/runs',
    });
  });

  it('lets agents into environments that there are', () => {
    const configured = {
      spoolDirectory: '/spool',
      scriptsDirectory: '/scripts',
      environment: 'a',
      environments: { a: {}, b: {} },
    };
    const agents = { environments: ['b'] };
    const config = read({ ...configured, agents });
    expect(config.agents.rules.environments).toEqual(['b']);
    const wrong = { ...configured, agents: { environments: ['c'] } };
    expect(readRefusal(() => read(wrong))).toBe(
      'The configuration is not usable. idpOrchestrator.agents.environments.0: expected one of a, b, got "c"',
    );
  });
});
