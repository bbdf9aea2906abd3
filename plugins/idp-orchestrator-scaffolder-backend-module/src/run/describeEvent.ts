import {
  formatDuration,
  type Run,
  type RunEvent,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/** A line for people, and how much it matters. */
export interface Told {
  level: 'info' | 'warn' | 'error';
  text: string;
  /** True for what a script may say any number of times. */
  isChatter?: boolean;
}

type StepEvent = Extract<RunEvent, { stepId: string }>;

/**
 * Describes an event for who watches a template; `run` is the state after it.
 */
export function describeEvent(run: Run, event: RunEvent): Told | undefined {
  if ('stepId' in event) {
    const step = run.steps.find(({ id }) => id === event.stepId);
    return step && describeStepEvent(step, event);
  }
  switch (event.type) {
    case 'run.cancelRequested':
      return warn(`Cancelled by ${event.by.ref}: ${event.reason}`);
    case 'run.paused':
      return warn(`Paused by ${event.by.ref}: ${event.reason}`);
    case 'run.unpaused':
      return info(`Resumed by ${event.by.ref}: ${event.reason}`);
    case 'run.retried':
      return info(
        `Goes on from step ${event.from}, asked for by ${event.by.ref}: ${event.reason}`,
      );
    case 'run.timedOut':
      return warn('It ran longer than its flow allows, and is cancelled');
    case 'run.stalled':
      return warn(
        event.outcome === 'died'
          ? 'The backend ended while it worked on the run'
          : 'The run kept the backend from everything else',
      );
    case 'run.resumed':
      return info('Followed by another worker from here on');
    default:
      return undefined;
  }
}

function describeStepEvent(step: RunStep, event: StepEvent): Told | undefined {
  const { title } = step;
  switch (event.type) {
    case 'step.started':
      return info(
        event.attempt > 1
          ? `${title}: running (attempt ${event.attempt})`
          : `${title}: running`,
      );
    case 'step.adopted':
      return info(`${title}: still running, and followed again`);
    case 'step.progressed': {
      const { percent, message } = event.progress;
      const text = message ? `${percent} %, ${message}` : `${percent} %`;
      return { ...info(`${title}: running (${text})`), isChatter: true };
    }
    case 'step.annotated': {
      const { level, text } = event.annotation;
      const told = level === 'error' ? error : warn;
      return { ...told(`${title}: ${text}`), isChatter: true };
    }
    case 'step.retryScheduled':
      return warn(
        `${title}: attempt ${event.attempt} failed (${event.error.message}); ${waiting(event)}`,
      );
    case 'step.waiting':
      return info(`${title}: ${waiting(event)}`);
    case 'step.answered': {
      const done = event.answer === 'approve' ? 'approved' : 'rejected';
      return info(`${title}: ${done} by ${event.by.ref}: ${event.comment}`);
    }
    case 'step.skipped':
      return info(`${title}: skipped: ${event.because}`);
    case 'step.finished':
      return describeStepEnd(step, event);
    default:
      return undefined;
  }
}

function waiting({
  waitingFor: { text, until },
}: Extract<StepEvent, { waitingFor: unknown }>): string {
  return `waiting: ${text}${until ? ` (until ${until})` : ''}`;
}

function describeStepEnd(
  step: RunStep,
  event: Extract<StepEvent, { type: 'step.finished' }>,
): Told {
  const { title, startedAt } = step;
  const reason = event.error ? `: ${event.error.message}` : '';
  switch (event.status) {
    case 'succeeded': {
      const ms = Date.parse(event.at) - Date.parse(startedAt ?? event.at);
      return info(`${title}: succeeded in ${formatDuration(ms)}`);
    }
    case 'warning':
      return warn(`${title}: ended with a warning${reason}`);
    case 'cancelled':
      return warn(`${title}: cancelled`);
    default:
      return error(`${title}: failed${reason}`);
  }
}

const info = (text: string): Told => ({ level: 'info', text });
const warn = (text: string): Told => ({ level: 'warn', text });
const error = (text: string): Told => ({ level: 'error', text });
