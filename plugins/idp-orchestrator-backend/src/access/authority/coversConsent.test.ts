import type { StartQuestion } from '../authorization/startQuestions';
import { coversConsent, toConsents } from './coversConsent';

const start = (
  traits: Partial<Extract<StartQuestion, { about: 'start' }>['traits']> = {},
  kind: 'flow' | 'task' = 'flow',
): StartQuestion => ({
  about: 'start',
  kind,
  traits: {
    flow: 'deploy',
    risk: 'medium',
    environment: 'staging',
    dryRun: 'false',
    ...traits,
  },
});
const service = (
  more: Partial<Extract<StartQuestion, { about: 'service' }>> = {},
): StartQuestion => ({
  about: 'service',
  act: 'operate',
  services: ['grafana', 'kiali'],
  environment: 'staging',
  ...more,
});

describe('What was permitted', () => {
  const consents = toConsents([start(), service()]);

  it.each([
    ['the same', start()],
    ['a lower risk', start({ risk: 'low' })],
    ['some of the services', service({ services: ['kiali'] })],
  ])('covers %s', (_, question) => {
    expect(coversConsent(consents, question)).toBe(true);
  });

  it.each([
    ['a higher risk', start({ risk: 'high' })],
    ['another flow', start({ flow: 'wipe' })],
    ['another environment', start({ environment: 'production' })],
    ['the real thing when it was a dry run', start({ dryRun: 'true' })],
    ['a script of that name', start({}, 'task')],
    ['another service', service({ services: ['kiali', 'opa'] })],
    ['all services', service({ services: 'any' })],
    ['services elsewhere', service({ environment: 'production' })],
    ['services anywhere', service({ environment: undefined })],
    ['another act', service({ act: 'read' })],
  ])('does not cover %s', (_, question) => {
    expect(coversConsent(consents, question)).toBe(false);
  });

  it('covers any service, and any place, where these were permitted', () => {
    const all = toConsents([
      service({ services: 'any', environment: undefined }),
    ]);
    expect(coversConsent(all, service())).toBe(true);
    expect(coversConsent(all, service({ services: 'any' }))).toBe(true);
  });
});
