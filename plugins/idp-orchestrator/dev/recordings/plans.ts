import type {
  FlowSummary,
  PlannedStep,
  RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bootstrapFlow, signInFlow } from './flows';

type Step = FlowSummary['steps'][number];

/** The platform's set-up, of which authentication is not wanted. */
export function recordBootstrapPlan(): RunPlan {
  return {
    flowId: bootstrapFlow.id,
    environment: 'development',
    dryRun: false,
    risk: 'high',
    input: {},
    digest: 'e0f1',
    totals: {
      steps: bootstrapFlow.steps.length - 1,
      commands: bootstrapFlow.steps.length - 1,
      changes: bootstrapFlow.steps.length - 1,
      unchanged: 0,
      failures: 0,
      usualMs: 31_000,
    },
    steps: bootstrapFlow.steps.map((step, index) =>
      index === 2
        ? skipStep(step, 'enable_auth is false')
        : runScript(step, [`scripts/${step.id}.sh`, 'setup', '--json']),
    ),
  };
}

/** A start that can do more harm than its flow declares. */
export function recordSignInPlan(): RunPlan {
  const [setUp, check] = signInFlow.steps;
  return {
    flowId: signInFlow.id,
    environment: 'development',
    dryRun: false,
    risk: 'critical',
    riskThrough: signInFlow.riskThrough,
    input: {},
    digest: 'a4d8',
    totals: {
      steps: 2,
      commands: 1,
      changes: 2,
      unchanged: 0,
      failures: 0,
    },
    steps: [
      {
        ...describe(setUp),
        decision: 'run',
        effect: 'unknown',
        text: 'Starts the flow set-up-sign-in as a run of its own.',
      },
      runScript(check, ['scripts/sign-in.sh', 'check', '--json']),
    ],
  };
}

function describe({ id, title, uses, needs }: Step) {
  return { id, title, uses, needs };
}

function runScript(step: Step, command: string[]): PlannedStep {
  return {
    ...describe(step),
    decision: 'run',
    command,
    effect: 'unknown',
    text: 'Starts the script; it does not support dry runs.',
  };
}

function skipStep(step: Step, because: string): PlannedStep {
  return {
    ...describe(step),
    decision: 'skip',
    because,
    effect: 'none',
    text: '',
  };
}
