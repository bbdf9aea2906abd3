/** A way in which a database cannot be used for now. */
export type Outage = 'away' | 'held' | 'read-only' | 'full' | 'unreadable';

/** The time (ms) for which a write is tried again while another process holds the file. */
export const HELD_LIMIT_MS = 5_000;

const LATER = 'Scripts that run go on. Try again in a few seconds';

/** The words for callers; without an address, a path or words of a driver. */
export const OUTAGE_TEXTS: Record<Outage, string> = {
  away: `The database of the orchestrator cannot be reached now. ${LATER}`,
  held: `Another process has held the SQLite file of the orchestrator's database for more than ${HELD_LIMIT_MS / 1_000} seconds. ${LATER}; if it stays so, end what holds the file, for example a database browser`,
  'read-only':
    "Nothing can be written to the orchestrator's database now: its file was deleted or replaced, or it may only be read. The log of the backend says which",
  full: "The disk of the orchestrator's database is full. Make room on it, and try again",
  unreadable:
    "The file of the orchestrator's database cannot be used. The log of the backend says why",
};

/** Codes of Node for a connection that cannot be made, or is lost. */
const CONNECTION_CODES = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Some errors of the driver and of the pool have words only. */
const CONNECTION_WORDS =
  /^(Connection terminated|Connection ended|Client has encountered a connection error|Client was closed|timeout expired|Unable to acquire a connection|The database connection is not open|aborted$)/;

/**
 * The ways of PostgreSQL to say so, by the beginning of their code
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html): connection
 * exceptions, refused sign-in, a database that is gone, shutdowns, and
 * resources that are used up.
 */
const POSTGRES_CODES: Array<[RegExp, Outage]> = [
  [/^(08|28|3D|57P)...?$/, 'away'],
  [/^25006$/, 'read-only'],
  [/^53100$/, 'full'],
  [/^53...$/, 'away'],
];

/** The result codes of SQLite, by their beginning (https://www.sqlite.org/rescode.html). */
const SQLITE_CODES: Array<[RegExp, Outage]> = [
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, 'held'],
  [/^SQLITE_READONLY/, 'read-only'],
  [/^SQLITE_FULL/, 'full'],
  [/^SQLITE_(IOERR|CANTOPEN|CORRUPT|NOTADB)/, 'unreadable'],
];

/**
 * Tells in which way the database is unavailable, of an error that one of its
 * parts threw; undefined for every other error, as of a statement that is wrong.
 */
export function readOutage(error: unknown): Outage | undefined {
  const {
    name,
    message = '',
    code,
  } = Object(error) as Partial<Error> & {
    code?: unknown;
  };
  if (name === 'KnexTimeoutError') return 'away';
  if (typeof code !== 'string') {
    // Knex puts the statement before the words of the driver.
    return CONNECTION_WORDS.test(message.split(' - ').at(-1) ?? '')
      ? 'away'
      : undefined;
  }
  if (CONNECTION_CODES.has(code)) return 'away';
  return [...POSTGRES_CODES, ...SQLITE_CODES].find(([codes]) =>
    codes.test(code),
  )?.[1];
}

/** The codes, of Node and of both databases, that come when a statement may have been sent. */
const LOST_CODES =
  /^(ECONNABORTED|ECONNRESET|EPIPE|ETIMEDOUT|08...|57P01|57P02|SQLITE_IOERR.*)$/;

/**
 * Tells whether an outage may have begun when the statement had been sent, so
 * that nobody knows whether it was carried out.
 */
export function isInDoubt(error: unknown): boolean {
  const { message = '', code } = Object(error) as {
    message?: string;
    code?: unknown;
  };
  return typeof code === 'string'
    ? LOST_CODES.test(code)
    : /Connection (terminated|ended)/.test(message);
}

/** The driver tells of several addresses that were tried by an error without a message. */
export function wordsOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
}
