/**
 * What a real API server answered, test by test, so that the same tests run
 * where there is none. A file has one exchange a line.
 */
export interface Exchange {
  test: string;
  /** Method, path, and what of the query decides the answer. */
  key: string;
  /** Absent when the connection was cut before an answer. */
  code?: number;
  /** A text when it was no JSON. */
  body?: unknown;
  /** Of a watch. */
  events?: WatchedEvent[];
  /** When the connection of a watch ended, if it did. */
  ended?: { after: number };
}

export interface WatchedEvent {
  /** It came when so many requests of this test had begun: what may have caused it. */
  after: number;
  event: unknown;
}

/** Of the query, what decides the answer; versions and limits differ from run to run. */
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
