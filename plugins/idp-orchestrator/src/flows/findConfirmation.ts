import type {
  FlowSummary,
  RunPlan,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Environment } from '../services/environment/readEnvironments';
import { riskOf } from '../state/riskOf';
import { environmentOf } from './createRequest';

/** What has to be confirmed before a run is started. */
export interface StartConfirmation {
  request: StartRunRequest;
  environment: Environment;
  plan: RunPlan;
}

interface Start {
  flow: FlowSummary;
  request: StartRunRequest;
  findEnvironment: (name: string) => Environment;
  /** The plan that is being looked at. */
  shown?: RunPlan;
  /** The backend alone knows where a run goes that names no environment. */
  askPlan: () => Promise<RunPlan>;
}

/** What somebody has to confirm; nothing for what does no harm, and where slips are cheap. */
export async function findConfirmation(
  start: Start,
): Promise<StartConfirmation | undefined> {
  const { flow, request, findEnvironment, askPlan } = start;
  if (riskOf(flow) === 'low') return undefined;
  const named = environmentOf(flow, { ...request, input: request.input ?? {} });
  if (named !== undefined && !findEnvironment(named).typedConfirmation) {
    return undefined;
  }
  const plan = start.shown ?? (await askPlan());
  const environment = findEnvironment(plan.environment);
  return environment.typedConfirmation
    ? { request, environment, plan }
    : undefined;
}
