import { createHash } from 'node:crypto';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { SpanIds } from '@idp/backstage-plugin-idp-orchestrator-node';

export interface AttemptRef {
  runId: string;
  stepId: string;
  attempt: number;
}

/** Makes the trace id of a run, whose id is one of 128 bits already; undefined for what is no run. */
export function traceIdOf(runId: string): string | undefined {
  const digits = runId.replaceAll('-', '').toLowerCase();
  return /^[\da-f]{32}$/.test(digits) ? digits : undefined;
}

/** Makes the span ids of a run. One that goes on after its end is another span of the same trace. */
export function identifyRun({
  id,
  retries = [],
}: Pick<Run, 'id' | 'retries'>): SpanIds | undefined {
  return identify(id, ['run', retries.length]);
}

export function identifyAttempt(ref: AttemptRef): SpanIds | undefined {
  return identify(ref.runId, ['attempt', ref.stepId, ref.attempt]);
}

/** Makes the span ids of a step with items, which has no attempts of its own. */
export function identifyGroup(
  { id, retries = [] }: Pick<Run, 'id' | 'retries'>,
  stepId: string,
): SpanIds | undefined {
  return identify(id, ['group', stepId, retries.length]);
}

function identify(
  runId: string,
  what: Array<string | number>,
): SpanIds | undefined {
  const traceId = traceIdOf(runId);
  if (!traceId) return undefined;
  const digest = createHash('sha256').update(JSON.stringify([runId, ...what]));
  return { traceId, spanId: digest.digest('hex').slice(0, 16) };
}
