import { useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import type {
  FlowSummary,
  RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { runRouteRef } from '../routes';
import { createRequest, type FormAct } from './createRequest';
import type { FlowValues } from './flowValues';

interface Outcome {
  plan?: RunPlan;
  error?: Error;
  /** The act that is under way. */
  busy?: FormAct;
}

/** What the form's buttons do: ask for a plan, or start a run and go to its page. */
export function useFlowActs(flow: FlowSummary) {
  const api = useApi(orchestratorApiRef);
  const navigate = useNavigate();
  const runLink = useRouteRef(runRouteRef);
  const [outcome, setOutcome] = useState<Outcome>({});
  const key = useRef<string | undefined>(undefined);

  const act = useCallback(
    async (name: FormAct, values: FlowValues) => {
      const request = createRequest(name, values, flow.input);
      setOutcome({ busy: name });
      try {
        if (name === 'plan') {
          setOutcome({ plan: await api.planRun(flow.id, request) });
          return;
        }
        // A second press after a lost answer finds the run of the first.
        key.current ??= createKey();
        const { id } = await api.startRun(flow.id, {
          ...request,
          idempotencyKey: key.current,
        });
        navigate(runLink({ runId: id }));
      } catch (error) {
        setOutcome({ error: error as Error });
      }
    },
    [api, flow, navigate, runLink],
  );

  /** Other values: another run, and what was answered to the old ones is void. */
  const forget = useCallback(() => {
    key.current = undefined;
    setOutcome(old => (old.busy ? old : {}));
  }, []);

  return { ...outcome, act, forget };
}

/** Undefined where the browser has no such source (plain http beyond localhost). */
function createKey(): string | undefined {
  return crypto.randomUUID?.();
}
