import {
  feedPositionSchema,
  seqOf,
  type FeedQuery,
  type LiveLine,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { readChecked } from '../../problems/badInput';
import { followRun, readFeed } from '../../operations/feed/watchRun';
import { formatEntry, sendEventStream } from './eventStream';
import type { SendAnswer } from './SendAnswer';

/** Sends what happens in a run: as a stream to whoever asks for one, as a page of JSON to others. */
export const sendFeed: SendAnswer = async (http, call) => {
  const kind = http.req.accepts(['json', 'text/event-stream']);
  if (kind === 'text/event-stream') await sendStream(http, call);
  else await sendPage(http, call);
};

const sendStream: SendAnswer = async ({ req, res }, call) => {
  const { caller, perform, stopping } = call;
  const { runId } = call.params;
  const query = call.query as FeedQuery;
  const seen = req.header('last-event-id');
  const after = seen
    ? readChecked(feedPositionSchema, seen, 'Last-Event-ID')
    : (query.after ?? 0);
  const onLine = (line: LiveLine) => {
    // One that a slow reader misses is followed by another.
    if (!res.writableNeedDrain) {
      res.write(`event: line\ndata: ${JSON.stringify(line)}\n\n`);
    }
  };
  const live = query.include === 'events,logs,lines' && { onLine };
  await sendEventStream(res, {
    stopping,
    watch: signal =>
      perform(followRun, caller, { runId, after, signal, ...live }),
    format: entries =>
      entries.map(entry => formatEntry(entry, query.include)).join(''),
  });
};

const sendPage: SendAnswer = async ({ res }, call) => {
  const { after = 0, limit, include } = call.query as FeedQuery;
  const { runId } = call.params;
  const page = { runId, after, limit };
  const entries = await call.perform(readFeed, call.caller, page);
  const last = entries.at(-1);
  res.json({
    items: entries.filter(
      ({ kind }) => kind === 'event' || include !== 'events',
    ),
    ...(last && { nextCursor: String(seqOf(last)) }),
  });
};
