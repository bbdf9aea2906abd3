import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { ToldChange } from './HealthWatch';

/** The topic of the event that says that a service is in another state. */
export const SERVICE_CHANGED_TOPIC = 'idp-orchestrator.service.changed';

/** Publishes every change as a Backstage event. */
export function publishChanges(events: EventsService) {
  return async (change: ToldChange): Promise<void> => {
    const { at, ...rest } = change;
    await events.publish({
      topic: SERVICE_CHANGED_TOPIC,
      eventPayload: { ...rest, at: new Date(at).toISOString() },
    });
  };
}

/**
 * Notifies the owner of a critical service, or everybody where it has none. A
 * later notification of the same service takes the place of the one before.
 */
export function notifyOfCritical(notifications: NotificationService) {
  return async (change: ToldChange): Promise<void> => {
    const { critical, environment, owner, reason, service, status } = change;
    if (!critical) return;
    const query = new URLSearchParams({ environment });
    await notifications.send({
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
    });
  };
}

const SEVERITIES = {
  healthy: 'normal',
  degraded: 'high',
  down: 'critical',
  unknown: 'high',
} as const;
