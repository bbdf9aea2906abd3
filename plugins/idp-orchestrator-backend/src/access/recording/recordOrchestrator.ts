import type {
  ActRequest,
  DeliveryRecord,
  Run,
  StartedRun,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AuditLog } from '../../audit';
import { digestOf } from '../../flows';
import type { RunStore } from '../../ports';
import type { Orchestrator } from '../../operations/Orchestrator';
import type { EnvironmentNames } from '../resolve/readRunRequest';
import { toRunRequest } from '../resolve/toRunRequest';
import { CallRecorder, type About } from './CallRecorder';

export interface RecordOptions {
  auditLog: Pick<AuditLog, 'record' | 'recordRefusal'>;
  store: Pick<RunStore, 'getTraits'>;
  environments: EnvironmentNames;
}

interface Recording {
  /** The use cases as callers may use them, refusals included. */
  orchestrator: Orchestrator;
  recorder: CallRecorder;
  options: RecordOptions;
}

/** The use cases, each written into the audit record. */
export function recordOrchestrator(
  orchestrator: Orchestrator,
  options: RecordOptions,
): Orchestrator {
  const recorder = new CallRecorder(options.auditLog);
  const recording = { orchestrator, recorder, options };
  return {
    ...recordStarts(recording),
    ...recordActs(recording),
    ...recordRedelivery(recording),
    ...recordLooks(recording),
  };
}

function recordStarts({ orchestrator, recorder, options }: Recording) {
  const { fallback } = options.environments;
  const startOf = (
    kind: 'flow' | 'script',
    id: string,
    { input = {}, environment, reason }: StartRunRequest,
  ): About => ({
    subject: { kind, id },
    environment: String(environment ?? input.environment ?? fallback),
    inputDigest: digestOf(withoutTerms(input)),
    reason,
  });
  return {
    startRun: recorder.change('run.start', orchestrator.startRun, {
      about: (flowId, request) => startOf('flow', flowId, request),
      tell: tellStarted,
    }),
    startTask: recorder.change('script.run', orchestrator.startTask, {
      about: task => startOf('script', task.script, toRunRequest(task)),
      tell: tellStarted,
    }),
  };
}

function recordActs({ orchestrator, recorder, options }: Recording) {
  const aboutRun = async (
    runId: string,
    { reason, ...rest }: ActRequest & { from?: string; step?: string },
  ): Promise<About> => ({
    subject: { kind: 'run', id: runId },
    environment: (await options.store.getTraits(runId))?.environment,
    ...(isGiven(rest) && { inputDigest: digestOf(rest) }),
    reason,
  });
  const act = { about: aboutRun, tell: ({ status }: Run) => `It is ${status}` };
  return {
    cancelRun: recorder.change('run.cancel', orchestrator.cancelRun, act),
    pauseRun: recorder.change('run.pause', orchestrator.pauseRun, act),
    resumeRun: recorder.change('run.resume', orchestrator.resumeRun, act),
    retryRun: recorder.change('run.retry', orchestrator.retryRun, act),
    approveRun: recorder.change('run.approve', orchestrator.approveRun, act),
    rejectRun: recorder.change('run.reject', orchestrator.rejectRun, act),
    rerun: recorder.change('run.rerun', orchestrator.rerun, {
      about: aboutRun,
      tell: tellStarted,
    }),
    // A link to an answer is as good as the answer.
    getRunToAnswer: recorder.change('run.link', orchestrator.getRunToAnswer, {
      about: async runId => {
        const { reason: _, ...about } = await aboutRun(runId, { reason: '' });
        return about;
      },
      tell: () => 'Made a link by which its steps can be answered',
    }),
  };
}

function recordRedelivery({ orchestrator, recorder }: Recording) {
  return {
    redeliver: recorder.change('delivery.redeliver', orchestrator.redeliver, {
      about: (id, { reason }): About => ({
        subject: { kind: 'delivery', id },
        reason,
      }),
      tell: ({ receiver, type }: DeliveryRecord) =>
        `${receiver} is told ${type} again`,
    }),
  };
}

function recordLooks({ orchestrator, recorder }: Recording) {
  const aboutFlow = (id: string): About => ({ subject: { kind: 'flow', id } });
  const aboutRun = (id: string): About => ({ subject: { kind: 'run', id } });
  const aboutService = (id: string): About => ({
    subject: { kind: 'service', id },
  });
  const inEnvironment = ({ environment }: { environment?: string }): About => ({
    environment,
  });
  return {
    listFlows: recorder.look('flow.list', orchestrator.listFlows),
    getFlow: recorder.look('flow.read', orchestrator.getFlow, aboutFlow),
    planRun: recorder.look('run.plan', orchestrator.planRun, aboutFlow),
    listRuns: recorder.look('run.list', orchestrator.listRuns, inEnvironment),
    getStats: recorder.look('run.list', orchestrator.getStats, inEnvironment),
    countRuns: recorder.look('run.list', orchestrator.countRuns, inEnvironment),
    getRun: recorder.look('run.read', orchestrator.getRun, aboutRun),
    getRunContext: recorder.look(
      'run.read',
      orchestrator.getRunContext,
      aboutRun,
    ),
    getRemainingPlan: recorder.look(
      'run.read',
      orchestrator.getRemainingPlan,
      aboutRun,
    ),
    getStep: recorder.look('run.read', orchestrator.getStep, aboutRun),
    allowedActions: recorder.look(
      'run.read',
      orchestrator.allowedActions,
      aboutRun,
    ),
    readFeed: recorder.look('run.read', orchestrator.readFeed, aboutRun),
    watchRun: recorder.look('run.read', orchestrator.watchRun, aboutRun),
    readLog: recorder.look('run.read', orchestrator.readLog, ({ runId }) =>
      aboutRun(runId),
    ),
    getHealth: recorder.look(
      'health.read',
      orchestrator.getHealth,
      inEnvironment,
    ),
    watchHealth: recorder.look(
      'health.read',
      orchestrator.watchHealth,
      inEnvironment,
    ),
    listServices: recorder.look(
      'service.read',
      orchestrator.listServices,
      inEnvironment,
    ),
    getService: recorder.look(
      'service.read',
      orchestrator.getService,
      (service, { environment }) => ({ ...aboutService(service), environment }),
    ),
    planOperation: recorder.look(
      'service.read',
      orchestrator.planOperation,
      inEnvironment,
    ),
    getServiceHistory: recorder.look(
      'service.read',
      orchestrator.getServiceHistory,
      (service, { environment }) => ({ ...aboutService(service), environment }),
    ),
    listAudit: recorder.look('audit.read', orchestrator.listAudit),
    verifyAudit: recorder.look('audit.read', orchestrator.verifyAudit),
    exportAudit: recorder.look('audit.read', orchestrator.exportAudit),
    listDeliveries: recorder.look('audit.read', orchestrator.listDeliveries),
  };
}

/** Environment and dry run may stand in the input or beside it, which is the same call. */
function withoutTerms(input: Record<string, unknown>) {
  const { environment: _, dry_run: __, ...rest } = input;
  return rest;
}

function tellStarted({
  id,
  created,
}: StartedRun & { created: boolean }): string {
  return created ? `Started run ${id}` : `Run ${id} was started before`;
}

function isGiven(input: object): boolean {
  return Object.values(input).some(value => value !== undefined);
}
