import { everyFieldFlow } from './everyField';
import { recordedFlows, signInFlow } from './flows';
import { recordBootstrapPlan, recordSignInPlan } from './plans';
import { RecordedOrchestrator } from './RecordedOrchestrator';
import { recordPlatform } from './recordPlatform';
import { recordSignIn } from './signInRuns';
import { recordSchedules } from './schedules';
import { recordStats } from './stats';
import {
  recordCancel,
  recordFailure,
  recordRetry,
  recordSuccess,
  recordWarning,
} from './bootstrapRuns';

export { recordedFlows, bootstrapFlow, signInFlow } from './flows';
export { everyFieldFlow } from './everyField';
export { RecordedOrchestrator } from './RecordedOrchestrator';
export { Recorder } from './Recorder';
export * from './bootstrapRuns';
export {
  createRecordedState,
  STATE_RUN_IDS,
  STATES,
  type State,
} from './states';
export * from './titledRuns';
export * from './schedules';
export * from './windows';

/** Ids of the recorded runs, so that tests and addresses can name them. */
export const RUN_IDS = {
  success: '11111111-1111-4111-8111-111111111111',
  failure: '22222222-2222-4222-8222-222222222222',
  warning: '33333333-3333-4333-8333-333333333333',
  cancelled: '44444444-4444-4444-8444-444444444444',
  retry: '55555555-5555-4555-8555-555555555555',
  running: '66666666-6666-4666-8666-666666666666',
  noisy: '77777777-7777-4777-8777-777777777777',
  signIn: '88888888-8888-4888-8888-888888888888',
} as const;

/**
 * A backend with one run of each ending, one that goes on, one with a million
 * lines, and one of a flow that declares a lower risk than it has.
 */
export function createRecordedOrchestrator(now: number): RecordedOrchestrator {
  const before = (minutes: number) =>
    new Date(now - minutes * 60_000).toISOString();
  const backend = new RecordedOrchestrator();
  backend.flows = [...recordedFlows, everyFieldFlow];
  backend.problems = [
    {
      source: 'flows/restore.yaml',
      line: 12,
      message: 'steps.1.needs: expected one of the steps stop, got "stopp"',
    },
    {
      source: `flow ${signInFlow.id}`,
      flow: signInFlow.id,
      severity: 'warning',
      message: `it declares the risk low and can do what is critical, through ${signInFlow.riskThrough}. Its starts are judged by what they do; declare critical, so that people see it at once`,
    },
  ];
  backend.addRun(recordSuccess(RUN_IDS.success, before(42)).entries);
  backend.addRun(recordFailure(RUN_IDS.failure, before(90)).entries);
  backend.addRun(recordWarning(RUN_IDS.warning, before(300)).entries);
  backend.addRun(recordCancel(RUN_IDS.cancelled, before(3_000)).entries);
  backend.addRun(recordRetry(RUN_IDS.retry, before(5_000)).entries);
  backend.addRun(recordSuccess(RUN_IDS.noisy, before(9_000)).entries);
  backend.addRun(recordSignIn(RUN_IDS.signIn, before(12_000)).entries);
  backend.stretchLog(RUN_IDS.noisy, 'platform-core', 1_000_000);
  backend.addRun(recordSuccess(RUN_IDS.running, before(0)).entries, 12);
  backend.startsRun = RUN_IDS.running;
  recordPlatform(backend, RUN_IDS.success, now);
  // Of the last one there are too few runs for figures.
  backend.stats = recordStats(recordedFlows.slice(0, 3), now);
  backend.schedules = recordSchedules(now, RUN_IDS);
  backend.plan = recordBootstrapPlan();
  backend.plans.set(signInFlow.id, recordSignInPlan());
  return backend;
}
