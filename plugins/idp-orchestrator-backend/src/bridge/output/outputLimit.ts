import type { LogStream } from '@idp/backstage-plugin-idp-orchestrator-common';

/** The limits of what is kept of an attempt's output, in bytes. */
export interface OutputLimit {
  /** Kept in all, of both streams. */
  maxBytes: number;
  /** Of that, what is read while the script runs. */
  headBytes: number;
  /** Of that, what is kept of the end of each stream. */
  tailBytes: number;
  /** So much of the end stays on the disk while the script runs. */
  onDiskBytes: number;
  /** What is left out is given back to the disk in pieces of this size. */
  pieceBytes: number;
}

/** JSON on stdout is looked for in so many bytes of its end, whatever is kept. */
const LEAST_ON_DISK = 1024 * 1024;

const MOST_AT_ONCE = 32 * 1024 * 1024;

/** Makes the limits of an attempt: nine tenths are its beginning, one is its end. */
export function createOutputLimit(maxBytes: number): OutputLimit {
  const tailBytes = Math.floor(maxBytes / 10);
  return {
    maxBytes,
    headBytes: maxBytes - tailBytes,
    tailBytes,
    onDiskBytes: Math.max(tailBytes, LEAST_ON_DISK),
    pieceBytes: Math.min(MOST_AT_ONCE, Math.ceil(maxBytes / 4)),
  };
}

/** The part of a stream that is left out of the log, and where the stream ends. */
export interface Gap {
  from: number;
  to: number;
  end: number;
}

/** A stream of a script that is over. */
export interface EndedStream {
  /** The byte up to which it was read. */
  offset: number;
  end: number;
  /** The part of which nothing is left; what follows one that nobody saw is not shown. */
  dropped?: { from: number; to: number; unseen?: boolean };
}

/** Decides what is left out of the streams of a script that is over. It is pure. */
export function decideGaps(
  streams: Record<LogStream, EndedStream>,
  { maxBytes, headBytes, tailBytes }: OutputLimit,
): Partial<Record<LogStream, Gap>> {
  const { stdout, stderr } = streams;
  const read = stdout.offset + stderr.offset;
  // The end is kept whatever was read: the limit may have been another one then.
  const left = Math.max(tailBytes, maxBytes - read);
  const unread = {
    stdout: stdout.end - stdout.offset,
    stderr: stderr.end - stderr.offset,
  };
  // What goes wrong is told on stderr: it has half of it when it needs so much.
  const forStderr = Math.min(
    unread.stderr,
    Math.max(Math.floor(left / 2), left - unread.stdout),
  );
  const most = { stdout: left - forStderr, stderr: forStderr };
  const headLeft = Math.max(0, headBytes - read);
  const gaps: Partial<Record<LogStream, Gap>> = {};
  for (const stream of ['stdout', 'stderr'] as const) {
    if (unread[stream] <= most[stream]) continue;
    const { offset, end, dropped } = streams[stream];
    const tail = dropped?.unseen ? 0 : Math.min(most[stream], tailBytes);
    const head = Math.min(most[stream] - tail, headLeft);
    gaps[stream] = {
      from: Math.min(offset + head, dropped?.from ?? Infinity),
      to: Math.max(end - tail, dropped?.to ?? 0),
      end,
    };
  }
  return gaps;
}
