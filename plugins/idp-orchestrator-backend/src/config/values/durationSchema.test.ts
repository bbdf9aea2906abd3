import { parseDuration } from '@idp/backstage-plugin-idp-orchestrator-common';
import { amountOf, durationSchema } from './durationSchema';

const read = (value: unknown) =>
  durationSchema({ least: 0 }).safeParse(value).data;

describe('A duration in configuration', () => {
  it.each([
    [{ minutes: 2 }, 120_000],
    [{ minutes: 1, seconds: '30' }, 90_000],
    [{ days: 1 }, 86_400_000],
    ['PT2M', 120_000],
    ['P1DT1H', 90_000_000],
    ['2 minutes', 120_000],
    ['0s', 0],
  ])('is read of %j', (value, ms) => {
    expect(read(value)).toBe(ms);
  });

  it.each(['500ms', '30s', '10m', '2h', '1d', '1.5h'])(
    'is read of %s as in a flow',
    text => {
      expect(read(text)).toBe(parseDuration(text));
    },
  );

  it.each([
    120,
    '120',
    '',
    'soon',
    '-2m',
    'PT-2M',
    null,
    true,
    [],
    {},
    { minutes: -2 },
    { minutes: 'two' },
    { fortnights: 1 },
  ])('is not read of %j', value => {
    expect(durationSchema({ least: 0 }).safeParse(value).success).toBe(false);
  });

  it('has limits that are told', () => {
    const schema = durationSchema({ least: 60_000, most: 3_600_000 });
    expect(schema.safeParse('1m').data).toBe(60_000);
    expect(schema.safeParse('1h').data).toBe(3_600_000);
    expect(schema.safeParse('59s').error?.issues[0].message).toContain(
      'at least 1 min and at most 1 h',
    );
    expect(schema.safeParse('61m').success).toBe(false);
  });
});

describe('An amount of a unit', () => {
  it('is a number, also as a text', () => {
    const seconds = amountOf('seconds', { least: 1 });
    expect(seconds.parse(2)).toBe(2_000);
    expect(seconds.parse('0.2')).toBe(200);
    expect(seconds.safeParse('2s').success).toBe(false);
    expect(seconds.safeParse(0).success).toBe(false);
  });
});
