import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  principalOf,
  type Run,
  type RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { TellRun } from './RunTeller';

interface News {
  to: string[];
  title: string;
  description?: string;
  severity: 'normal' | 'high';
  /** The same for what takes the place of an earlier notification. */
  scope: string;
}

/**
 * Notifies people of what needs them: who started a run, also through an
 * agent, when it failed; the approvers that a step names, when it waits for
 * them. A run that another run started is told by that one.
 */
export function notifyOfRuns(notifications: NotificationService): TellRun {
  return async (run, event) => {
    const news = newsOf(run, event);
    if (!news || news.to.length === 0) return;
    const { to, scope, ...payload } = news;
    await notifications.send({
      recipients: { type: 'entity', entityRef: to },
      payload: {
        ...payload,
        link: `/idp-orchestrator/runs/${run.id}`,
        topic: 'idp-orchestrator.run',
        scope: `idp-orchestrator.run.${run.id}.${scope}`,
      },
    });
  };
}

function newsOf(run: Run, event: RunEvent): News | undefined {
  const where = `${run.flowTitle} (${run.environment})`;
  if (event.type === 'run.finished') {
    if (event.status !== 'failed' || run.dryRun || run.parent) return undefined;
    const principal = principalOf(run.initiator);
    return {
      to: principal.startsWith('user:') ? [principal] : [],
      title: `${where} failed`,
      description: event.error?.message,
      severity: 'high',
      scope: 'failed',
    };
  }
  if (event.type !== 'step.waiting' || !event.approval) return undefined;
  return {
    to: event.approval.approvers,
    title: `${where} waits for your approval`,
    description: event.waitingFor.text,
    severity: 'normal',
    scope: `approval.${event.stepId}.${event.attempt}`,
  };
}
