import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { WEBHOOK_EVENTS, type WebhookConfig } from '../../outbox';

/** As the Standard Webhooks specification wants keys to be (bytes). */
const SHORTEST_KEY = 24;
const LONGEST_KEY = 64;

/** @throws InputError saying which key is wrong */
export function readWebhooks(config: Config | undefined): WebhookConfig[] {
  const webhooks = config?.getOptionalConfigArray('webhooks') ?? [];
  const ids = new Set<string>();
  return webhooks.map((one, index) => {
    const id = one.getString('id');
    const key = `idpOrchestrator.webhooks[${index}]`;
    if (!/^[a-z0-9][a-z0-9-]{0,49}$/.test(id) || ids.has(id)) {
      throw new InputError(
        `${key}.id is ${id}: expected lower-case letters, digits and hyphens, at most 50, and an id that no other webhook has`,
      );
    }
    ids.add(id);
    return {
      id,
      url: readUrl(one, `${key}.url`),
      key: readSecret(one.getString('secret'), `${key}.secret`),
      events: readEvents(one, `${key}.events`),
      flows: one.getOptionalStringArray('flows'),
      environments: one.getOptionalStringArray('environments'),
      headers: readHeaders(one, `${key}.headers`),
    };
  });
}

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The address itself is not in the message, since it may hold a token. */
function readUrl(webhook: Config, key: string): string {
  const text = webhook.getString('url');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const allowsHttp = webhook.getOptionalBoolean('allowHttp') ?? false;
  const isLocal = url !== undefined && LOCAL_HOSTS.includes(url.hostname);
  if (url?.username || url?.password) {
    throw new InputError(
      `${key} has a user or password in it: expected a header for that, under headers`,
    );
  }
  if (url?.protocol === 'https:') return text;
  if (url?.protocol === 'http:' && (allowsHttp || isLocal)) return text;
  throw new InputError(
    `${key} is no address with https: expected one, or allowHttp where http is good enough`,
  );
}

function readSecret(secret: string, key: string): Buffer {
  const [, text = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length >= SHORTEST_KEY && bytes.length <= LONGEST_KEY) return bytes;
  throw new InputError(
    `${key} is no signing secret: expected whsec_ and ${SHORTEST_KEY} to ${LONGEST_KEY} bytes in base64, as of: echo whsec_$(openssl rand -base64 32)`,
  );
}

function readEvents(webhook: Config, key: string): WebhookConfig['events'] {
  return webhook.getOptionalStringArray('events')?.map(name => {
    const event = WEBHOOK_EVENTS.find(known => known === name);
    if (event) return event;
    throw new InputError(
      `${key} has ${name}: expected some of ${WEBHOOK_EVENTS.join(', ')}`,
    );
  });
}

function readHeaders(webhook: Config, key: string): Record<string, string> {
  const headers = webhook.getOptionalConfig('headers');
  const names = headers?.keys() ?? [];
  return Object.fromEntries(
    names.map(name => {
      const value = headers?.getString(name) ?? '';
      if (isOurs(name) || !isHeader(name, value)) {
        throw new InputError(
          `${key}.${name} cannot be sent: expected a header that is not content-type, content-length, host or webhook-…, and one line of text`,
        );
      }
      return [name, value];
    }),
  );
}

function isOurs(name: string): boolean {
  return /^(webhook-.*|content-type|content-length|host)$/i.test(name);
}

function isHeader(name: string, value: string): boolean {
  try {
    return new Headers({ [name]: value }) !== undefined;
  } catch {
    return false;
  }
}
