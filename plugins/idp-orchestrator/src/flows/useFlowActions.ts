import { useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useApi } from '@backstage/core-plugin-api';
import type {
  FlowSummary,
  RunPlan,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { statusOf } from '../api/problemsIn';
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

/**
 * What the form's buttons do: ask for a plan, or start a run and go to its page.
 * What is started is the plan that was looked at, or nothing.
 */
export function useFlowActions(flow: FlowSummary) {
  const api = useApi(orchestratorApiRef);
  const environments = useEnvironments();
  const [outcome, setOutcome] = useState<Outcome>({});
  const { start, forgetKey } = useStart(flow);
  const { plan: shown } = outcome;

  const submit = useCallback(
    async (name: FormAction, values: FlowValues, startAt?: string) => {
      const filled = createRequest(values, flow.input);
      const request = startAt ? { ...filled, startAt } : filled;
      const askPlan = () => api.planRun(flow.id, request);
      setOutcome({ busy: name, plan: shown });
      try {
        if (name === 'plan') {
          setOutcome({ plan: await askPlan() });
          return;
        }
        const asks = await findConfirmation({
          flow,
          request,
          shown,
          findEnvironment: environment =>
            findEnvironment(environments, environment),
          askPlan,
        });
        if (asks) setOutcome({ asks, plan: shown });
        else await start(asLookedAt(request, shown));
      } catch (error) {
        // What was looked at would not happen any more, or nothing was looked
        // at and a window is against it: what would happen, and when, is shown.
        const isRefused = name === 'run' && statusOf(error) === 409;
        const plan = isRefused ? await askPlan().catch(() => undefined) : shown;
        const isTold = shown ?? plan?.held;
        setOutcome({ error: error as Error, plan: isTold && plan });
      }
    },
    [api, flow, environments, start, shown],
  );

  /** Other values: another run, and what was answered to the old ones is void. */
  const forget = useCallback(
    (changed: Partial<FlowValues>) => {
      forgetKey();
      // Why something is done changes nothing of what is done.
      const isReason = Object.keys(changed).every(name => name === 'reason');
      setOutcome(old => {
        if (old.busy) return old;
        return isReason ? { plan: old.plan } : {};
      });
    },
    [forgetKey],
  );

  /** Nothing is started, and the plan stays. */
  const withdraw = useCallback(() => setOutcome(({ plan }) => ({ plan })), []);

  return { ...outcome, submit, start, forget, withdraw };
}

/** A request that is refused when it would do something else than the plan says. */
export function asLookedAt(
  request: StartRunRequest,
  plan: RunPlan | undefined,
): StartRunRequest {
  return plan ? { ...request, planDigest: plan.digest } : request;
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
