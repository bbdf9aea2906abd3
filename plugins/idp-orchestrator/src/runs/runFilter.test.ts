import {
  isFiltered,
  runFilterAddress,
  toggleSelected,
  toListRunsQuery,
} from './runFilter';

const read = (query: string) =>
  runFilterAddress.read(new URLSearchParams(query));

describe('a run filter', () => {
  it('comes back from the address as it was', () => {
    const filter = {
      statuses: ['running' as const, 'failed' as const],
      flow: 'bootstrap-platform',
      service: 'grafana',
      text: 'a&b',
      cursor: 'c',
      selected: ['a', 'b'],
    };
    const query = runFilterAddress.write(filter, new URLSearchParams());
    expect(read(String(query))).toEqual(filter);
  });

  it('does not ask the backend for states that do not exist, nor of what is chosen', () => {
    const filter = read('status=failed,broken&select=a');
    expect(toListRunsQuery(filter, 25)).toEqual({
      status: 'failed',
      limit: 25,
    });
  });

  it('asks for whole days of the reader, the last one included', () => {
    const filter = read('since=2026-02-28&until=2026-02-28');
    expect(toListRunsQuery(filter, 25)).toEqual({
      since: new Date(2026, 1, 28).toISOString(),
      until: new Date(2026, 2, 1).toISOString(),
      limit: 25,
    });
    expect(isFiltered(filter)).toBe(true);
    expect(isFiltered(read('since=yesterday'))).toBe(false);
  });

  it('filters when it asks for anything but a place or a choice', () => {
    expect(isFiltered(read('service=grafana'))).toBe(true);
    expect(isFiltered(read('status=failed'))).toBe(true);
    expect(isFiltered(read('cursor=9&select=a'))).toBe(false);
  });

  it('holds two runs to compare, the ones chosen last', () => {
    expect(toggleSelected(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggleSelected(['a', 'b'], 'c')).toEqual(['b', 'c']);
    expect(toggleSelected(['a', 'b'], 'a')).toEqual(['b']);
    expect(read('select=a,b,c').selected).toEqual(['a', 'b']);
  });
});
