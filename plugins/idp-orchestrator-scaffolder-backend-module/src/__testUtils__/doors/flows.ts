import {
  checkFlow,
  type FlowDefinition,
  type FlowSource,
} from '@idp/backstage-plugin-idp-orchestrator-common';

const steps = [{ id: 'note', uses: 'script', with: { script: 'note' } }];
const small: FlowSource['input'] = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { type: 'string' },
    size: { type: 'integer', minimum: 1, maximum: 5 },
    color: { type: 'string', enum: ['red', 'blue'] },
  },
};

const SOURCES: FlowSource[] = [
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

/** What the refusals are about. */
export const refusedFlows = SOURCES.map(define);

function define(source: FlowSource): FlowDefinition {
  const checked = checkFlow(source);
  if (checked.result === 'bad') throw new Error(JSON.stringify(checked));
  return checked.flow;
}
