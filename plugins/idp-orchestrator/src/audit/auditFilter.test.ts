import {
  auditFilterAddress,
  isFiltered,
  toListAuditQuery,
} from './auditFilter';

const read = (query: string) =>
  auditFilterAddress.read(new URLSearchParams(query));

describe('The filter of the audit', () => {
  it('is read from the address as it was written there', () => {
    const query = 'outcome=refused&act=run.start&since=2026-03-01&cursor=9';
    const written = auditFilterAddress.write(
      read(query),
      new URLSearchParams(),
    );
    expect(String(written)).toBe(query);
    expect(isFiltered(read(query))).toBe(true);
    expect(isFiltered(read('cursor=9'))).toBe(false);
  });

  it('leaves out what is no outcome and no day', () => {
    expect(read('outcome=nonsense').outcome).toBeUndefined();
    expect(toListAuditQuery(read('since=yesterday'), 10)).toEqual({
      limit: 10,
    });
  });

  it('asks for whole days of the reader, the last one included', () => {
    const asked = toListAuditQuery(
      read('since=2026-02-28&until=2026-02-28'),
      10,
    );
    expect(asked.since).toBe(new Date(2026, 1, 28).toISOString());
    expect(asked.until).toBe(new Date(2026, 2, 1).toISOString());
  });
});
