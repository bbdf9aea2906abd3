import { cronOf, cronTextOf } from './cronText';

const refusalOf = (schedule: string, cron_version?: string) => {
  try {
    return cronOf({ schedule, cron_version });
  } catch (error) {
    return (error as Error).message;
  }
};

describe('A pattern of Windmill', () => {
  it.each([
    // Patterns of either version.
    ['0 30 2 * * MON-FRI', undefined, '30 2 * * MON-FRI'],
    ['0 0 12 * * *', undefined, '0 12 * * *'],
    ['00 0 12 ? * ?', undefined, '0 12 * * *'],
    ['0 */5 * 1 1,7 *', 'v1', '*/5 * 1 1,7 *'],
    ['0 0/15 8-18 * * *', undefined, '0-59/15 8-18 * * *'],
    ['0 5,10/20 2/6 1/7 3/3 *', 'v2', '5,10-59/20 2-23/6 1-31/7 3-12/3 *'],
    // Weekdays from 0, which is Sunday.
    ['0 30 2 * * 1-5', 'v2', '30 2 * * 1-5'],
    ['0 30 2 13 * 5', 'v2', '30 2 13 * 5'],
    // Weekdays from 1, which is Sunday.
    ['0 30 2 * * 2-6', 'v1', '30 2 * * 1-5'],
    ['0 30 2 * * 1,7', 'v1', '30 2 * * 0,6'],
    ['0 30 2 * * 2/2', 'v1', '30 2 * * 1-6/2'],
    ['0 30 2 ? * 1-5/2', 'v1', '30 2 * * 0-4/2'],
    ['0 30 2 * * */2', 'v1', '30 2 * * */2'],
    ['0 30 2 * * Mon,Wed', 'v1', '30 2 * * Mon,Wed'],
  ])('%s (%s) is %s', (schedule, cron_version, own) => {
    expect(cronOf({ schedule, cron_version })).toBe(own);
  });

  it.each([
    ['30 2 * * *', 'v2', 'schedule: expected six fields'],
    ['0 0 12 * * * 2027', 'v1', 'schedule: expected six fields'],
    ['30 0 12 * * *', 'v2', '0 as its first field'],
    ['*/10 * * * * *', 'v2', 'got "*/10"'],
    [
      '0 0 12 * * 2',
      undefined,
      'cron_version: expected v1 (1 is Sunday) or v2',
    ],
    ['0 0 12 13 * FRI', undefined, 'cron_version v2 where a day'],
    ['0 0 12 13 * FRI', 'v1', 'v1 wants both'],
    ['0 0 12 * * 0', 'v1', 'weekdays from 1 (Sunday) to 7, got "0"'],
    ['0 0 12 * * *', 'v3', 'cron_version: expected v1 or v2, got "v3"'],
  ])('%s (%s) is refused', (schedule, version, why) => {
    expect(refusalOf(schedule, version)).toContain(why);
  });

  it('is made of a schedule here, or what it is instead', () => {
    const textOf = (timing: object) =>
      cronTextOf({ timezone: 'UTC', ...timing });
    expect(textOf({ cron: '30 2 * * 1-5' })).toBe('0 30 2 * * 1-5');
    expect(textOf({ cron: ['0 2 * * *', '0 4 * * *'] })).toBe(
      '0 0 2 * * * | 0 0 4 * * *',
    );
    expect(textOf({ every: '6h' })).toBe('every 6h');
    expect(textOf({ at: ['2099-12-24T18:00'] })).toBe('at 2099-12-24T18:00');
  });
});
