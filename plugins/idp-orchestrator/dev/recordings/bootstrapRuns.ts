import { bootstrapFlow } from './flows';
import { Recorder } from './Recorder';

const INPUT = {
  platform_name: 'IDP Platform',
  environment: 'development',
  enable_monitoring: true,
  enable_auth: true,
  skip_backstage: false,
};

const URLS = {
  'argo-cd': 'http://localhost:18080',
  backstage: 'http://localhost:17007',
  grafana: 'http://localhost:13000',
  prometheus: 'http://localhost:19090',
};

const SUMMARY = `### Platform core

| service | version | state |
|---|---|---|
| Argo CD | 2.13.1 | ready |
| Crossplane | 1.18.0 | ready |

Everything answers.`;

function startOf(id: string, startedAt: string): Recorder {
  return new Recorder({
    id,
    startedAt,
    flow: bootstrapFlow,
    input: INPUT,
    reason: 'New laptop',
  });
}

/** Seven steps, two pairs of them at the same time; all well. */
export function recordSuccess(id: string, startedAt: string): Recorder {
  const run = startOf(id, startedAt)
    .step('prerequisites', [100, 2_100], { tools: ['curl', 'jq', 'node'] })
    .step('infrastructure', [2_150, 9_000])
    .event(9_050, {
      type: 'step.started',
      stepId: 'authentication',
      attempt: 1,
    })
    .event(9_060, { type: 'step.started', stepId: 'platform-core', attempt: 1 })
    .log(9_400, { stepId: 'authentication' }, ['creating user pool idp-users'])
    .log(9_500, { stepId: 'platform-core' }, coreLines(1, 40));
  for (const percent of [20, 40, 60, 80]) {
    const ms = 9_500 + percent * 80;
    run
      .event(ms, {
        type: 'step.progressed',
        stepId: 'platform-core',
        attempt: 1,
        progress: { percent, message: 'Waiting for Argo CD' },
      })
      .log(ms + 20, { stepId: 'platform-core' }, coreLines(percent * 2, 20));
  }
  return run
    .log(13_000, { stepId: 'authentication' }, ['3 groups, 2 test users'])
    .event(13_200, {
      type: 'step.finished',
      stepId: 'authentication',
      attempt: 1,
      status: 'succeeded',
      output: { user_pool: 'local_4xK2' },
    })
    .log(18_800, { stepId: 'platform-core', stream: 'stderr' }, [
      'warning: slow disk',
    ])
    .event(19_000, {
      type: 'step.finished',
      stepId: 'platform-core',
      attempt: 1,
      status: 'succeeded',
      summary: SUMMARY,
    })
    .step('monitoring', [19_050, 27_000])
    .step('backstage', [19_060, 33_000])
    .step('health-check', [33_050, 36_000], { score: 100 })
    .event(36_050, {
      type: 'run.finished',
      status: 'succeeded',
      output: {
        success: true,
        platform_ready: true,
        platform_urls: URLS,
        failed_steps: [],
        warnings: [],
        summary: 'IDP Platform is up: 7 of 7 steps succeeded.',
      },
    });
}

function coreLines(from: number, count: number): string[] {
  return Array.from(
    { length: count },
    (_, index) =>
      `\u001b[36m[core]\u001b[0m applied manifest ${from + index} \u001b[90m(unchanged)\u001b[0m`,
  );
}

/** Infrastructure fails: the run stops there. */
export function recordFailure(id: string, startedAt: string): Recorder {
  const command = [
    'scripts/infrastructure-setup.sh',
    'setup',
    '--platform-name',
    'IDP Platform',
    '--json',
  ];
  const error = {
    message: 'infrastructure-setup.sh setup failed with exit code 2',
    step: 'infrastructure',
    exitCode: 2,
    durationMs: 6_840,
    command,
    stderrTail: [
      'localstack: starting on port 14566',
      'localstack: port 14566 is taken by process 4711 (python3)',
      '\u001b[31merror:\u001b[0m LocalStack did not become ready within 5 s',
    ],
  };
  const run = startOf(id, startedAt)
    .step('prerequisites', [100, 2_100])
    .event(2_150, {
      type: 'step.started',
      stepId: 'infrastructure',
      attempt: 1,
    })
    .log(2_400, { stepId: 'infrastructure' }, [
      'checking ports',
      'starting LocalStack',
    ])
    .log(
      8_900,
      { stepId: 'infrastructure', stream: 'stderr' },
      error.stderrTail,
    )
    .event(8_990, {
      type: 'step.finished',
      stepId: 'infrastructure',
      attempt: 1,
      status: 'failed',
      error,
    });
  for (const { id: stepId } of bootstrapFlow.steps.slice(2)) {
    run.event(9_000, {
      type: 'step.skipped',
      stepId,
      kind: 'not-reached',
      because: 'Infrastructure failed',
    });
  }
  return run.event(9_050, {
    type: 'run.finished',
    status: 'failed',
    error,
    output: { success: false, failed_steps: ['infrastructure'] },
  });
}

