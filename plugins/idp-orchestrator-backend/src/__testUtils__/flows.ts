import {
  type FlowDefinition,
  type FlowSource,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { createNewRun } from '../engine/createNewRun';
import { digestOf } from '../flows/digest';
import type { NewRun } from '../ports';

type StepSource = Partial<FlowSource['steps'][number]> & { id: string };

/** A flow of steps that use `test` unless they say otherwise. */
export function flowOf(
  steps: StepSource[],
  more: Partial<FlowSource> = {},
): FlowDefinition {
  return defineFlow({
    id: 'test-flow',
    title: 'Test flow',
    risk: 'low',
    input: { type: 'object' },
    ...more,
    steps: steps.map(step => ({ uses: 'test', ...step })),
  });
}

export function newRunOf(
  flow: FlowDefinition,
  more: Partial<Run> = {},
  now = Date.now(),
): NewRun {
  const run = createNewRun(
    {
      flow,
      flowDigest: digestOf(flow),
      environment: 'development',
      initiator: { kind: 'user', ref: 'user:default/anna' },
      input: {},
      dryRun: false,
    },
    now,
  );
  return { run: { ...run, ...more }, definition: flow };
}
