import { stripVTControlCharacters } from 'node:util';
import type {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import {
  lastLinesOf,
  principalOf,
  titleOfRun,
  type Run,
  type RunError,
  type RunEvent,
  type ScheduleState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type {
  HealthChange,
  OutboxEvent,
  Receiver,
  ScheduleNews,
} from '../ports';
import { secretsOf, type Mask } from './secretsOf';

type RunOutboxEvent = Extract<OutboxEvent, { kind: 'run' }>;

/**
 * Notifies people of what needs them: who started a run, also through an
 * agent, and who looks after its flow, when it failed; the approvers that a
 * step names, or else who looks after the flow, when it waits for them; the
 * owner of a critical service that is in another state; who looks after a
 * schedule that has stopped, or has missed something. A run that another run
 * started is told by that one. A notification that comes twice replaces the
 * one that is there.
 */
export function notifyPeople(
  notifications: NotificationService,
  mask: Mask,
): Receiver {
  return {
    id: 'notifications',
    parallel: 1,
    keeps: false,
    write(outboxEvent) {
      // A seal is for machines that keep it.
      if (outboxEvent.kind === 'seal') return undefined;
      const options = optionsOf(outboxEvent);
      if (!options) return undefined;
      const payload = mask(options.payload, secretsOf(outboxEvent));
      const body = JSON.stringify({ ...options, payload });
      return { type: 'notification', body };
    },
    async deliver({ body }) {
      await notifications.send(JSON.parse(body) as NotificationSendOptions);
      return { result: 'delivered' };
    },
  };
}

function optionsOf(
  outboxEvent: Exclude<OutboxEvent, { kind: 'seal' }>,
): NotificationSendOptions | undefined {
  switch (outboxEvent.kind) {
    case 'run':
      return ofRun(outboxEvent);
    case 'schedule':
      return ofSchedule(outboxEvent.news);
    default:
      return ofService(outboxEvent.change);
  }
}

function ofRun(
  outboxEvent: RunOutboxEvent,
): NotificationSendOptions | undefined {
  const { run, event, owner } = outboxEvent;
  const found = isBadEnd(run, event)
    ? failed(outboxEvent)
    : wanted(outboxEvent);
  if (!found) return undefined;
  const { to, scope, ...payload } = found;
  const entityRef = [...new Set(to.length > 0 || !owner ? to : [owner])];
  if (entityRef.length === 0) return undefined;
  return {
    recipients: { type: 'entity', entityRef },
    payload: {
      ...payload,
      link: `/idp-orchestrator/runs/${run.id}`,
      topic: 'idp-orchestrator.run',
      scope: `idp-orchestrator.run.${run.id}.${scope}`,
    },
  };
}

function isBadEnd(run: Run, event: RunEvent): boolean {
  return (
    event.type === 'run.finished' &&
    event.status === 'failed' &&
    !run.dryRun &&
    !run.parent
  );
}

function failed({ run, event, owner }: RunOutboxEvent) {
  const principal = principalOf(run.initiator);
  const error = event.type === 'run.finished' ? event.error : undefined;
  return {
    to: [
      ...(principal.startsWith('user:') ? [principal] : []),
      ...(owner ? [owner] : []),
    ],
    title: `${whereOf(run)} failed`,
    description: describeError(error),
    severity: 'high' as const,
    scope: 'failed',
  };
}

/** The reason with the last word of its script and the hint, as far as there are any. */
function describeError(error: RunError | undefined): string | undefined {
  if (!error) return undefined;
  const last = lastLinesOf(error)
    ?.lines.map(line => stripVTControlCharacters(line).trim())
    .findLast(line => line !== '');
  const { message, hint } = error;
  return [message, last && `Last line: ${last}`, hint]
    .filter(Boolean)
    .join('\n');
}

function wanted({ run, event }: RunOutboxEvent) {
  if (event.type !== 'step.waiting' || !event.approval) return undefined;
  return {
    to: event.approval.approvers,
    title: `${whereOf(run)} waits for your approval`,
    description: event.waitingFor.text,
    severity: 'normal' as const,
    scope: `approval.${event.stepId}.${event.attempt}`,
  };
}

function whereOf(run: Run): string {
  return `${titleOfRun(run)} (${run.environment})`;
}

/** Makes the notification of what will not be started, or was not; that it is well again needs nobody. */
function ofSchedule(news: ScheduleNews): NotificationSendOptions | undefined {
  const { id, title, environment, owner, onBehalfOf, happened, reason } = news;
  if (happened.kind === 'changed' && happened.to === 'active') return undefined;
  const entityRef = [
    ...(owner ? [owner] : []),
    ...(onBehalfOf?.startsWith('user:') ? [onBehalfOf] : []),
  ];
  if (entityRef.length === 0) return undefined;
  const what =
    happened.kind === 'changed'
      ? STOPPED[happened.to]
      : `did not start what was due at ${dueTimesOf(happened.dueTimes)}`;
  return {
    recipients: { type: 'entity', entityRef: [...new Set(entityRef)] },
    payload: {
      title: `Schedule ${title} (${environment}) ${what}`,
      description: reason,
      link: `/idp-orchestrator/schedules/${encodeURIComponent(id)}`,
      severity: 'high',
      topic: 'idp-orchestrator.schedule',
      scope: `idp-orchestrator.schedule.${id}.${happened.kind}`,
    },
  };
}

const STOPPED: Partial<Record<ScheduleState, string>> = {
  failing: 'has stopped, since its runs fail',
  'needs-consent': 'starts nothing until somebody who may resumes it',
  broken: 'cannot start what is due next',
};

function dueTimesOf(times: number[]): string {
  const [first, ...more] = times.map(at => new Date(at).toISOString());
  return more.length === 0 ? first : `${first}, and ${more.length} more`;
}

/** Makes the notification of a critical service; it goes to everybody where the service has no owner. */
function ofService(change: HealthChange): NotificationSendOptions | undefined {
  const { critical, environment, owner, reason, service, status } = change;
  if (!critical) return undefined;
  const query = new URLSearchParams({ environment });
  return {
    recipients: owner
      ? { type: 'entity', entityRef: owner }
      : { type: 'broadcast' },
    payload: {
      title: `${change.title} (${environment}) is ${status}`,
      description: reason ?? `It was ${change.from} before.`,
      link: `/idp-orchestrator/services/${encodeURIComponent(service)}?${query}`,
      severity: SEVERITIES[status],
      topic: 'idp-orchestrator.service',
      scope: `idp-orchestrator.service.${environment}.${service}`,
    },
  };
}

const SEVERITIES = {
  healthy: 'normal',
  degraded: 'high',
  down: 'critical',
  unknown: 'high',
} as const;
