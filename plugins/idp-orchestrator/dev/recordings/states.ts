import type {
  FlowSummary,
  ServiceHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { recordFailure, recordSuccess } from './bootstrapRuns';
import { bootstrapFlow, recordedFlows } from './flows';
import { recordHistory } from './histories';
import { recordBootstrapPlan } from './plans';
import { Recorder } from './Recorder';
import { RecordedOrchestrator } from './RecordedOrchestrator';
import { recordServices } from './services';
import { recordStats } from './stats';

/** The states that the overview has to make plain at a glance. */
export const STATES = [
  'well',
  'down',
  'restart',
  'failed',
  'approval',
  'new',
] as const;

export type State = (typeof STATES)[number];

/** Ids of the runs in the states, so that tests and addresses can name them. */
export const STATE_RUN_IDS = {
  bootstrap: 'aaaaaaaa-1111-4111-8111-111111111111',
  restart: 'aaaaaaaa-2222-4222-8222-222222222222',
  failed: 'aaaaaaaa-3333-4333-8333-333333333333',
  approval: 'aaaaaaaa-4444-4444-8444-444444444444',
} as const;

const ENVIRONMENTS = ['development', 'staging', 'production'];
const GUEST = { kind: 'user', ref: 'user:default/guest' } as const;
const JANE = { kind: 'user', ref: 'user:default/jane' } as const;
const RESTARTED = ['prometheus', 'alertmanager', 'grafana'];

/** A backend on which the platform is in one of the states. */
export function createRecordedState(
  state: State,
  now: number,
): RecordedOrchestrator {
  const before = (minutes: number) =>
    new Date(now - minutes * 60_000).toISOString();
  const backend = new RecordedOrchestrator();
  backend.flows = recordedFlows;
  backend.stats = recordStats(recordedFlows.slice(0, 3), now);
  backend.plan = recordBootstrapPlan();
  backend.services = ENVIRONMENTS.flatMap(recordServices);
  if (state === 'new') makeNew(backend, before(20));
  else makeBootstrapped(backend, before);
  backend.services.forEach((service, place) =>
    backend.histories.set(
      `${service.environment}/${service.name}`,
      recordHistory(service, place, now),
    ),
  );
  if (state === 'down') breakGrafana(backend, before(12));
  if (state === 'restart') restartThree(backend, before(1.5));
  if (state === 'failed') {
    const id = STATE_RUN_IDS.failed;
    backend.addRun(recordFailure(id, before(0.7)).entries);
  }
  if (state === 'approval') {
    const id = STATE_RUN_IDS.approval;
    backend.addRun(recordApproval(id, before(25)).entries);
  }
  return backend;
}

/** Nothing was ever started: every probe finds nobody. */
function makeNew(backend: RecordedOrchestrator, since: string): void {
  backend.isNew = true;
  backend.services = backend.services.map(service =>
    withHealth(service, {
      status: 'down',
      score: 0,
      latencyMs: undefined,
      probes: [],
      since,
      reason: service.url
        ? `GET ${service.url}/healthz: connection refused`
        : 'No replica is there',
    }),
  );
}

/** All services are as a bootstrap left them, three hours ago. */
function makeBootstrapped(
  backend: RecordedOrchestrator,
  before: (minutes: number) => string,
): void {
  const id = STATE_RUN_IDS.bootstrap;
  backend.addRun(recordSuccess(id, before(180)).entries);
  backend.startsRun = id;
  backend.services = backend.services.map(service => ({
    ...withHealth(service, {
      since: before(178),
      wanted: {
        state: 'running',
        since: before(179),
        by: GUEST,
        runId: id,
        stepId: stepOf(service),
      },
    }),
    lastChange: {
      runId: id,
      runTitle: 'Bootstrap IDP Platform',
      stepId: stepOf(service),
      what: `Set up ${service.title}`,
      operation: 'Bootstrap platform',
      by: GUEST,
      at: before(179),
      status: 'succeeded',
    },
  }));
  // Somebody stopped one on purpose.
  change(backend, 'opa', {
    status: 'down',
    score: 0,
    latencyMs: undefined,
    reason: 'connection refused',
    since: before(60),
    wanted: {
      state: 'stopped',
      since: before(60),
      until: before(-120),
      by: JANE,
      reason: 'New policies are being written',
      runId: id,
      stepId: 'infrastructure',
    },
  });
}

function stepOf({ name }: ServiceState): string {
  const monitoring = [...RESTARTED, 'pager'];
  return monitoring.includes(name) ? 'monitoring' : 'platform-core';
}

function breakGrafana(backend: RecordedOrchestrator, since: string): void {
  change(backend, 'grafana', {
    status: 'down',
    score: 0,
    latencyMs: undefined,
    since,
    reason: 'GET http://localhost:13001/healthz: connection refused',
    probes: [
      {
        kind: 'http',
        status: 'down',
        isThere: false,
        text: 'GET http://localhost:13001/healthz: connection refused',
      },
    ],
  });
}

/** One flow for all operations, as the backend makes it of what is asked for. */
const restartFlow: FlowSummary = {
  ...bootstrapFlow,
  id: 'platform-operations',
  title: 'Platform operations',
  risk: 'medium',
  effectiveRisk: 'medium',
  operatesServices: true,
  steps: ['stop', 'start'].flatMap((act, place) =>
    RESTARTED.map((name, index) => ({
      id: `${act}-${name}`,
      title: `${act === 'stop' ? 'Stop' : 'Start'} ${name}`,
      uses: 'service',
      needs: place + index === 0 ? [] : ['stop-prometheus'],
      onFailure: 'abort' as const,
    })),
  ),
};

/** A restart that has stopped all three and starts them one after the other. */
function restartThree(backend: RecordedOrchestrator, since: string): void {
  const id = STATE_RUN_IDS.restart;
  const runTitle = 'Restart 3 services';
  const run = new Recorder({
    id,
    startedAt: since,
    flow: restartFlow,
    title: runTitle,
    initiator: JANE,
    reason: 'New retention',
  });
  RESTARTED.forEach((name, index) => {
    run.step(`stop-${name}`, [100 + 8_000 * index, 8_000 * (index + 1)]);
  });
  run.event(24_500, {
    type: 'step.started',
    stepId: 'start-prometheus',
    attempt: 1,
  });
  backend.addRun(run.entries);
  for (const name of RESTARTED) {
    change(backend, name, {
      status: 'down',
      score: 0,
      latencyMs: undefined,
      reason: 'connection refused',
      since,
      pending: {
        act: 'restarting',
        runId: id,
        runTitle,
        stepId: name === 'prometheus' ? `start-${name}` : `stop-${name}`,
        by: JANE,
        since,
      },
    });
  }
}

/** A bootstrap whose third step wants to be approved. */
function recordApproval(id: string, startedAt: string): Recorder {
  return new Recorder({
    id,
    startedAt,
    flow: bootstrapFlow,
    title: 'Bootstrap IDP Platform',
    initiator: JANE,
    reason: 'Version 2 of the platform',
  })
    .step('prerequisites', [100, 2_100])
    .step('infrastructure', [2_150, 9_000])
    .event(9_100, {
      type: 'step.waiting',
      stepId: 'platform-core',
      attempt: 1,
      waitingFor: {
        kind: 'approval',
        text: 'Replaces Argo CD 2.13 by 3.0; deployments stand still for about five minutes',
        since: startedAt,
        until: new Date(Date.parse(startedAt) + 4 * 3_600_000).toISOString(),
      },
      approval: {
        approvers: ['group:default/platform-team'],
        count: 1,
        allowInitiator: false,
      },
    });
}

function change(
  backend: RecordedOrchestrator,
  name: string,
  part: Partial<ServiceHealth>,
): void {
  backend.changeHealth(name, part, 'development');
}

function withHealth(
  service: ServiceState,
  part: Partial<ServiceHealth>,
): ServiceState {
  return { ...service, health: { ...service.health, ...part } };
}
