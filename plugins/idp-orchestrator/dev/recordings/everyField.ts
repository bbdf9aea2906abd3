import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';

/** A flow whose input has each kind of field that a form can show. */
export const everyFieldFlow: FlowSummary = {
  id: 'order-environment',
  title: 'Order an environment',
  description: 'Sets up an environment for a team, for as long as it needs it.',
  tags: ['environment', 'self-service'],
  risk: 'medium',
  effectiveRisk: 'medium',
  owner: 'group:default/platform-team',
  kind: 'flow',
  digest: 'f1e1',
  input: {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'target', 'size'],
    properties: {
      name: {
        type: 'string',
        title: 'Name',
        description: 'As it is called in addresses.',
        minLength: 3,
        maxLength: 20,
        pattern: '^[a-z][a-z0-9-]*$',
        examples: ['team-blue'],
      },
      purpose: {
        type: 'string',
        title: 'Purpose',
        description: 'What it is for, for whoever looks after it.',
        maxLength: 2_000,
      },
      size: {
        type: 'integer',
        title: 'Nodes',
        minimum: 1,
        maximum: 10,
      },
      share: {
        type: 'number',
        title: 'Share of the budget (%)',
        minimum: 0,
        maximum: 100,
        multipleOf: 5,
        default: 20,
      },
      region: {
        title: 'Region',
        enum: [null, 'eu-central', 'eu-west', 'us-east'],
      },
      persistent: { type: 'boolean', title: 'Keep the data' },
      from: { type: 'string', format: 'date', title: 'First day' },
      backup: { type: 'string', format: 'time', title: 'Backup at' },
      until: { type: 'string', format: 'date-time', title: 'Until' },
      target: {
        title: 'Where',
        oneOf: [
          {
            title: 'In the cloud',
            type: 'object',
            required: ['kind', 'account'],
            properties: {
              kind: { const: 'cloud' },
              account: { type: 'string', title: 'Account' },
            },
          },
          {
            title: 'On a machine',
            type: 'object',
            required: ['kind', 'host'],
            properties: {
              kind: { const: 'machine' },
              host: { type: 'string', title: 'Host' },
              port: { type: 'integer', title: 'Port', default: 22 },
            },
          },
        ],
      },
      labels: {
        type: 'object',
        title: 'Labels',
        description: 'What it is found by.',
        propertyNames: { pattern: '^[a-z]+$' },
        additionalProperties: { type: 'string', maxLength: 60 },
        maxProperties: 5,
      },
      members: {
        type: 'array',
        title: 'Members',
        items: { type: 'string', minLength: 2 },
        uniqueItems: true,
      },
      disks: {
        type: 'array',
        title: 'Disks',
        maxItems: 4,
        items: {
          type: 'object',
          title: 'Disk',
          required: ['size'],
          properties: {
            size: { type: 'integer', title: 'Size (GB)', minimum: 1 },
            mounts: {
              type: 'array',
              title: 'Mounts',
              items: { type: 'array', items: { type: 'integer' } },
            },
          },
        },
      },
      token: { type: 'string', title: 'Token', writeOnly: true },
      extra: { title: 'Anything else' },
    },
  },
  steps: [
    {
      id: 'set-up',
      title: 'Set up',
      uses: 'script',
      needs: [],
      onFailure: 'abort',
    },
  ],
  mayRun: true,
};
