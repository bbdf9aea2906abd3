import { formatDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineStepType,
  FatalStepError,
  type StepContext,
  type StepOutcome,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Cluster } from '../ports';
import { actOnCluster } from './kubernetes/actOnCluster';
import {
  kubernetesInputSchema,
  type KubernetesInput,
} from './kubernetes/kubernetesInput';
import { listTouches, type ClusterServices } from './kubernetes/listTouches';
import { planOnCluster } from './kubernetes/planOnCluster';
import { rightsFor } from './kubernetes/rightsFor';

/** The time limit (ms) when the step sets no `timeout`. */
const DEFAULT_TIMEOUT_MS = 15 * 60_000;
/** The longest time limit (ms); timers of Node.js know no longer time. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

/** The errors that are not tried again: what the cluster refuses today it refuses tomorrow. */
const REFUSALS = ['InputError', 'NotAllowedError', 'ConflictError'];

/** `uses: kubernetes`: acts on the cluster of the run's environment. */
export function createKubernetesStep(
  cluster: Cluster,
  services: ClusterServices,
) {
  return defineStepType<KubernetesInput>({
    uses: 'kubernetes',
    inputSchema: kubernetesInputSchema,
    // Each act says how things are to be, so that doing it again changes
    // nothing; a restart knows by its key that it was made.
    resumable: true,
    async run(input, context) {
      const absent = cluster.unavailableReason(context.environment);
      if (absent) throw new FatalStepError(absent);
      const limitMs = context.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const limit = AbortSignal.timeout(Math.min(limitMs, LONGEST_TIMEOUT_MS));
      let last = '';
      const say = async (line: string, percent?: number, isWritten = true) => {
        last = line;
        const progress =
          percent === undefined ? undefined : { percent, message: line };
        await context.say({ ...(isWritten && { lines: [line] }), progress });
      };
      try {
        const { environment } = context;
        const signal = AbortSignal.any([context.signal, limit]);
        const needs = rightsFor(input, cluster);
        await cluster.requireRights(environment, needs, signal);
        const where = { cluster, services, environment, signal };
        const touched = await listTouches(input, where);
        // Before it is done, so that what it does is nobody's failure.
        if (touched.length > 0) await context.say({ touched });
        const output = await actOnCluster(input, {
          cluster,
          environment,
          signal,
          key: `${context.runId}/${context.stepId}/${context.attempt}`,
          say,
        });
        return { status: 'succeeded', output };
      } catch (error) {
        const timeout = { limit, limitMs, last };
        return outcomeOf(error as Error, context, timeout);
      }
    },
    async plan(input, { environment, ask }) {
      return planOnCluster(input, { cluster, environment, ask });
    },
  });
}

function outcomeOf(
  error: Error,
  { signal }: StepContext,
  {
    limit,
    limitMs,
    last,
  }: { limit: AbortSignal; limitMs: number; last: string },
): StepOutcome {
  if (signal.reason === 'cancel') return { status: 'cancelled' };
  if (signal.aborted) throw error;
  if (limit.aborted) {
    const message = `Not done within ${formatDuration(limitMs)}. ${last}`;
    return { status: 'timed-out', error: { message } };
  }
  if (REFUSALS.includes(error.name)) throw new FatalStepError(error.message);
  return { status: 'failed', error: { message: error.message } };
}
