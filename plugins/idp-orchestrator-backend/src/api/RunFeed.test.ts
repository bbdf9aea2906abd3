import { mockServices } from '@backstage/backend-test-utils';
import type {
  FeedEntry,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowOf, newRunOf } from '../__testUtils__/flows';
import { RunNotifier } from '../engine';
import type { RunRelay } from '../ports';
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
  it('reads what another process wrote as soon as that one tells, without its turn to look', async () => {
    let tell: (runId: string, seq: number) => void = () => {};
    const relay: RunRelay = {
      tell: () => {},
      onHeard: listener => {
        tell = listener;
      },
    };
    const written: FeedEntry[] = [];
    const feeds = new RunFeeds({
      notifier: new RunNotifier(relay),
      store: {
        readFeed: async (_, { after }) => written.slice(after - 1),
      },
      // The turn never comes.
      clock: {
        now: () => 0,
        sleep: (_, signal) =>
          new Promise(resolve => {
            signal?.addEventListener('abort', () => resolve());
          }),
      },
      logger: mockServices.logger.mock(),
    });
    const run: Run = { ...newRunOf(flowOf([{ id: 'a' }])).run, lastSeq: 1 };
    const { signal } = new AbortController();
    const watching = feeds.watch(run, { after: 1, signal });
    const first = watching.next();
    written.push(stepStarted(2), stepStarted(3));
    tell(run.id, 3);
    expect((await first).value).toEqual(written);
    const second = watching.next();
    written.push(stepStarted(4));
    tell('another run', 9);
    tell(run.id, 4);
    expect((await second).value).toEqual([stepStarted(4)]);
    await watching.return(undefined);
  });
});
