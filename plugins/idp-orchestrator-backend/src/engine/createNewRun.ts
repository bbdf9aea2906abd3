import type {
  FlowDefinition,
  Initiator,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { uuidv7 } from './uuidv7';

/** What a run is made of; its input is checked and complete. */
export interface RunRequest {
  flow: FlowDefinition;
  flowDigest: string;
  environment: string;
  initiator: Initiator;
  input: Record<string, unknown>;
  dryRun: boolean;
  reason?: string;
}

export function createNewRun(
  request: RunRequest,
  now: number,
): Omit<Run, 'lastSeq'> {
  const { flow, ...given } = request;
  const at = new Date(now).toISOString();
  return {
    ...given,
    id: uuidv7(now),
    flowId: flow.id,
    flowTitle: flow.title,
    status: 'queued',
    waitingFor: { kind: 'worker', text: 'a free worker', since: at },
    createdAt: at,
    ...(flow.priority !== 0 && { priority: flow.priority }),
    steps: flow.steps.map(step => ({
      id: step.id,
      title: step.title,
      uses: step.uses,
      needs: step.needs,
      onFailure: step.onFailure,
      status: 'pending',
      attempts: 0,
      history: [],
      annotations: [],
      ...(step.finally && { finally: true }),
    })),
  };
}
