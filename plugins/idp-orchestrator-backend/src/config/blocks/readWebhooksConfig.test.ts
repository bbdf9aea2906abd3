import { ConfigReader } from '@backstage/config';
import { readRefusal } from '../__testUtils__/describeBlock';
import { readWebhooksConfig } from './readWebhooksConfig';

const good = {
  id: 'chat',
  url: 'https://chat.example.com/hook?token=abc',
  secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
};

const read = (...webhooks: object[]) =>
  readWebhooksConfig(
    new ConfigReader(JSON.parse(JSON.stringify({ webhooks }))),
  );

describe('Webhooks in configuration', () => {
  it('are read with their key and what they ask for', () => {
    const asked = { events: ['run.failed'], flows: ['a'] };
    expect(read({ ...good, ...asked })).toMatchObject([
      { id: 'chat', url: good.url, key: Buffer.alloc(32, 7), ...asked },
    ]);
    expect(readWebhooksConfig(undefined)).toEqual([]);
  });

  it('may do without https on this machine, and elsewhere where that is said', () => {
    read({ ...good, url: 'http://localhost:3000/hook' });
    read({ ...good, url: 'http://chat.example.com', allowHttp: true });
    expect(() => read({ ...good, url: 'http://chat.example.com' })).toThrow(
      /webhooks\.0\.url: expected an address with https/,
    );
  });

  it.each([
    [
      { id: 'A b' },
      'id: expected lower-case letters, digits and hyphens, at most 50, got "A b"',
    ],
    [{ secret: 'abc' }, 'secret: expected whsec_ and 24 to 64 bytes'],
    [{ events: ['run.ended'] }, 'events.0: expected one of run.created,'],
    [
      { url: 'https://me:secret@example.com' },
      'url: expected no user or password in it',
    ],
    [{ url: 'nowhere' }, 'url: expected an address with https'],
    [
      { headers: { 'Webhook-Id': 'x' } },
      'headers.Webhook-Id: expected a header that is not',
    ],
    [{ hearders: {} }, 'hearders: expected no property of this name'],
  ])('with %j are refused, saying which key is wrong', (wrong, message) => {
    expect(readRefusal(() => read({ ...good, ...wrong }))).toContain(
      `idpOrchestrator.webhooks.0.${message}`,
    );
  });

  it('are refused with every problem at once, and nothing that is secret', () => {
    const message = readRefusal(() =>
      read({
        id: 'A b',
        url: 'http://example.com/?token=hunter2',
        secret: 'hunter2',
        tokn: 'hunter2',
        headers: { host: 'hunter2' },
      }),
    );
    const keys = ['id', 'url', 'secret', 'tokn', 'headers.host'];
    const told = (key: string) => message.includes(`webhooks.0.${key}: `);
    expect(keys.filter(key => !told(key))).toEqual([]);
    expect(message).not.toContain('hunter2');
  });

  it('have ids of their own', () => {
    expect(() => read(good, good)).toThrow(
      /webhooks\.1\.id: expected an id that no other webhook has/,
    );
  });
});
