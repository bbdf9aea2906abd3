import { aboutRun, type About } from '../../access/recording';
import { digestOf } from '../../flows';
import type { Call } from '../defineOperation';
import type { OperationParts } from '../OperationParts';

interface OnRun {
  runId: string;
  request: { reason: string; from?: string };
}

/** What lets a run go on, or go again, is recorded with what that run is. */
export function auditOfRestart(action: string) {
  return {
    records: 'every call' as const,
    action,
    async about(
      { input: { runId, request } }: Call<OnRun>,
      { store }: OperationParts,
    ): Promise<About> {
      const { reason, ...rest } = request;
      const run = await store.get(runId);
      return {
        ...aboutRun(runId),
        environment: run?.environment,
        dryRun: run?.dryRun,
        risk: run?.risk,
        ...(rest.from !== undefined && { inputDigest: digestOf(rest) }),
        reason,
      };
    },
  };
}
