/**
 * An exchange with a real API server, kept test by test, so that the same tests
 * run where there is none. A file has one exchange a line.
 */
export interface Exchange {
  test: string;
  /** The method, the path, and what of the query decides the answer. */
  key: string;
  /** The status; absent when the connection was cut before an answer. */
  code?: number;
  /** The body; a text when it was no JSON. */
  body?: unknown;
  /** The events of a watch. */
  events?: WatchedEvent[];
  /** Says when the connection of a watch ended, if it did. */
  ended?: { after: number };
}

export interface WatchedEvent {
  /** The number of requests of this test that had begun when it came: what may have caused it. */
  after: number;
  event: unknown;
}

/** The parts of a query that decide the answer; versions and limits differ from run to run. */
const DECIDING = [
  'labelSelector',
  'fieldSelector',
  'watch',
  'dryRun',
  'force',
  'propagationPolicy',
];

export function keyOf(method: string | undefined, url = ''): string {
  const { pathname, searchParams } = new URL(url, 'http://cluster');
  const query = DECIDING.filter(name => searchParams.has(name)).map(
    name => `${name}=${searchParams.get(name)}`,
  );
  return [method, pathname, ...query].join(' ');
}

export function isWatch(url = ''): boolean {
  return new URL(url, 'http://cluster').searchParams.get('watch') === 'true';
}
