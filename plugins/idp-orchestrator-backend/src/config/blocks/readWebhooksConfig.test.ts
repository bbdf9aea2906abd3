import { ConfigReader } from '@backstage/config';
import { readWebhooks } from './readWebhooksConfig';

const good = {
  id: 'chat',
  url: 'https://chat.example.com/hook?token=abc',
  secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
};

const read = (...webhooks: object[]) =>
  readWebhooks(new ConfigReader(JSON.parse(JSON.stringify({ webhooks }))));

describe('Configured webhooks', () => {
  it('are read with their key and what they ask for', () => {
    const asked = { events: ['run.failed'], flows: ['a'] };
    expect(read({ ...good, ...asked })).toMatchObject([
      { id: 'chat', url: good.url, key: Buffer.alloc(32, 7), ...asked },
    ]);
    expect(readWebhooks(undefined)).toEqual([]);
  });

  it('may do without https on this machine, and elsewhere where that is said', () => {
    read({ ...good, url: 'http://localhost:3000/hook' });
    read({ ...good, url: 'http://chat.example.com', allowHttp: true });
    expect(() => read({ ...good, url: 'http://chat.example.com' })).toThrow(
      /webhooks\[0\]\.url is no address with https/,
    );
  });

  it.each([
    [{ id: 'A b' }, /webhooks\[0\]\.id is A b/],
    [{ secret: 'abc' }, /webhooks\[0\]\.secret is no signing secret/],
    [{ events: ['run.ended'] }, /webhooks\[0\]\.events has run\.ended/],
    [
      { url: 'https://me:secret@example.com' },
      /webhooks\[0\]\.url has a user or password/,
    ],
    [
      { headers: { 'Webhook-Id': 'x' } },
      /webhooks\[0\]\.headers\.Webhook-Id cannot be sent/,
    ],
  ])('with %j are refused, saying which key is wrong', (wrong, message) => {
    expect(() => read({ ...good, ...wrong })).toThrow(message);
  });

  it('have ids of their own', () => {
    expect(() => read(good, good)).toThrow(/webhooks\[1\]\.id is chat/);
  });
});
