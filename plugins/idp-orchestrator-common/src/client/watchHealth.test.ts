import type { PlatformHealth } from '../health';
import { watchHealth } from './watchHealth';

const health = (score: number): PlatformHealth => ({
  status: 'degraded',
  environment: 'development',
  score,
  checkedAt: '2026-11-24T00:00:00.000Z',
  services: [],
  recommendations: [],
});

const sent = (score: number) =>
  `event: health\ndata: ${JSON.stringify(health(score))}\n\n`;

/** Makes a connection that sends this text and then closes. */
const connection = (text: string) => new Response(text);

describe('Watching the health of the platform', () => {
  it('goes on over a lost connection, beginning with how it is then', async () => {
    const connections = [
      connection(`retry: 1000\n\n${sent(80)}: heartbeat\n\n`),
      connection(sent(90) + sent(100)),
    ];
    const done = new AbortController();
    const seen: number[] = [];
    const healths = watchHealth(async () => connections.shift()!, {
      signal: done.signal,
    });
    for await (const { score } of healths) {
      seen.push(score);
      if (score === 100) done.abort();
    }
    expect(seen).toEqual([80, 90, 100]);
  });

  it('gives up when the backend refuses for good', async () => {
    const refused = Object.assign(new Error('no'), { statusCode: 403 });
    const healths = watchHealth(async () => Promise.reject(refused), {});
    await expect(healths.next()).rejects.toBe(refused);
  });
});
