import { z } from 'zod';

const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
] as const;

/**
 * The headers that flows may not set: they decide where a request goes or where
 * it ends, and belong to the client.
 */
const RESERVED = ['host', 'connection', 'content-length', 'transfer-encoding'];

const headerName = z
  .string()
  .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'the name of a header')
  .refine(
    name => !RESERVED.includes(name.toLowerCase()),
    `a header other than ${RESERVED.join(', ')}`,
  );

const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'one line of Latin letters');

const status = z.number().int().min(100).max(599);

/** The inputs of `uses: http`. */
export const httpInputSchema = z
  .strictObject({
    method: z.enum(METHODS).default('GET').describe('How it is sent.'),
    url: z
      .url({ protocol: /^https?$/, error: 'an http or https address' })
      .refine(
        url => !/^\w+:\/\/[^/?#]*@/.test(url),
        'an address without user and password (see headersFromSecrets)',
      )
      .describe(
        'Where to; its host must be listed in `idpOrchestrator.http.allowedHosts`.',
      ),
    headers: z
      .record(headerName, headerValue)
      .default({})
      .describe('Headers by their names. Not for secrets.'),
    headersFromSecrets: z
      .record(headerName, z.string().min(1))
      .default({})
      .describe(
        'Names in `idpOrchestrator.secrets` by names of headers: the secret is the whole value of the header, is masked in the answer, and stored nowhere.',
      ),
    json: z.unknown().optional().describe('A body that is sent as JSON.'),
    text: z.string().optional().describe('A body that is sent as it is.'),
    expect: z
      .array(status)
      .min(1)
      .optional()
      .describe(
        'Statuses that mean success; 200 to 299 when absent. With any other the step fails.',
      ),
  })
  .refine(
    ({ json, text }) => json === undefined || text === undefined,
    'either json or text',
  )
  .refine(
    ({ method, json, text }) =>
      !['GET', 'HEAD'].includes(method) ||
      (json === undefined && text === undefined),
    'no body with GET or HEAD',
  )
  .describe(
    'Sends a request to a host that is listed in `idpOrchestrator.http.allowedHosts`. Its output is `status`, `headers` and `body` (JSON parsed, whole numbers beyond 2^53 as texts, at most 256 KiB, and `bodyIsCut` where it was more). Redirects are followed on the same host only. Without a `timeout` it waits 30 s.',
  );

export type HttpInput = z.infer<typeof httpInputSchema>;
