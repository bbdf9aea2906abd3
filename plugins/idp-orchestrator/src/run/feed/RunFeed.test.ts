import {
  RecordedOrchestrator,
  recordSuccess,
  RUN_IDS,
} from '../../../dev/recordings';
import { RunFeed } from './RunFeed';

const START = '2026-01-01T00:00:00.000Z';

const settle = () => new Promise(resolve => setTimeout(resolve));

describe('RunFeed', () => {
  it('ends in the same state as the run that the backend tells', async () => {
    const backend = new RecordedOrchestrator();
    const { entries } = recordSuccess(RUN_IDS.running, START);
    backend.addRun(entries, 9);
    const feed = new RunFeed(backend, await backend.getRun(RUN_IDS.running));
    const following = feed.follow(new AbortController().signal);
    backend.play(RUN_IDS.running, entries.length);
    await following;

    const told = await backend.getRun(RUN_IDS.running);
    const { run, connection } = feed.getView();
    expect(connection).toBe('complete');
    expect(run).toEqual({ ...told, lastSeq: run.lastSeq });
    expect(run.status).toBe('succeeded');
  });

  it('hands log chunks on and does not keep them', async () => {
    const backend = new RecordedOrchestrator();
    backend.addRun(recordSuccess(RUN_IDS.running, START).entries, 3);
    const feed = new RunFeed(backend, await backend.getRun(RUN_IDS.running));
    const lines: string[] = [];
    feed.onChunk(chunk => lines.push(...chunk.lines));
    const stop = new AbortController();
    const following = feed.follow(stop.signal);
    backend.play(RUN_IDS.running, 3);
    await settle();
    stop.abort();
    await following;
    expect(lines).toHaveLength(2);
    expect(feed.getView().events).toHaveLength(1);
    expect(feed.getView().connection).toBe('live');
  });

  it('says when the backend refuses to go on', async () => {
    const backend = new RecordedOrchestrator();
    backend.addRun(recordSuccess(RUN_IDS.running, START).entries, 3);
    const run = await backend.getRun(RUN_IDS.running);
    const feed = new RunFeed(backend, { ...run, id: 'forgotten' });
    await feed.follow(new AbortController().signal);
    expect(feed.getView()).toMatchObject({
      connection: 'lost',
      error: { message: 'No run forgotten' },
    });
  });
});
