import { readRunFilter, toListRunsQuery, writeRunFilter } from './runFilter';

describe('a run filter', () => {
  it('comes back from the address as it was', () => {
    const filter = {
      statuses: ['running' as const, 'failed' as const],
      flow: 'bootstrap-platform',
      text: 'a&b',
      cursor: 'c',
    };
    expect(readRunFilter(writeRunFilter(filter))).toEqual(filter);
  });

  it('does not ask the backend for states that do not exist', () => {
    const filter = readRunFilter(new URLSearchParams('status=failed,broken'));
    expect(toListRunsQuery(filter, 25)).toEqual({
      status: 'failed',
      limit: 25,
    });
  });
});
