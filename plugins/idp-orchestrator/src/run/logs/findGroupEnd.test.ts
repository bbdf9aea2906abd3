import { findGroupEnd, GROUP_MARK } from './findGroupEnd';

/** A log that is looked through three lines at a time. */
function searchIn(lines: string[]) {
  return async (from: number) => ({
    total: lines.length,
    items: lines
      .map((text, index) => ({
        line: index + 1,
        at: '2026-01-01T00:00:00.000Z',
        stream: 'stdout' as const,
        text,
      }))
      .slice(from - 1, from + 2)
      .filter(({ text }) => text.includes(GROUP_MARK)),
    nextFrom: from + 3 <= lines.length ? from + 3 : undefined,
  });
}

describe('findGroupEnd', () => {
  it('finds the end, however far away, and not words about one', async () => {
    const lines = ['::group::a', '1', 'a ::endgroup:: said', '3', '4', '5'];
    const search = searchIn([...lines, '::endgroup::', 'after']);
    expect(await findGroupEnd(search, 1)).toBe(7);
  });

  it('ends a group where the next one begins', async () => {
    const search = searchIn(['::group::a', '1', '::group::b', '::endgroup::']);
    expect(await findGroupEnd(search, 1)).toBe(2);
  });

  it('takes the end of the log for that of a group that was not ended', async () => {
    expect(await findGroupEnd(searchIn(['::group::a', '1', '2']), 1)).toBe(3);
  });
});
