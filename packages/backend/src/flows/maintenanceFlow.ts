import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';

/** Maintenance that people hear of before it begins and when it is over. */
export const maintenanceFlow = defineFlow({
  id: 'announced-maintenance',
  title: 'Announced maintenance',
  description:
    'Tells everybody that a service will be away for a moment, restarts it, and tells how that ended.',
  tags: ['operations'],
  risk: 'high',
  input: {
    type: 'object',
    additionalProperties: false,
    required: ['service'],
    properties: {
      service: { type: 'string', title: 'Service', enum: ['grafana', 'kiali'] },
      reason: { type: 'string', title: 'Why', maxLength: 500 },
    },
  },
  steps: [
    {
      id: 'announce',
      uses: 'announce',
      with: {
        title: '${{ input.service }} will be away for a moment',
        text: "${{ input.?reason.orValue('') }}",
      },
      // Work that nobody was told of is better than work not done.
      onFailure: 'warn',
    },
    {
      id: 'restart',
      uses: 'script',
      with: {
        script: 'idp',
        action: 'restart',
        args: {
          environment: '${{ environment.name }}',
          services: ['${{ input.service }}'],
        },
      },
      timeout: '5m',
    },
  ],
  finally: [
    {
      id: 'tell-the-end',
      uses: 'announce',
      with: {
        title:
          "${{ input.service }} ${{ steps.restart.status == 'succeeded' ? 'is back' : 'may be away for longer' }}",
        severity: "${{ steps.restart.status == 'succeeded' ? 'low' : 'high' }}",
      },
      onFailure: 'warn',
    },
  ],
});
