import type { RunEvent } from '@idp/backstage-plugin-idp-orchestrator-common';
import { shortRef } from '../../people/InitiatorName';
import type { Translate } from '../../translation';

/** A fact in a sentence. */
export function describeEvent(event: RunEvent, t: Translate): string {
  switch (event.type) {
    case 'run.created':
      return t('events.created', { by: shortRef(event.run.initiator.ref) });
    case 'run.started':
      return t('events.started', { host: hostOf(event.worker) });
    case 'run.resumed':
      return t('events.resumed', { host: hostOf(event.worker) });
    case 'run.cancelRequested':
      return t('events.cancelRequested', {
        by: shortRef(event.by.ref),
        reason: event.reason,
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
    case 'step.retryScheduled':
      return event.waitingFor.text;
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

/** A worker's name tells boot and process as well, which is for those who read the backend's log. */
function hostOf(worker: string): string {
  return worker.split('/')[0];
}
