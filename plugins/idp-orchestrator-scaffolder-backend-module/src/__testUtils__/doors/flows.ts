import type { FlowSource } from '@idp/backstage-plugin-idp-orchestrator-common';

const steps = [{ id: 'note', uses: 'script', with: { script: 'note' } }];
const small = {
  type: 'object' as const,
  additionalProperties: false,
  properties: {
    name: { type: 'string' as const },
    size: { type: 'integer' as const, minimum: 1, maximum: 5 },
    color: { type: 'string' as const, enum: ['red', 'blue'] },
  },
};

/** What the refusals are about. */
export const refusedFlows: FlowSource[] = [
  { id: 'small', title: 'Small', risk: 'low', input: small, steps },
  { id: 'hidden', title: 'Hidden', risk: 'low', steps },
  { id: 'critical', title: 'Critical', risk: 'critical', steps },
  {
    id: 'open',
    title: 'Takes anything',
    risk: 'low',
    input: { type: 'object' },
    steps,
  },
  {
    id: 'placed',
    title: 'Has its environment in the input',
    risk: 'low',
    input: {
      type: 'object',
      properties: { environment: { type: 'string' } },
    },
    steps,
  },
];