/** All is up, but one service answers slowly. */
export function recordWarning(id: string, startedAt: string): Recorder {
  const text = 'Grafana answers slowly: 1240 ms';
  return startOf(id, startedAt)
    .step('prerequisites', [100, 2_000])
    .step('infrastructure', [2_050, 8_000])
    .step('authentication', [8_050, 12_000])
    .step('platform-core', [8_060, 17_000])
    .step('monitoring', [17_050, 24_000])
    .step('backstage', [17_060, 30_000])
    .event(30_050, { type: 'step.started', stepId: 'health-check', attempt: 1 })
    .event(31_000, {
      type: 'step.annotated',
      stepId: 'health-check',
      attempt: 1,
      annotation: { level: 'warning', text },
    })
    .event(32_000, {
      type: 'step.finished',
      stepId: 'health-check',
      attempt: 1,
      status: 'warning',
      output: { score: 88 },
      error: { message: text, exitCode: 4, durationMs: 1_950 },
    })
    .event(32_050, {
      type: 'run.finished',
      status: 'succeeded-with-warnings',
      output: { success: true, warnings: [text], platform_urls: URLS },
    });
}

/** Somebody cancels while two scripts run. */
export function recordCancel(id: string, startedAt: string): Recorder {
  const by = { kind: 'user', ref: 'user:default/jane' } as const;
  const run = startOf(id, startedAt)
    .step('prerequisites', [100, 2_000])
    .step('infrastructure', [2_050, 8_000])
    .event(8_050, {
      type: 'step.started',
      stepId: 'authentication',
      attempt: 1,
    })
    .event(8_060, { type: 'step.started', stepId: 'platform-core', attempt: 1 })
    .log(8_500, { stepId: 'platform-core' }, coreLines(1, 5))
    .event(12_000, {
      type: 'run.cancelRequested',
      by,
      reason: 'Wrong environment',
    });
  for (const stepId of ['authentication', 'platform-core']) {
    run.event(13_000, {
      type: 'step.finished',
      stepId,
      attempt: 1,
      status: 'cancelled',
    });
  }
  for (const { id: stepId } of bootstrapFlow.steps.slice(4)) {
    run.event(13_010, {
      type: 'step.skipped',
      stepId,
      kind: 'not-reached',
      because: 'The run was cancelled',
    });
  }
  return run.event(13_050, { type: 'run.finished', status: 'cancelled' });
}

/** Infrastructure needs a second attempt, and authentication is not wanted. */
export function recordRetry(id: string, startedAt: string): Recorder {
  const error = { message: 'LocalStack did not answer', exitCode: 1 };
  return startOf(id, startedAt)
    .step('prerequisites', [100, 2_000])
    .event(2_050, {
      type: 'step.started',
      stepId: 'infrastructure',
      attempt: 1,
    })
    .log(2_100, { stepId: 'infrastructure' }, ['first try'])
    .event(5_000, {
      type: 'step.retryScheduled',
      stepId: 'infrastructure',
      attempt: 1,
      error,
      waitingFor: {
        kind: 'retry',
        text: 'Attempt 2 of 3 in 4 s: LocalStack did not answer',
        since: startedAt,
      },
    })
    .event(9_000, {
      type: 'step.started',
      stepId: 'infrastructure',
      attempt: 2,
    })
    .log(9_100, { stepId: 'infrastructure', attempt: 2 }, ['second try'])
    .event(13_000, {
      type: 'step.finished',
      stepId: 'infrastructure',
      attempt: 2,
      status: 'succeeded',
    })
    .event(13_010, {
      type: 'step.skipped',
      stepId: 'authentication',
      kind: 'not-needed',
      because: 'enable_auth is false',
    })
    .step('platform-core', [13_050, 20_000])
    .step('monitoring', [20_050, 25_000])
    .step('backstage', [20_060, 28_000])
    .step('health-check', [28_050, 30_000])
    .event(30_050, { type: 'run.finished', status: 'succeeded' });
}
