import type {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { createDeliveryLog, createOutbox, isTold } from '../database';
import type { RunNotifier } from '../engine';
import type { Clock, DeliveryLog } from '../ports';
import { createMask } from '../bridge';
import {
  createWebhook,
  notifyPeople,
  publishEvents,
  Teller,
  type WebhookConfig,
} from '../outbox';
import type { PluginDatabase } from './engine';

export interface OutboxOptions {
  knex: PluginDatabase;
  events: EventsService;
  notifications: NotificationService;
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  runsUrl: string;
  webhooks: WebhookConfig[];
  /** Taken out of what webhooks are told. */
  secrets: Record<string, string>;
  /** What was told is kept so long (ms). */
  keepMs: number;
  notifier: RunNotifier;
  clock: Clock;
  logger: LoggerService;
}

/** What was told outside, and how those who tell it learn that there is more. */
export interface ComposedOutbox {
  deliveries: DeliveryLog;
  telling: { receivers: string[]; wake(): void };
}

/** The part of the composition root that tells others outside of this plugin. */
export async function composeOutbox(
  parts: OutboxOptions,
): Promise<ComposedOutbox> {
  const { knex, notifier, clock, logger, keepMs, lifecycle } = parts;
  const known = Object.values(parts.secrets);
  const mask = (value: unknown, secrets: string[]) =>
    createMask([...known, ...secrets])(value);
  const outbox = createOutbox(knex);
  const receivers = [
    publishEvents(parts.events, parts.runsUrl),
    notifyPeople(parts.notifications, mask),
    ...parts.webhooks.map(webhook =>
      createWebhook(webhook, { clock, runsUrl: parts.runsUrl, mask }),
    ),
  ];
  const teller = new Teller({ outbox, receivers, clock, logger });
  notifier.onCommitted((_, entries) => {
    const isNews = entries.some(
      entry => entry.kind === 'event' && isTold(entry.event),
    );
    if (isNews) teller.wake();
  });
  await parts.scheduler.scheduleTask({
    id: 'forget-old-deliveries',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 4 },
    scope: 'global',
    fn: () => outbox.removeBefore(clock.now() - keepMs),
  });
  lifecycle.addStartupHook(() => teller.start());
  lifecycle.addShutdownHook(() => teller.stop());
  return {
    deliveries: createDeliveryLog(knex),
    telling: {
      receivers: receivers.map(({ id }) => id),
      wake: () => teller.wake(),
    },
  };
}
