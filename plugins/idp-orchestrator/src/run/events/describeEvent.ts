import {
  hostNameOf,
  type Initiator,
  type RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { shortRef } from '../../people/InitiatorName';
import type { Translate } from '../../translation';

/** A fact in a sentence. */
export function describeEvent(event: RunEvent, t: Translate): string {
  switch (event.type) {
    case 'run.created':
      return t('events.created', { by: shortRef(event.run.initiator.ref) });
    case 'run.started':
      return t('events.started', { host: hostNameOf(event.worker) });
    case 'run.resumed':
      return t('events.resumed', { host: hostNameOf(event.worker) });
    case 'run.cancelRequested':
      return t('events.cancelRequested', who(event));
    case 'run.paused':
      return t('events.paused', who(event));
    case 'run.unpaused':
      return t('events.unpaused', who(event));
    case 'run.retried':
      return [
        t('events.retried', { ...who(event), from: event.from }),
        event.note,
      ]
        .filter(Boolean)
        .join('. ');
    case 'run.windowOverridden':
      return t('events.windowOverridden', who(event));
    case 'run.timedOut':
      return t('events.timedOut');
    case 'run.stalled':
      return t(`events.${event.outcome}`, {
        host: hostNameOf(event.worker),
        what: [event.step, event.expression].filter(Boolean).join(' · '),
      });
    case 'run.finished':
      return t('events.finished', { state: t(`state.${event.status}`) });
    case 'step.started':
      return t('events.stepStarted', { attempt: String(event.attempt) });
    case 'step.adopted':
      return t('events.stepAdopted');
    case 'step.progressed':
      return [`${Math.round(event.progress.percent)} %`, event.progress.message]
        .filter(Boolean)
        .join(' · ');
    case 'step.annotated':
      return event.annotation.text;
    case 'step.touched':
      return `${event.service}: ${event.what}`;
    case 'step.retryScheduled':
      return event.waitingFor.text;
    case 'step.held':
    case 'step.waiting':
      return t('events.stepWaiting', { what: event.waitingFor.text });
    case 'step.answered':
      return t(
        `events.${event.answer === 'approve' ? 'approved' : 'rejected'}`,
        {
          by: shortRef(event.by.ref),
          reason: event.comment,
        },
      );
    case 'step.expanded':
      return t('events.stepExpanded', { count: event.items.length });
    case 'step.skipped':
      return t('events.stepSkipped', { because: event.because });
    case 'step.finished':
      return [t(`state.${event.status}`), event.error?.message]
        .filter(Boolean)
        .join(': ');
    default:
      // A newer backend may know facts that this page does not.
      return (event as { type: string }).type;
  }
}

function who({ by, reason }: { by: Initiator; reason: string }) {
  return { by: shortRef(by.ref), reason };
}
