import { flowOf } from '../../__testUtils__/flows';
import type { Effect } from '../resolve/Effect';
import { listStartQuestions, sourceOfRisk } from './startQuestions';

const flow = flowOf([{ id: 'one' }], { id: 'deploy' });
const start = (effects: Effect[], more: object = {}) => ({
  catalogFlow: { flow, kind: 'flow' as const, digest: '' },
  asked: { environment: 'staging', dryRun: false, ...more },
  effects,
  risk: 'critical' as const,
});
const child: Effect = {
  kind: 'flow',
  flow: 'deploy',
  child: 'wipe',
  childKind: 'task',
  environment: 'production',
  risk: 'critical',
  path: ['Wipe'],
};
const stop: Effect = {
  kind: 'service',
  flow: 'wipe',
  act: 'stop',
  services: ['opa'],
  environment: 'production',
  risk: 'medium',
  path: ['Wipe', 'Stop OPA'],
};
const action: Effect = {
  kind: 'script',
  flow: 'wipe',
  script: 'tool',
  action: 'wipe',
  environment: 'production',
  risk: 'critical',
  path: ['Wipe', 'Tool: Wipe'],
};

describe('The questions about a start', () => {
  it('are the flow at its highest risk, each flow that it starts, and its services', () => {
    expect(listStartQuestions(start([child, stop, stop, action]))).toEqual([
      {
        about: 'start',
        kind: 'flow',
        traits: {
          flow: 'deploy',
          risk: 'critical',
          environment: 'staging',
          dryRun: 'false',
        },
        through: 'Wipe → Tool: Wipe',
      },
      {
        about: 'start',
        kind: 'task',
        traits: {
          flow: 'wipe',
          risk: 'critical',
          environment: 'production',
          dryRun: 'false',
        },
      },
      {
        about: 'service',
        act: 'operate',
        services: ['opa'],
        environment: 'production',
      },
    ]);
  });

  it('of a dry run are whether services may be looked at', () => {
    const questions = listStartQuestions(start([stop], { dryRun: true }));
    expect(questions).toMatchObject([
      { traits: { dryRun: 'true' } },
      { about: 'service', act: 'read' },
    ]);
  });

  it('leave a child whose place is not known until it is', () => {
    const later = { ...child, environment: undefined };
    expect(listStartQuestions(start([later]))).toHaveLength(1);
  });

  it('name no source of a risk that the flow declares itself', () => {
    const told = start([child]);
    expect(sourceOfRisk(told)).toBe('Wipe');
    const { catalogFlow } = told;
    const honest = {
      ...catalogFlow,
      flow: { ...flow, risk: 'critical' as const },
    };
    expect(sourceOfRisk({ ...told, catalogFlow: honest })).toBeUndefined();
  });
});
