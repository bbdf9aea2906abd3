import { openZone } from './Zone';

const berlin = openZone('Europe/Berlin');
const at = (text: string) => Date.parse(text);

describe('The clocks of a zone', () => {
  it('are set at an instant', () => {
    expect(berlin.stretchAt(at('2026-03-29T00:59:59.999Z'))).toMatchObject({
      to: at('2026-03-29T01:00Z'),
      offset: 3_600_000,
    });
    expect(berlin.stretchAt(at('2026-03-29T01:00Z'))).toMatchObject({
      from: at('2026-03-29T01:00Z'),
      offset: 7_200_000,
      offsetBefore: 3_600_000,
    });
  });

  it('show a time once, twice or not at all', () => {
    const instants = (local: string) => berlin.instantsOf(at(local));
    expect(instants('2026-06-01T12:00Z')).toEqual([at('2026-06-01T10:00Z')]);
    expect(instants('2026-03-29T02:30Z')).toEqual([]);
    expect(instants('2026-10-25T02:30Z')).toEqual([
      at('2026-10-25T00:30Z'),
      at('2026-10-25T01:30Z'),
    ]);
  });

  it('show a time that is passed over never, and so the first instant after stands for it', () => {
    expect(berlin.instantOf(at('2026-03-29T02:00Z'))).toBe(
      at('2026-03-29T01:00Z'),
    );
    expect(berlin.instantOf(at('2026-03-29T02:59Z'))).toBe(
      at('2026-03-29T01:00Z'),
    );
    expect(berlin.instantOf(at('2026-10-25T02:30Z'))).toBe(
      at('2026-10-25T00:30Z'),
    );
    // Apia went without a whole day.
    expect(openZone('Pacific/Apia').instantOf(at('2011-12-30T12:00Z'))).toBe(
      at('2011-12-30T10:00Z'),
    );
  });

  it('go by seconds where they did', () => {
    // Monrovia was behind by 44 minutes and 30 seconds.
    expect(openZone('Africa/Monrovia').offsetAt(0)).toBe(-2_670_000);
  });

  it('are known by IANA names only', () => {
    for (const name of ['', '+02:00', 'Berlin', 'Local', '../UTC']) {
      expect(() => openZone(name)).toThrow(RangeError);
    }
    expect(openZone('UTC').offsetAt(0)).toBe(0);
    expect(openZone('US/Pacific').offsetAt(at('2026-12-01T00:00Z'))).toBe(
      -8 * 3_600_000,
    );
  });

  it('are the same however many years were asked about before', () => {
    const winter = (year: number) => berlin.offsetAt(Date.UTC(year, 0, 1));
    for (let year = 1971; year < 2300; year++)
      expect(winter(year)).toBe(3_600_000);
    expect(winter(2026)).toBe(3_600_000);
  });
});
