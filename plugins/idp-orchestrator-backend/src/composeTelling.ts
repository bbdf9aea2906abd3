import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { RunNotifier } from './engine';
import { notifyOfRuns, publishRuns, RunTeller } from './telling';

/** Whoever hears of runs outside of this plugin. */
export function composeTelling({
  events,
  notifications,
  runsUrl,
  notifier,
  logger,
}: {
  events: EventsService;
  notifications: NotificationService;
  runsUrl: string;
  notifier: RunNotifier;
  logger: LoggerService;
}): RunTeller {
  const teller = new RunTeller(
    [publishRuns(events, runsUrl), notifyOfRuns(notifications)],
    logger,
  );
  notifier.onCommitted((run, entries) => teller.heard(run, entries));
  return teller;
}
