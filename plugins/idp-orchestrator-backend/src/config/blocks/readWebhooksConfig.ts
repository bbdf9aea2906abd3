import type { Config } from '@backstage/config';
import { z } from 'zod';
import { WEBHOOK_EVENTS, type WebhookConfig } from '../../outbox';
import { booleanSchema, checkBlock, choiceOf, textsSchema } from '../values';

/**
 * The length (bytes) of the shortest key that the Standard Webhooks
 * specification allows.
 */
const SHORTEST_KEY = 24;
const LONGEST_KEY = 64;

const ID = 'lower-case letters, digits and hyphens, at most 50';
const ADDRESS =
  'an address with https, or with http to this machine or where allowHttp is true';
const SECRET = `whsec_ and ${SHORTEST_KEY} to ${LONGEST_KEY} bytes in base64, as of: echo whsec_$(openssl rand -base64 32)`;
const HEADER =
  'a header that is not content-type, content-length, host or webhook-…, with one line of text';

const webhookSchema = z
  .strictObject(
    {
      id: z.string(ID).regex(/^[a-z0-9][a-z0-9-]{0,49}$/, ID),
      url: z
        .string(ADDRESS)
        .refine(
          text => !hasUser(text),
          'no user or password in it, but a header for that, under headers',
        ),
      allowHttp: booleanSchema.default(false),
      secret: z.string(SECRET).transform((text, context) => {
        const key = readKey(text);
        if (key) return key;
        context.addIssue({ code: 'custom', message: SECRET });
        return z.NEVER;
      }),
      events: z.array(choiceOf(WEBHOOK_EVENTS), 'a list of events').optional(),
      flows: textsSchema.optional(),
      environments: textsSchema.optional(),
      headers: z
        .record(z.string(), z.string('one line of text'), 'headers by names')
        .superRefine((headers, context) => {
          for (const [name, value] of Object.entries(headers)) {
            if (!isOurs(name) && isHeader(name, value)) continue;
            context.addIssue({ code: 'custom', path: [name], message: HEADER });
          }
        })
        .default({}),
    },
    'a webhook',
  )
  // Also when something else is wrong with the webhook.
  .refine(({ url, allowHttp }) => isAllowed(url, allowHttp), {
    path: ['url'],
    message: ADDRESS,
    when: ({ value }) => typeof (value as { url?: unknown })?.url === 'string',
  })
  .transform((webhook): WebhookConfig => ({
    id: webhook.id,
    url: webhook.url,
    key: webhook.secret,
    events: webhook.events,
    flows: webhook.flows,
    environments: webhook.environments,
    headers: webhook.headers,
  }));

const webhooksSchema = z
  .array(webhookSchema, 'a list of webhooks')
  .superRefine((webhooks, context) => {
    const ids = webhooks.map(({ id }) => id);
    ids.forEach((id, index) => {
      if (ids.indexOf(id) === index) return;
      const message = 'an id that no other webhook has';
      context.addIssue({ code: 'custom', path: [index, 'id'], message });
    });
  })
  .default([]);

/**
 * The keys whose values may be shown: an address may hold a token, and a key of
 * another name may be a secret that is misspelt.
 */
const SHOWN = ['id', 'allowHttp', 'events', 'flows', 'environments'];

/**
 * Reads the receivers outside of what happens.
 *
 * @throws InputError telling every problem of the block, and no secret
 */
export function readWebhooksConfig(
  config: Config | undefined,
): WebhookConfig[] {
  const block = {
    key: 'webhooks',
    schema: webhooksSchema,
    hides: ([, field]: string[]) => !SHOWN.includes(field),
  };
  return checkBlock(config?.getOptional(block.key), block);
}

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

function isAllowed(text: string, allowHttp: boolean): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:') return true;
  if (url?.protocol !== 'http:') return false;
  return allowHttp || LOCAL_HOSTS.includes(url.hostname);
}

function hasUser(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username !== '' || password !== '';
}

function readKey(secret: string): Buffer | undefined {
  const [, text = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  const bytes = Buffer.from(text, 'base64');
  const fits = bytes.length >= SHORTEST_KEY && bytes.length <= LONGEST_KEY;
  return fits ? bytes : undefined;
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
