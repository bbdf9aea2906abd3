import { createHash } from 'node:crypto';
import { withoutSecrets } from '@idp/backstage-plugin-idp-orchestrator-common';
import type {
  Clock,
  Delivery,
  OutboxEvent,
  Receiver,
  DeliveryResult,
} from '../../ports';
import { secretsOf, type Mask } from '../secretsOf';
import { signMessage } from './signMessage';
import type { WebhookConfig, WebhookEvent } from './WebhookConfig';

/** A webhook has so long to answer (ms). */
const LIMIT_MS = 10_000;

export interface WebhookOptions {
  clock: Clock;
  runsUrl: string;
  mask: Mask;
  limitMs?: number;
}

/** Sends what happened to an address outside, signed. */
export function createWebhook(
  webhook: WebhookConfig,
  options: WebhookOptions,
): Receiver {
  return {
    id: webhookReceiver(webhook.id),
    parallel: 4,
    keeps: true,
    address: createHash('sha256').update(webhook.url).digest('hex'),
    write(outboxEvent) {
      const type = typeOf(outboxEvent);
      if (!type || !isWanted(webhook, outboxEvent, type)) return undefined;
      const time = new Date(outboxEvent.at).toISOString();
      const data = dataOf(outboxEvent, options);
      return {
        type,
        body: JSON.stringify({ id: outboxEvent.id, type, time, data }),
      };
    },
    deliver: (delivery, signal) => send(webhook, options, { delivery, signal }),
  };
}

/** Names the receiver of a webhook, as deliveries do. */
export function webhookReceiver(id: string): string {
  return `webhook_${id}`;
}

const ENDS: Record<string, WebhookEvent> = {
  succeeded: 'run.succeeded',
  'succeeded-with-warnings': 'run.succeeded',
  failed: 'run.failed',
  cancelled: 'run.cancelled',
};

function typeOf(outboxEvent: OutboxEvent): WebhookEvent | undefined {
  if (outboxEvent.kind === 'service') return 'service.changed';
  if (outboxEvent.kind === 'seal') return 'audit.sealed';
  if (outboxEvent.kind === 'schedule') {
    return `schedule.${outboxEvent.news.happened.kind}`;
  }
  const { event } = outboxEvent;
  switch (event.type) {
    case 'run.created':
    case 'run.started':
      return event.type;
    case 'run.finished':
      return ENDS[event.status];
    case 'step.waiting':
      return 'run.waiting-for-approval';
    default:
      return undefined;
  }
}

/**
 * Tells whether a webhook asks for an event. One that names flows gets no
 * events of services; one that names flows or environments gets seals, which
 * are of neither, only where it names them too.
 */
function isWanted(
  { events, flows, environments }: WebhookConfig,
  outboxEvent: OutboxEvent,
  type: WebhookEvent,
): boolean {
  if (outboxEvent.kind === 'seal') {
    return events ? events.includes(type) : !flows && !environments;
  }
  const { environment, flow } = aboutOf(outboxEvent);
  return (
    (!flows || (flow !== undefined && flows.includes(flow))) &&
    (!events || events.includes(type)) &&
    (!environments || environments.includes(environment))
  );
}

function aboutOf(outboxEvent: Exclude<OutboxEvent, { kind: 'seal' }>): {
  environment: string;
  flow?: string;
} {
  switch (outboxEvent.kind) {
    case 'run': {
      const { environment, flowId } = outboxEvent.run;
      return { environment, flow: flowId };
    }
    case 'schedule':
      return outboxEvent.news;
    default:
      return { environment: outboxEvent.change.environment };
  }
}

function dataOf(
  outboxEvent: OutboxEvent,
  { runsUrl, mask }: WebhookOptions,
): unknown {
  if (outboxEvent.kind === 'service') {
    const { at, ...change } = outboxEvent.change;
    const shown = { ...change, at: new Date(at).toISOString() };
    return mask({ change: shown }, secretsOf(outboxEvent));
  }
  if (outboxEvent.kind === 'schedule') {
    const { at, happened, ...news } = outboxEvent.news;
    const { kind, ...more } = happened;
    const shown = {
      ...news,
      ...more,
      ...('dueTimes' in more && { dueTimes: more.dueTimes.map(toIso) }),
      at: toIso(at),
    };
    return mask({ schedule: shown }, []);
  }
  // Nothing of it is a secret, and with anything hidden it could not be checked.
  if (outboxEvent.kind === 'seal') return { seal: outboxEvent.seal };
  const { run, event } = outboxEvent;
  const data = {
    run: { ...run, input: withoutSecrets(run.input, outboxEvent.inputSchema) },
    url: `${runsUrl}/${run.id}`,
    ...('stepId' in event && { stepId: event.stepId }),
  };
  return mask(data, secretsOf(outboxEvent));
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}

async function send(
  { url, key, headers }: WebhookConfig,
  { clock, limitMs = LIMIT_MS }: WebhookOptions,
  { delivery, signal }: { delivery: Delivery; signal: AbortSignal },
): Promise<DeliveryResult> {
  const { eventId: id, body } = delivery;
  const limit = AbortSignal.timeout(limitMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        ...headers,
        'content-type': 'application/json',
        ...signMessage(key, { id, at: clock.now(), body }),
      },
      // Nobody else chooses where this goes.
      redirect: 'manual',
      signal: AbortSignal.any([limit, signal]),
    });
    // Nothing that it says is of interest, and it may say a lot.
    await response.body?.cancel();
    return judge(response.status);
  } catch (error) {
    if (signal.aborted) return { result: 'interrupted' };
    if (limit.aborted) {
      const text = `There was no answer within ${limitMs} ms`;
      return { result: 'failed', error: text };
    }
    return { result: 'failed', error: explain(error as Error) };
  }
}

function judge(status: number): DeliveryResult {
  if (status >= 200 && status < 300) return { result: 'delivered', status };
  const error = `The answer was ${status}`;
  if (status === 410) return { result: 'gone', status, error };
  return { result: 'failed', status, error };
}

/** Explains a failed request by its code alone, since messages may hold the address. */
function explain({ cause }: Error): string {
  const { code } = (cause ?? {}) as { code?: string };
  return `It could not be reached: ${code ?? 'the connection broke'}`;
}
