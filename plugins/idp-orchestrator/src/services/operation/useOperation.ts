import { useCallback, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import type { PendingOperation } from './operations';

export interface StartedOperation {
  runId: string;
  dryRun: boolean;
}

interface StartDetails {
  reason: string;
  dryRun: boolean;
  force: boolean;
  /** Until when it is meant to be stopped, in ISO 8601. */
  until?: string;
  /** Of the plan that was shown. */
  planDigest?: string;
}

/** What an operation would do, asked again when it is forced. */
export function useOperationPlan(
  pendingOperation: PendingOperation,
  force: boolean,
) {
  const api = useApi(orchestratorApiRef);
  return useLoaded(
    useCallback(
      signal => {
        const { operation, services, environment } = pendingOperation;
        return api.planOperation(
          { operation, services, environment, ...(force && { force }) },
          { signal },
        );
      },
      [api, pendingOperation, force],
    ),
  );
}

/**
 * Starts an operation, each one once however often the button is pressed; tells
 * whether it did.
 */
export function useOperationStart(
  pendingOperation: PendingOperation,
  onStarted: (started: StartedOperation) => void,
) {
  const api = useApi(orchestratorApiRef);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<Error>();
  const key = useRef<{ of: string; value?: string } | undefined>(undefined);

  const start = async (details: StartDetails): Promise<boolean> => {
    const { reason, dryRun, force, until, planDigest } = details;
    const { operation, services, environment } = pendingOperation;
    const request = {
      operation,
      services,
      environment,
      dryRun,
      ...(force && { force }),
      ...(reason && { reason }),
      ...(until && { until }),
    };
    // A second press after a lost answer finds the run of the first.
    const of = JSON.stringify(request);
    if (key.current?.of !== of) key.current = { of, value: createKey() };
    setSending(true);
    try {
      const { id } = await api.operateServices({
        ...request,
        ...(planDigest && { planDigest }),
        idempotencyKey: key.current.value,
      });
      onStarted({ runId: id, dryRun });
      return true;
    } catch (refusal) {
      setError(refusal as Error);
      setSending(false);
      return false;
    }
  };

  return { start, sending, error };
}

/** Undefined where the browser has no such source (plain http beyond localhost). */
function createKey(): string | undefined {
  return crypto.randomUUID?.();
}
