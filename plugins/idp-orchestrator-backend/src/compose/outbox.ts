import type {
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { createDeliveryLog, createOutbox, isOutboxEvent } from '../database';
import type { RunNotifier } from '../engine';
import type { Clock, DeliveryLog } from '../ports';
import { createMask } from '../bridge';
import {
  createWebhook,
  notifyPeople,
  publishEvents,
  OutboxRelay,
  type WebhookConfig,
} from '../outbox';
import type { Engine } from './engine';
import type { PluginDatabase } from './openProcess';
import type { Stopping } from './Stopping';

export interface OutboxOptions {
  knex: PluginDatabase;
  clockWatch: Engine['clockWatch'];
  events: EventsService;
  notifications: NotificationService;
  lifecycle: LifecycleService;
  stopping: Pick<Stopping, 'add'>;
  runsUrl: string;
  webhooks: WebhookConfig[];
  /** Values that are hidden from receivers. */
  secrets: Record<string, string>;
  notifier: RunNotifier;
  clock: Clock;
  logger: LoggerService;
}

/**
 * The log of what was delivered outside, and the parts that bring further
 * events there.
 */
export interface ComposedOutbox {
  deliveries: DeliveryLog;
  outbox: { receivers: string[]; wake(): void };
  /** Forgets what was delivered before a time (ms since 1970). */
  removeBefore(at: number): Promise<void>;
}

/** Joins the parts that take events of runs and services to receivers outside of this plugin. */
export function composeOutbox(parts: OutboxOptions): ComposedOutbox {
  const { knex, notifier, clock, logger, lifecycle } = parts;
  const mask = (value: unknown, secrets: string[]) =>
    createMask(secrets, parts.secrets)(value);
  const outbox = createOutbox(knex);
  const receivers = [
    publishEvents(parts.events, parts.runsUrl),
    notifyPeople(parts.notifications, mask),
    ...parts.webhooks.map(webhook =>
      createWebhook(webhook, { clock, runsUrl: parts.runsUrl, mask }),
    ),
  ];
  const relay = new OutboxRelay({ outbox, receivers, clock, logger });
  notifier.onCommitted((_, entries) => {
    const hasOutboxEvent = entries.some(
      entry => entry.kind === 'event' && isOutboxEvent(entry.event),
    );
    if (hasOutboxEvent) relay.wake();
  });
  parts.clockWatch.onSet(stepMs => relay.clockWasSet(stepMs));
  lifecycle.addStartupHook(() => relay.start());
  parts.stopping.add(() => relay.stop());
  return {
    deliveries: createDeliveryLog(knex),
    outbox: {
      receivers: receivers.map(({ id }) => id),
      wake: () => relay.wake(),
    },
    removeBefore: at => outbox.removeBefore(at),
  };
}
