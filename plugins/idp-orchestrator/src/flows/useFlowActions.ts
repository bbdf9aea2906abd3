import { useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import type {
  FlowSummary,
  RunPlan,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../api/orchestratorApi';
import { runRouteRef } from '../routes';
import { findEnvironment } from '../services/environment/readEnvironments';
import { useEnvironments } from '../services/environment/useEnvironments';
import { usePluginLink } from '../usePluginLink';
import { createRequest, type FormAction } from './createRequest';
import { findConfirmation, type StartConfirmation } from './findConfirmation';
import type { FlowValues } from './input/flowValues';

interface Outcome {
  plan?: RunPlan;
  error?: Error;
  /** Nothing is started until it is confirmed. */
  asks?: StartConfirmation;
  /** The action that is under way. */
  busy?: FormAction;
}

/** What the form's buttons do: ask for a plan, or start a run and go to its page. */
export function useFlowActions(flow: FlowSummary) {
  const api = useApi(orchestratorApiRef);
  const environments = useEnvironments();
  const [outcome, setOutcome] = useState<Outcome>({});
  const { start, forgetKey } = useStart(flow);

  const submit = useCallback(
    async (name: FormAction, values: FlowValues) => {
      const request = createRequest(name, values, flow.input);
      const askPlan = () => api.planRun(flow.id, request);
      setOutcome({ busy: name });
      try {
        if (name === 'plan') {
          setOutcome({ plan: await askPlan() });
          return;
        }
        const asks = await findConfirmation({
          flow,
          request,
          findEnvironment: environment =>
            findEnvironment(environments, environment),
          askPlan,
        });
        if (asks) setOutcome({ asks });
        else await start(request);
      } catch (error) {
        setOutcome({ error: error as Error });
      }
    },
    [api, flow, environments, start],
  );

  /** Other values: another run, and what was answered to the old ones is void. */
  const forget = useCallback(() => {
    forgetKey();
    setOutcome(old => (old.busy ? old : {}));
  }, [forgetKey]);

  return { ...outcome, submit, start, forget };
}

/** Starts a run, once however often it is asked for, and goes to its page. */
function useStart(flow: FlowSummary) {
  const api = useApi(orchestratorApiRef);
  const navigate = useNavigate();
  const runLink = usePluginLink(runRouteRef);
  const key = useRef<string | undefined>(undefined);

  const start = useCallback(
    async (request: StartRunRequest) => {
      // A second press after a lost answer finds the run of the first.
      key.current ??= createKey();
      const { id } = await api.startRun(flow.id, {
        ...request,
        idempotencyKey: key.current,
      });
      navigate(runLink({ runId: id }));
    },
    [api, flow, navigate, runLink],
  );
  const forgetKey = useCallback(() => {
    key.current = undefined;
  }, []);
  return { start, forgetKey };
}

/** Undefined where the browser has no such source (plain http beyond localhost). */
function createKey(): string | undefined {
  return crypto.randomUUID?.();
}
