import type { FeedEntry } from '../run';
import type { Connection } from './readEventStream';
import { watchFeed } from './watchFeed';

const entry = (seq: number): FeedEntry => ({
  kind: 'log',
  chunk: {
    seq,
    at: '2026-11-23T00:00:00.000Z',
    stepId: 'a',
    attempt: 1,
    stream: 'stdout',
    firstLine: seq,
    lines: [`line ${seq}`],
  },
});

const sent = (seq: number) =>
  `id: ${seq}\nevent: log\ndata: ${JSON.stringify(entry(seq))}\n\n`;
const END = 'event: end\ndata: {}\n\n';

/** Makes a connection that sends these pieces and then closes, or breaks. */
function connection(pieces: string[], broken = false): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      pieces.forEach(piece => controller.enqueue(encoder.encode(piece)));
      if (broken) controller.error(new Error('connection reset'));
      else controller.close();
    },
  });
  return new Response(body);
}

async function watch(connections: Response[], after = 0) {
  const asked: number[] = [];
  const states: Connection[] = [];
  const seen: number[] = [];
  const connect = async (from: number) => {
    asked.push(from);
    const next = connections.shift();
    if (!next) throw new Error('no more connections');
    return next;
  };
  const feed = watchFeed(connect, {
    after,
    onConnection: state => states.push(state),
  });
  for await (const received of feed) {
    if (received.kind === 'log') seen.push(received.chunk.seq);
  }
  return { asked, states, seen };
}

describe('Watching a run', () => {
  it('goes on from the last entry after a break, without gap or repeat', async () => {
    const { asked, seen, states } = await watch([
      connection([sent(1) + sent(2)]),
      connection([sent(2), sent(3)], false),
      connection([sent(4), END]),
    ]);
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(asked).toEqual([0, 2, 3]);
    expect(states).toEqual([
      'connecting',
      'live',
      'reconnecting',
      'live',
      'reconnecting',
      'live',
    ]);
  });

  it('puts an entry together that arrives in pieces', async () => {
    const text = sent(1);
    const { seen } = await watch([
      connection([text.slice(0, 9), text.slice(9), ': heartbeat\n\n', END]),
    ]);
    expect(seen).toEqual([1]);
  });

  it('ends at once where the run was over before', async () => {
    const { seen, asked } = await watch([connection([END])], 7);
    expect(seen).toEqual([]);
    expect(asked).toEqual([7]);
  });

  it('gives up when the backend refuses for good', async () => {
    const refused = Object.assign(new Error('no'), { statusCode: 403 });
    const feed = watchFeed(async () => Promise.reject(refused), {});
    await expect(feed.next()).rejects.toBe(refused);
  });
});
