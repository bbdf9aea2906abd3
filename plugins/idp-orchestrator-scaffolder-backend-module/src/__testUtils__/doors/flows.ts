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
  { id: 'frozen', title: 'Frozen', risk: 'low', steps },
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

/** Openings are searched for 400 days ahead. */
const FAR_AHEAD_MS = 300 * 86_400_000;

/** The freeze that one of them is always in. */
export const REFUSING = {
  id: 'refusing',
  title: 'Nothing of this',
  kind: 'freeze',
  flows: ['frozen'],
  timezone: 'UTC',
  from: '2020-01-01T00:00',
  to: new Date(Date.now() + FAR_AHEAD_MS).toISOString().slice(0, 16),
  starts: 'refuse',
};

/** What the refusals are about. */
export const refusedFlows = SOURCES.map(define);

function define(source: FlowSource): FlowDefinition {
  const checked = checkFlow(source);
  if (checked.result === 'bad') throw new Error(JSON.stringify(checked));
  return checked.flow;
}
