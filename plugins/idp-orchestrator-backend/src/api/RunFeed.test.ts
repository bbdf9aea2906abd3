import { mockServices } from '@backstage/backend-test-utils';
import {
  seqOf,
  type FeedEntry,
  type Run,
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
  const run: Run = { ...newRunOf(flowOf([{ id: 'a' }])).run, lastSeq: 1 };
  const { signal } = new AbortController();

  /** Feeds whose turn to look never comes. */
  const createFeeds = (written: FeedEntry[], relay?: RunRelay) =>
    new RunFeeds({
      notifier: new RunNotifier(relay),
      store: {
        readFeed: async (_, { after }) =>
          written.filter(entry => seqOf(entry) > after),
      },
      clock: {
        now: () => 0,
        sleep: (_, nap) =>
          new Promise(resolve => {
            nap?.addEventListener('abort', () => resolve());
          }),
      },
      logger: mockServices.logger.mock(),
    });

  it('reads what another process wrote as soon as that one tells, without its turn to look', async () => {
    let tell: (runId: string, seq: number) => void = () => {};
    const relay: RunRelay = {
      tell: () => {},
      onHeard: listener => {
        tell = listener;
      },
    };
    const written: FeedEntry[] = [];
    const watching = createFeeds(written, relay).watch(run, {
      after: 1,
      signal,
    });
    const first = watching.next();
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
  });

  it('finds at once what was written between the reading of the run and its first viewer', async () => {
    const written = [stepStarted(2)];
    const watching = createFeeds(written).watch(run, { after: 1, signal });
    expect((await watching.next()).value).toEqual(written);
    await watching.return(undefined);
  });
});
