import type { StepEffect } from '@idp/backstage-plugin-idp-orchestrator-node';
import { checkInCluster } from './checkInCluster';
import type { Act } from './describeAct';
import type { OperatedService, ServiceStepOptions } from './OperatedService';

/** A cluster that has not said what it would do within this time (ms) is not waited for. */
const ANSWER_LIMIT_MS = 10_000;

/** Asks the cluster of a service whether it would accept an act; undefined when nothing speaks against it. */
export async function findDoubt(
  service: OperatedService,
  act: Act,
  cluster: ServiceStepOptions['cluster'],
): Promise<Pick<StepEffect, 'effect' | 'text' | 'failure'> | undefined> {
  const { control } = service;
  if (control.kind !== 'kubernetes') return undefined;
  const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
  try {
    const checked = await checkInCluster({ ...service, control }, act, {
      cluster,
      signal,
      onlyPlans: true,
    });
    if (!('refusal' in checked)) return undefined;
    const text = `It would be refused: ${checked.refusal}.`;
    return { effect: 'known', text, failure: text };
  } catch (error) {
    const { message } = error as Error;
    const text = `Whether the cluster accepts it is not known: ${message}`;
    return { effect: 'unknown', text };
  }
}
