import type {
  FlowStep,
  FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { bootstrapFlow } from './flows';
import { Recorder } from './Recorder';

/** The ids of these runs. */
export const TITLED_RUN_IDS = {
  restart: 'a1111111-1111-4111-8111-111111111111',
  rejected: 'a2222222-2222-4222-8222-222222222222',
  asking: 'a3333333-3333-4333-8333-333333333333',
  upgrade: 'a4444444-4444-4444-8444-444444444444',
  parent: 'a5555555-5555-4555-8555-555555555555',
  child: 'a6666666-6666-4666-8666-666666666666',
} as const;

/** The task of the template that restarted Grafana. */
export const TEMPLATE_TASK_ID = 'b1111111-1111-4111-8111-111111111111';

const ANNA = { kind: 'user', ref: 'user:default/anna' } as const;

type RecordedStep = Pick<FlowStep, 'id' | 'title' | 'uses' | 'needs'>;

function flowOf(
  flow: Pick<FlowSummary, 'id' | 'title'>,
  steps: RecordedStep[],
): FlowSummary {
  return {
    ...bootstrapFlow,
    ...flow,
    steps: steps.map(step => ({ ...bootstrapFlow.steps[0], ...step })),
  };
}

/** A run of a generated flow, known by what it does: Grafana is restarted. */
export function recordRestart(startedAt: string): Recorder {
  const flow = flowOf(
    { id: 'platform-operations', title: 'Platform operations' },
    [
      { id: 'stop', title: 'Stop Grafana', uses: 'service', needs: [] },
      { id: 'start', title: 'Start Grafana', uses: 'service', needs: ['stop'] },
    ],
  );
  return new Recorder({
    id: TITLED_RUN_IDS.restart,
    flow,
    startedAt,
    title: 'Restart Grafana',
    input: { operation: 'restart', services: ['grafana'] },
    template: {
      entityRef: 'template:default/operate-services',
      taskId: TEMPLATE_TASK_ID,
    },
  })
    .step('stop', [100, 2_000])
    .event(2_050, { type: 'step.started', stepId: 'start', attempt: 1 })
    .event(2_060, {
      type: 'step.touched',
      stepId: 'start',
      attempt: 1,
      service: 'loki',
      what: 'reloaded',
    });
}

const RELEASE = flowOf({ id: 'release', title: 'Release the portal' }, [
  { id: 'ask', title: 'Approve the release', uses: 'approval', needs: [] },
  { id: 'deploy', title: 'Deploy', uses: 'script', needs: ['ask'] },
  { id: 'tell', title: 'Tell everybody', uses: 'script', needs: ['deploy'] },
]);

/** Two hours are left for an answer. */
export function recordAsking(
  id: string,
  startedAt: string,
  environment = 'production',
): Recorder {
  const until = new Date(Date.parse(startedAt) + 2 * 3_600_000).toISOString();
  return new Recorder({ id, flow: RELEASE, startedAt, environment })
    .event(100, { type: 'step.started', stepId: 'ask', attempt: 1 })
    .event(110, {
      type: 'step.waiting',
      stepId: 'ask',
      attempt: 1,
      waitingFor: {
        kind: 'approval',
        text: 'Release version 7? (1 approval by anybody who may approve)',
        since: startedAt,
        until,
      },
      approval: { approvers: [], count: 1, allowInitiator: true },
    });
}

/** Somebody says no. */
export function recordRejected(startedAt: string): Recorder {
  const comment = 'Not on a Friday';
  const error = {
    message: `Rejected by ${ANNA.ref}: ${comment}`,
    rejection: { by: ANNA.ref, comment },
  };
  const run = recordAsking(TITLED_RUN_IDS.rejected, startedAt)
    .event(60_000, {
      type: 'step.answered',
      stepId: 'ask',
      attempt: 1,
      answer: 'reject',
      by: ANNA,
      comment,
    })
    .event(60_000, {
      type: 'step.finished',
      stepId: 'ask',
      attempt: 1,
      status: 'failed',
      error,
    });
  for (const stepId of ['deploy', 'tell']) {
    run.event(60_000, {
      type: 'step.skipped',
      stepId,
      kind: 'not-reached',
      because: 'Approve the release failed',
    });
  }
  return run.event(60_010, {
    type: 'run.finished',
    status: 'failed',
    error: { ...error, step: 'ask' },
  });
}

const NODES = 300;
const DONE = 171;

/** Three hundred nodes, one after the other; one has failed, and the next is under way. */
export function recordUpgrade(startedAt: string): Recorder {
  const ids = Array.from({ length: NODES }, (_, index) =>
    String(index + 1).padStart(4, '0'),
  );
  const flow = flowOf(
    { id: 'upgrade-nodes', title: 'Upgrade nodes' },
    ids.map((id, index) => ({
      id: `node-${id}`,
      title: `Upgrade node worker-eu-central-1-pool-a-${id}`,
      uses: 'script',
      needs: index === 0 ? [] : [`node-${ids[index - 1]}`],
    })),
  );
  const run = new Recorder({
    id: TITLED_RUN_IDS.upgrade,
    flow,
    startedAt,
    title: 'Upgrade 300 nodes',
  });
  ids.slice(0, DONE).forEach((id, index) => {
    run.step(`node-${id}`, [100 + index * 1_000, 1_000 + index * 1_000]);
  });
  const [failed, next] = ids.slice(DONE, DONE + 2).map(id => `node-${id}`);
  const at = 100 + DONE * 1_000;
  return run
    .event(at, { type: 'step.started', stepId: failed, attempt: 1 })
    .log(at + 100, { stepId: failed, stream: 'stderr' }, ['drain timed out'])
    .event(at + 900, {
      type: 'step.finished',
      stepId: failed,
      attempt: 1,
      status: 'failed',
      error: { message: 'exit code 1', exitCode: 1, durationMs: 800 },
    })
    .event(at + 950, { type: 'step.started', stepId: next, attempt: 1 });
}

/** A run with a step that starts another run, and that one. */
export function recordFamily(startedAt: string): Recorder[] {
  const parentFlow = flowOf({ id: 'rollout', title: 'Roll out' }, [
    { id: 'release', title: 'Release', uses: 'flow', needs: [] },
  ]);
  const parent = new Recorder({
    id: TITLED_RUN_IDS.parent,
    flow: parentFlow,
    startedAt,
    title: 'Roll out version 7',
  })
    .event(100, { type: 'step.started', stepId: 'release', attempt: 1 })
    .log(150, { stepId: 'release' }, [
      `Run ${TITLED_RUN_IDS.child} of flow release`,
    ]);
  const child = new Recorder({
    id: TITLED_RUN_IDS.child,
    flow: RELEASE,
    startedAt,
    title: 'Release version 7',
    parent: { runId: TITLED_RUN_IDS.parent, stepId: 'release' },
  }).event(200, { type: 'step.started', stepId: 'ask', attempt: 1 });
  return [parent, child];
}

/** All of them, as what was done on one day. */
export function recordTitledRuns(
  before: (minutes: number) => string,
): Recorder[] {
  return [
    recordRestart(before(3)),
    recordAsking(TITLED_RUN_IDS.asking, before(10)),
    recordRejected(before(20)),
    recordUpgrade(before(30)),
    ...recordFamily(before(40)),
  ];
}
