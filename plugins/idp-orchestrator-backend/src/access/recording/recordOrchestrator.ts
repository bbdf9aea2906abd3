import type {
  ActRequest,
  DeliveryRecord,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { digestOf } from '../../flows';
import type { RunStore } from '../../ports';
import type { Orchestrator, StartUse } from '../../operations/Orchestrator';
import { CallRecorder, type About } from './CallRecorder';

export interface RecordOptions {
  recorder: CallRecorder;
  store: Pick<RunStore, 'getTraits'>;
}

interface Recording {
  /** The use cases as callers may use them, refusals included. */
  orchestrator: Omit<Orchestrator, StartUse>;
  recorder: CallRecorder;
  options: RecordOptions;
}

/** The use cases that are no starts, each written into the audit record; starts are in access/starts. */
export function recordOrchestrator(
  orchestrator: Omit<Orchestrator, StartUse>,
  options: RecordOptions,
): Omit<Orchestrator, StartUse> {
  const recording = { orchestrator, recorder: options.recorder, options };
  return {
    ...recordActs(recording),
    ...recordRedelivery(recording),
    ...recordLooks(recording),
  };
}

function recordActs({ orchestrator, recorder, options }: Recording) {
  const aboutAct = async (
    runId: string,
    { reason, ...rest }: ActRequest & { from?: string; step?: string },
  ): Promise<About> => ({
    subject: { kind: 'run', id: runId },
    environment: (await options.store.getTraits(runId))?.environment,
    ...(isGiven(rest) && { inputDigest: digestOf(rest) }),
    reason,
  });
  const act = { about: aboutAct, tell: ({ status }: Run) => `It is ${status}` };
  return {
    cancelRun: recorder.change('run.cancel', orchestrator.cancelRun, act),
    pauseRun: recorder.change('run.pause', orchestrator.pauseRun, act),
    resumeRun: recorder.change('run.resume', orchestrator.resumeRun, act),
    approveRun: recorder.change('run.approve', orchestrator.approveRun, act),
    rejectRun: recorder.change('run.reject', orchestrator.rejectRun, act),
    // A link to an answer is as good as the answer.
    getRunToAnswer: recorder.change('run.link', orchestrator.getRunToAnswer, {
      about: async runId => {
        const { reason: _, ...about } = await aboutAct(runId, { reason: '' });
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

const about =
  (kind: string) =>
  (id: string): About => ({ subject: { kind, id } });
const aboutFlow = about('flow');
const aboutRun = about('run');
const aboutService = about('service');
const inEnvironment = ({ environment }: { environment?: string }): About => ({
  environment,
});

function recordLooks({ orchestrator, recorder }: Recording) {
  return {
    listFlows: recorder.look('flow.list', orchestrator.listFlows),
    getFlow: recorder.look('flow.read', orchestrator.getFlow, aboutFlow),
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

function isGiven(input: object): boolean {
  return Object.values(input).some(value => value !== undefined);
}
