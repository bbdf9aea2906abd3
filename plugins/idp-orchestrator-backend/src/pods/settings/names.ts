import { createHash } from 'node:crypto';
import type { ScriptAttempt } from '../../ports';

/** The parts of an attempt by which its objects in the cluster are found again. */
export type AttemptRef = Pick<ScriptAttempt, 'runId' | 'stepId' | 'attempt'>;

/** The container that the script runs in. */
export const CONTAINER = 'script';

/** The label by which the pods of an attempt are found; its value is the name of its objects. */
export const ATTEMPT_LABEL = 'idp-orchestrator/name';

/** The annotation of a claim that says which Job it belongs to; without it nothing has run. */
export const JOB_UID = 'idp-orchestrator/job-uid';

/** The annotation of a claim that says why the backend ended its Job. */
export const ENDED_WHY = 'idp-orchestrator/ended';

/** Names the objects of an attempt: the same name each time, so that a second one cannot be made. */
export function nameAttempt({ runId, stepId, attempt }: AttemptRef): string {
  const hash = createHash('sha256').update(`${runId}/${stepId}/${attempt}`);
  return `idp-${hash.digest('hex').slice(0, 32)}`;
}

const LABEL = /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/;

/** Makes the labels and annotations by which people find what belongs to an attempt. */
export function markAttempt({
  runId,
  stepId,
  attempt,
  environment,
  script,
}: AttemptRef & Pick<ScriptAttempt, 'environment' | 'script'>) {
  const ref = { runId, stepId, attempt };
  return {
    labels: {
      'app.kubernetes.io/managed-by': 'idp-orchestrator',
      [ATTEMPT_LABEL]: nameAttempt(ref),
      ...(LABEL.test(runId) && { 'idp-orchestrator/run': runId }),
      ...(LABEL.test(stepId) && { 'idp-orchestrator/step': stepId }),
      'idp-orchestrator/attempt': String(attempt),
    },
    annotations: {
      'idp-orchestrator/run': runId,
      'idp-orchestrator/step': stepId,
      'idp-orchestrator/attempt': String(attempt),
      'idp-orchestrator/environment': environment,
      'idp-orchestrator/script': script,
    },
  };
}
