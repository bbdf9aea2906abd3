import {
  CONTRACTS,
  type FeedEntry,
  type LiveLine,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineAnswer, defineInner } from '../defineOperation';
import { auditOfReading } from '../runs/auditOfReading';
import { permitSeeing } from '../runs/permitSeeing';
import { requireRun } from '../runs/requireRun';

interface PageOfFeed {
  runId: string;
  /** The number of the last entry that is known. */
  after: number;
  limit: number;
}

interface Following {
  runId: string;
  /** The number of the last entry that is known. */
  after: number;
  /** Aborts when the reader is gone. */
  signal: AbortSignal;
  /** Hears lines that are still printed over by a script of this process. */
  onLine?(line: LiveLine): void;
}

/** Reads a page of a run's feed. */
export const readFeed = defineInner<PageOfFeed>()({
  audit: auditOfReading,
  permit: permitSeeing,
  async run({ store, secretInputs }, { input: { runId, ...range } }) {
    const run = await requireRun(store, runId);
    const hide = await secretInputs.hiderOfEntries(run);
    return (await store.readFeed(runId, range)).map(hide);
  },
});

/** Follows a run's feed as it grows, until the run is over. */
export const followRun = defineInner<Following>()({
  audit: auditOfReading,
  permit: permitSeeing,
  async run({ store, feeds, secretInputs }, { input: { runId, ...watch } }) {
    const run = await requireRun(store, runId);
    const entries = feeds.watch(run, watch);
    if (!run.secretInput) return entries;
    return mapEach(entries, await secretInputs.hiderOfEntries(run));
  },
});

export const watchRun = defineAnswer(CONTRACTS.watchRun, 'feed');

async function* mapEach(
  pieces: AsyncGenerator<FeedEntry[]>,
  change: (one: FeedEntry) => FeedEntry,
): AsyncGenerator<FeedEntry[]> {
  for await (const piece of pieces) yield piece.map(change);
}
