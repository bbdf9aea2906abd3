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
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { HealthChange, OutboxEvent, Receiver } from '../ports';
import { secretsOf, type Mask } from './secretsOf';

type RunOutboxEvent = Extract<OutboxEvent, { kind: 'run' }>;

/**
 * Notifies people of what needs them: who started a run, also through an
 * agent, and who looks after its flow, when it failed; the approvers that a
 * step names, or else who looks after the flow, when it waits for them; the
 * owner of a critical service that is in another state. A run that another run
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
      const options =
        outboxEvent.kind === 'run'
          ? ofRun(outboxEvent)
          : ofService(outboxEvent.change);
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
