import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { aboutRun, type About } from '../../access/recording';
import { digestOf } from '../../flows';
import type { Call } from '../defineOperation';
import type { OperationParts } from '../OperationParts';

interface OnRun {
  runId: string;
  request: { reason: string; step?: string; from?: string; key?: string };
}

/**
 * Makes the audit of an action on a run: every call is recorded, with its
 * reason, the kind of run, and what else was said.
 */
export function auditOfAction(action: string) {
  return {
    records: 'every call' as const,
    action,
    about,
    outcome: ({ status }: Run) => `It is ${status}`,
  };
}

async function about(
  { input: { runId, request } }: Call<OnRun>,
  { store }: OperationParts,
): Promise<About> {
  const { reason, ...rest } = request;
  const run = await store.get(runId);
  const isMore = Object.values(rest).some(value => value !== undefined);
  return {
    ...aboutRun(runId),
    environment: run?.environment,
    dryRun: run?.dryRun,
    risk: run?.risk,
    ...(isMore && { inputDigest: digestOf(rest) }),
    reason,
  };
}
