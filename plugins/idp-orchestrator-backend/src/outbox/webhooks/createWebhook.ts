import { createHash } from 'node:crypto';
import { withoutSecrets } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock, Delivery, News, Receiver, Told } from '../../ports';
import { secretsOf, type Mask } from '../secretsOf';
import { signMessage } from './signMessage';
import type { WebhookConfig, WebhookEvent } from './WebhookConfig';

/** A receiver has so long to answer (ms). */
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
    write(news) {
      const type = typeOf(news);
      if (!type || !isWanted(webhook, news, type)) return undefined;
      const time = new Date(news.at).toISOString();
      const data = dataOf(news, options);
      return { type, body: JSON.stringify({ id: news.id, type, time, data }) };
    },
    deliver: (delivery, signal) => send(webhook, options, { delivery, signal }),
  };
}

/** Of what a webhook is called among those who are told. */
export function webhookReceiver(id: string): string {
  return `webhook_${id}`;
}

const ENDS: Record<string, WebhookEvent> = {
  succeeded: 'run.succeeded',
  'succeeded-with-warnings': 'run.succeeded',
  failed: 'run.failed',
  cancelled: 'run.cancelled',
};

function typeOf(news: News): WebhookEvent | undefined {
  if (news.kind === 'service') return 'service.changed';
  const { event } = news;
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

/** A webhook that names flows is told of no services. */
function isWanted(
  { events, flows, environments }: WebhookConfig,
  news: News,
  type: WebhookEvent,
): boolean {
  const about = news.kind === 'run' ? news.run : news.change;
  const isOfFlow =
    !flows || (news.kind === 'run' && flows.includes(news.run.flowId));
  return (
    isOfFlow &&
    (!events || events.includes(type)) &&
    (!environments || environments.includes(about.environment))
  );
}

function dataOf(news: News, { runsUrl, mask }: WebhookOptions): unknown {
  if (news.kind === 'service') {
    const { at, ...change } = news.change;
    const told = { ...change, at: new Date(at).toISOString() };
    return mask({ change: told }, secretsOf(news));
  }
  const { run, event } = news;
  const data = {
    run: { ...run, input: withoutSecrets(run.input, news.inputSchema) },
    url: `${runsUrl}/${run.id}`,
    ...('stepId' in event && { stepId: event.stepId }),
  };
  return mask(data, secretsOf(news));
}

async function send(
  { url, key, headers }: WebhookConfig,
  { clock, limitMs = LIMIT_MS }: WebhookOptions,
  { delivery, signal }: { delivery: Delivery; signal: AbortSignal },
): Promise<Told> {
  const { newsId: id, body } = delivery;
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

function judge(status: number): Told {
  if (status >= 200 && status < 300) return { result: 'delivered', status };
  const error = `The answer was ${status}`;
  if (status === 410) return { result: 'gone', status, error };
  return { result: 'failed', status, error };
}

/** By its code alone: messages may hold the address. */
function explain({ cause }: Error): string {
  const { code } = (cause ?? {}) as { code?: string };
  return `It could not be reached: ${code ?? 'the connection broke'}`;
}
