import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';

type Step = FlowSummary['steps'][number];

function step(id: string, title: string, needs: string[]): Step {
  return { id, title, uses: 'script', needs, onFailure: 'abort' };
}

/** The flow of the reference platform, as the backend tells it. */
export const bootstrapFlow: FlowSummary = {
  id: 'bootstrap-platform',
  title: 'Bootstrap platform',
  description:
    'Sets up the whole platform: infrastructure, authentication, platform core, monitoring and Backstage, then checks the health of all of it.',
  tags: ['platform', 'bootstrap'],
  risk: 'high',
  effectiveRisk: 'high',
  owner: 'group:default/platform-team',
  manualTime: '2h',
  kind: 'flow',
  digest: 'b1f3',
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {
      platform_name: {
        type: 'string',
        title: 'Platform name',
        default: 'IDP Platform',
      },
      environment: {
        type: 'string',
        title: 'Environment',
        enum: ['development', 'staging', 'production'],
        default: 'development',
      },
      enable_monitoring: {
        type: 'boolean',
        title: 'Set up monitoring',
        default: true,
      },
      enable_auth: {
        type: 'boolean',
        title: 'Set up authentication',
        default: true,
      },
      skip_backstage: {
        type: 'boolean',
        title: 'Skip Backstage',
        default: false,
      },
      dry_run: { type: 'boolean', title: 'Dry run', default: false },
    },
  },
  steps: [
    step('prerequisites', 'Prerequisites', []),
    step('infrastructure', 'Infrastructure', ['prerequisites']),
    step('authentication', 'Authentication', ['infrastructure']),
    step('platform-core', 'Platform core', ['infrastructure']),
    {
      ...step('monitoring', 'Monitoring', ['platform-core']),
      onFailure: 'continue',
    },
    {
      ...step('backstage', 'Backstage', ['platform-core', 'authentication']),
      onFailure: 'continue',
    },
    {
      ...step('health-check', 'Health check', [
        'prerequisites',
        'infrastructure',
        'authentication',
        'platform-core',
        'monitoring',
        'backstage',
      ]),
      onFailure: 'warn',
    },
  ],
  mayRun: true,
};

/** One script on its own. */
export const healthTask: FlowSummary = {
  id: 'health-check-platform',
  title: 'Check the platform’s health',
  description: 'Asks every service how it is, by real requests.',
  tags: ['health'],
  risk: 'low',
  effectiveRisk: 'low',
  kind: 'task',
  digest: 'c2a4',
  input: {
    type: 'object',
    properties: {
      comprehensive: {
        type: 'boolean',
        title: 'Comprehensive',
        default: true,
      },
    },
  },
  steps: [step('health-check-platform', 'Health check', [])],
  mayRun: true,
};

/** A flow that this caller may see but not run. */
export const teardownFlow: FlowSummary = {
  id: 'teardown-platform',
  title: 'Tear down platform',
  description: 'Stops and removes every service of an environment.',
  tags: ['platform'],
  risk: 'critical',
  effectiveRisk: 'critical',
  kind: 'flow',
  digest: 'd9e1',
  input: { type: 'object', properties: {} },
  steps: [
    step('stop', 'Stop services', []),
    step('remove', 'Remove volumes', ['stop']),
  ],
  mayRun: false,
  notAllowedReason: 'needs the permission idpOrchestrator.run.create',
};

/** A flow that says less of its risk than what it starts can do. */
export const signInFlow: FlowSummary = {
  id: 'renew-sign-in',
  title: 'Renew sign-in',
  description:
    'Makes the user pool anew, with its groups and test users. Who is signed in signs in again.',
  tags: ['authentication'],
  risk: 'low',
  effectiveRisk: 'critical',
  riskThrough: 'Set up sign-in → Remove the user pool',
  kind: 'flow',
  digest: 'f7c2',
  input: {
    type: 'object',
    additionalProperties: false,
    properties: {
      environment: {
        type: 'string',
        title: 'Environment',
        enum: ['development', 'staging', 'production'],
        default: 'development',
      },
    },
  },
  steps: [
    { ...step('set-up', 'Set up sign-in', []), uses: 'flow' },
    step('check', 'Try to sign in', ['set-up']),
  ],
  mayRun: true,
};

export const recordedFlows = [
  bootstrapFlow,
  teardownFlow,
  healthTask,
  signInFlow,
];
