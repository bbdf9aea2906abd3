import type { LogPage } from '@idp/backstage-plugin-idp-orchestrator-common';
import { LogSearch, MOST_FOUND } from './LogSearch';

const lineOf = (line: number) => ({
  line,
  at: '2026-01-01T00:00:00.000Z',
  stream: 'stdout' as const,
  text: 'needle',
});

const signal = new AbortController().signal;

describe('LogSearch', () => {
  it('goes on until the end, and tells how far it is', async () => {
    const pages: LogPage[] = [
      { items: [lineOf(3)], total: 90, nextFrom: 51 },
      { items: [lineOf(80)], total: 90 },
    ];
    const seen: number[] = [];
    const search: LogSearch = new LogSearch(async () => {
      seen.push(search.getView().seen);
      return pages.shift()!;
    });
    await search.run(signal);
    expect(search.getView()).toEqual({
      found: [3, 80],
      seen: 90,
      total: 90,
      searching: false,
      error: undefined,
    });
    expect(seen).toEqual([0, 50]);
  });

  it('looks only at what is new when it runs again', async () => {
    const ask = jest.fn(async (from: number) => ({
      items: [],
      total: from + 9,
    }));
    const search = new LogSearch(ask);
    await search.run(signal);
    await search.run(signal);
    expect(ask.mock.calls.map(([from]) => from)).toEqual([1, 11]);
  });

  it('stops at a number of matches that nobody reads', async () => {
    const search = new LogSearch(async from => ({
      items: Array.from({ length: 1_000 }, (_, index) => lineOf(from + index)),
      total: 1_000_000,
      nextFrom: from + 1_000,
    }));
    await search.run(signal);
    expect(search.getView()).toMatchObject({ searching: false });
    expect(search.getView().found).toHaveLength(MOST_FOUND);
  });

  it('tells of a failure with what it has', async () => {
    const search = new LogSearch(async from => {
      if (from > 1) throw new Error('gone');
      return { items: [lineOf(1)], total: 90, nextFrom: 51 };
    });
    await search.run(signal);
    expect(search.getView()).toMatchObject({ found: [1], searching: false });
    expect(search.getView().error?.message).toBe('gone');
  });
});
