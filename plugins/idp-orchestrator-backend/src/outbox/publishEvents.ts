import type { EventParams, EventsService } from '@backstage/plugin-events-node';
import {
  titleOfRun,
  type RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { OutboxEvent, Receiver, ScheduleNews } from '../ports';

/**
 * Publishes what happens as Backstage events: topics
 * `idp-orchestrator.run.created`, `.started`, `.finished`, `.approvalWanted`
 * and so on, `idp-orchestrator.service.changed`,
 * `idp-orchestrator.schedule.changed`, `.missed` and
 * `idp-orchestrator.audit.sealed`. Neither input nor output is in them, since whoever listens is not asked for permissions. An event that
 * is published twice has the same `id`.
 */
export function publishEvents(
  events: EventsService,
  runsUrl: string,
): Receiver {
  return {
    id: 'events',
    parallel: 1,
    keeps: false,
    write(outboxEvent) {
      const { topic, eventPayload } = eventOf(outboxEvent, runsUrl);
      const body = {
        topic,
        eventPayload: { id: outboxEvent.id, ...eventPayload },
      };
      return { type: topic, body: JSON.stringify(body) };
    },
    async deliver({ body }) {
      await events.publish(JSON.parse(body) as EventParams);
      return { result: 'delivered' };
    },
  };
}

function eventOf(outboxEvent: OutboxEvent, runsUrl: string) {
  if (outboxEvent.kind === 'service') {
    const { at, ...rest } = outboxEvent.change;
    return {
      topic: 'idp-orchestrator.service.changed',
      eventPayload: { ...rest, at: new Date(at).toISOString() },
    };
  }
  if (outboxEvent.kind === 'seal') {
    return {
      topic: 'idp-orchestrator.audit.sealed',
      eventPayload: { ...outboxEvent.seal },
    };
  }
  if (outboxEvent.kind === 'schedule') return ofSchedule(outboxEvent.news);
  const { run, event } = outboxEvent;
  return {
    topic: `idp-orchestrator.${topicOf(event)}`,
    eventPayload: {
      runId: run.id,
      flowId: run.flowId,
      flowTitle: run.flowTitle,
      title: titleOfRun(run),
      environment: run.environment,
      dryRun: run.dryRun,
      initiator: run.initiator,
      status: event.type === 'run.finished' ? event.status : run.status,
      seq: event.seq,
      at: event.at,
      url: `${runsUrl}/${run.id}`,
      ...('stepId' in event && { stepId: event.stepId }),
    },
  };
}

/** Leaves out why, which may quote an input. */
function ofSchedule({ id, at, happened, reason, ...about }: ScheduleNews) {
  const { kind, ...more } = happened;
  return {
    topic: `idp-orchestrator.schedule.${kind}`,
    eventPayload: {
      schedule: id,
      ...about,
      ...more,
      ...('dueTimes' in more && { dueTimes: more.dueTimes.map(toIso) }),
      at: toIso(at),
    },
  };
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}

/** Names the topic of an event. The only event of a step among them is that it wants an approval. */
function topicOf(event: RunEvent): string {
  return event.type === 'step.waiting' ? 'run.approvalWanted' : event.type;
}
