import { mockServices } from '@backstage/backend-test-utils';
import {
  seqOf,
  type FeedEntry,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { RunNotifier } from '../../engine';
import type { RunRelay } from '../../ports';
import { monotonicAt } from '../../waiting/monotonicTime';
import { RunFeeds } from './RunFeeds';

const stepStarted = (seq: number): FeedEntry => ({
  kind: 'event',
  event: {
    type: 'step.started',
    stepId: 'a',
    attempt: seq,
    seq,
    at: '2026-11-23T00:00:00.000Z',
  },
});

describe('The feed of a run', () => {
  const run: Run = { ...newRunOf(flowOf([{ id: 'a' }])).run, lastSeq: 1 };
  const { signal } = new AbortController();
  let asleep = 0;
  beforeEach(() => {
    asleep = 0;
  });

  /** Makes feeds whose turn to look never comes. */
  const createFeeds = (
    written: FeedEntry[],
    { notifier = new RunNotifier() } = {},
  ) =>
    new RunFeeds({
      notifier,
      store: {
        readFeed: async (_, { after }) =>
          written.filter(entry => seqOf(entry) > after),
      },
      clock: {
        now: () => 0,
        monotonic: () => monotonicAt(0),
        sleep: (_, nap) => {
          asleep += 1;
          return new Promise(resolve => {
            nap?.addEventListener('abort', () => {
              asleep -= 1;
              resolve();
            });
          });
        },
      },
      logger: mockServices.logger.mock(),
    });

  it('reads what another process wrote as soon as that one tells, without its turn to look', async () => {
    let tell: (runId: string, seq: number) => void = () => {};
    const watched: string[] = [];
    const relay: RunRelay = {
      publish: () => {},
      watch: runId => {
        watched.push(runId);
        return () => watched.pop();
      },
      subscribe: listener => {
        tell = listener;
      },
    };
    const written: FeedEntry[] = [];
    const watching = createFeeds(written, {
      notifier: new RunNotifier(relay),
    }).watch(run, {
      after: 1,
      signal,
    });
    const first = watching.next();
    expect(watched).toEqual([run.id]);
    // Its first look finds nothing.
    await new Promise(setImmediate);
    written.push(stepStarted(2), stepStarted(3));
    tell(run.id, 3);
    expect((await first).value).toEqual(written);
    const second = watching.next();
    written.push(stepStarted(4));
    tell('another run', 9);
    tell(run.id, 4);
    expect((await second).value).toEqual([stepStarted(4)]);
    await watching.return(undefined);
    expect(watched).toEqual([]);
  });

  it('leaves nothing behind when the last of its viewers has gone', async () => {
    const notifier = new RunNotifier();
    let listeners = 0;
    const subscribe = notifier.subscribe.bind(notifier);
    notifier.subscribe = (runId, listener) => {
      const stop = subscribe(runId, listener);
      listeners += 1;
      return () => {
        listeners -= 1;
        stop();
      };
    };
    const feeds = createFeeds([], { notifier });
    const gone = new AbortController();
    const viewers = Array.from({ length: 200 }, () =>
      feeds.watch(run, { after: 1, signal: gone.signal }),
    );
    const watching = viewers.map(viewer => viewer.next());
    expect({ viewers: feeds.viewers, listeners }).toEqual({
      viewers: 200,
      listeners: 1,
    });
    gone.abort();
    await Promise.all(watching);
    expect({ viewers: feeds.viewers, listeners, asleep }).toEqual({
      viewers: 0,
      listeners: 0,
      asleep: 0,
    });
  });

  it('finds at once what was written between the reading of the run and its first viewer', async () => {
    const written = [stepStarted(2)];
    const watching = createFeeds(written).watch(run, { after: 1, signal });
    expect((await watching.next()).value).toEqual(written);
    await watching.return(undefined);
  });
});
