import { bootstrapFlow, recordedFlows } from './flows';
import { RecordedOrchestrator } from './RecordedOrchestrator';
import { recordPlatform } from './recordPlatform';
import { recordStats } from './stats';
import {
  recordCancel,
  recordFailure,
  recordRetry,
  recordSuccess,
  recordWarning,
} from './bootstrapRuns';

export { recordedFlows, bootstrapFlow } from './flows';
export { RecordedOrchestrator } from './RecordedOrchestrator';
export { Recorder } from './Recorder';
export * from './bootstrapRuns';

/** Ids of the recorded runs, so that tests and addresses can name them. */
export const RUN_IDS = {
  success: '11111111-1111-4111-8111-111111111111',
  failure: '22222222-2222-4222-8222-222222222222',
  warning: '33333333-3333-4333-8333-333333333333',
  cancelled: '44444444-4444-4444-8444-444444444444',
  retry: '55555555-5555-4555-8555-555555555555',
  running: '66666666-6666-4666-8666-666666666666',
  noisy: '77777777-7777-4777-8777-777777777777',
} as const;

/** A backend with one run of each ending, one that goes on, and one with a million lines. */
export function createRecordedOrchestrator(now: number): RecordedOrchestrator {
  const before = (minutes: number) =>
    new Date(now - minutes * 60_000).toISOString();
  const backend = new RecordedOrchestrator();
  backend.flows = recordedFlows;
  backend.problems = [
    {
      source: 'flows/restore.yaml',
      line: 12,
      message: 'steps.1.needs: expected one of the steps stop, got "stopp"',
    },
  ];
  backend.addRun(recordSuccess(RUN_IDS.success, before(42)).entries);
  backend.addRun(recordFailure(RUN_IDS.failure, before(90)).entries);
  backend.addRun(recordWarning(RUN_IDS.warning, before(300)).entries);
  backend.addRun(recordCancel(RUN_IDS.cancelled, before(3_000)).entries);
  backend.addRun(recordRetry(RUN_IDS.retry, before(5_000)).entries);
  backend.addRun(recordSuccess(RUN_IDS.noisy, before(9_000)).entries);
  backend.stretchLog(RUN_IDS.noisy, 'platform-core', 1_000_000);
  backend.addRun(recordSuccess(RUN_IDS.running, before(0)).entries, 12);
  backend.startsRun = RUN_IDS.running;
  recordPlatform(backend, RUN_IDS.success, now);
  backend.stats = recordStats(recordedFlows, now);
  backend.plan = {
    flowId: bootstrapFlow.id,
    environment: 'development',
    dryRun: true,
    risk: 'medium',
    input: {},
    digest: 'e0f1',
    steps: bootstrapFlow.steps.map((step, index) => ({
      id: step.id,
      title: step.title,
      uses: step.uses,
      needs: step.needs,
      decision: index === 2 ? 'skip' : 'run',
      because: index === 2 ? 'enable_auth is false' : undefined,
      command:
        index === 2 ? undefined : [`scripts/${step.id}.sh`, 'setup', '--json'],
      effect: index === 2 ? 'none' : 'unknown',
      text:
        index === 2 ? '' : 'Starts the script; it does not support dry runs.',
    })),
  };
  return backend;
}
