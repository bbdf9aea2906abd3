import type { EventsService } from '@backstage/plugin-events-node';
import type { RunEvent } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { TellRun } from './RunTeller';

/** The last word of the topic; what steps do is of interest in the run only. */
function topicOf(event: RunEvent): string | undefined {
  if (event.type === 'step.waiting') {
    return event.waitingFor.kind === 'approval'
      ? 'run.approvalWanted'
      : undefined;
  }
  return event.type.startsWith('run.') ? event.type : undefined;
}

/**
 * Publishes what happens to runs as Backstage events: topics
 * `idp-orchestrator.run.started`, `.finished`, `.approvalWanted` and so on.
 * Neither input nor output is in them, since whoever listens is not asked for
 * permissions.
 */
export function publishRuns(events: EventsService, runsUrl: string): TellRun {
  return async (run, event) => {
    const topic = topicOf(event);
    if (!topic) return;
    await events.publish({
      topic: `idp-orchestrator.${topic}`,
      eventPayload: {
        runId: run.id,
        flowId: run.flowId,
        flowTitle: run.flowTitle,
        environment: run.environment,
        dryRun: run.dryRun,
        initiator: run.initiator,
        status: event.type === 'run.finished' ? event.status : run.status,
        seq: event.seq,
        at: event.at,
        url: `${runsUrl}/${run.id}`,
        ...('stepId' in event && { stepId: event.stepId }),
      },
    });
  };
}
