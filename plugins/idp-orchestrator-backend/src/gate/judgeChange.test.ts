import { readPeriods, type PeriodTiming } from '../calendar';
import { judgeChange, type Change } from './judgeChange';
import type { WindowRule } from './WindowRule';

const at = (text: string) => Date.parse(`${text}Z`);

function rule(
  id: string,
  timing: Omit<PeriodTiming, 'timezone'>,
  more: Partial<WindowRule> = {},
): WindowRule {
  const read = readPeriods({ timezone: 'UTC', ...timing });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return {
    id,
    title: id,
    kind: 'freeze',
    scope: { environments: ['production'] },
    periods: read.periods,
    running: 'finish',
    starts: 'hold',
    ...more,
  };
}

const yearEnd = rule('year-end', {
  from: '2026-12-18T17:00',
  to: '2027-01-04T06:00',
});
/** Saturdays and Sundays from 1 to 5. */
const weekend = rule(
  'weekend',
  { cron: '0 1 * * 6,0', duration: '4h' },
  { kind: 'maintenance' },
);
const sunday = rule(
  'sunday',
  { cron: '0 3 * * 0', duration: '4h' },
  { kind: 'maintenance' },
);

const change: Change = {
  flow: 'deploy',
  environment: 'production',
  risk: 'medium',
};

const judge = (
  windows: WindowRule[],
  now: string,
  more: Partial<Change> = {},
) => {
  const verdict = judgeChange({ ...change, ...more }, windows, at(now));
  if (verdict.effect === 'allow') return 'allow';
  const { effect, because, until } = verdict;
  const ids = because.map(({ window }) => window.id).join('+');
  const when = until && new Date(until).toISOString().slice(0, 16);
  return `${effect} ${ids} ${when ?? 'never'}`;
};

describe('The gate', () => {
  it('holds what a freeze is about, from its first instant to before its last', () => {
    const windows = [yearEnd];
    expect(judge(windows, '2026-12-18T16:59:59.999')).toBe('allow');
    expect(judge(windows, '2026-12-18T17:00')).toBe(
      'hold year-end 2027-01-04T06:00',
    );
    expect(judge(windows, '2027-01-04T05:59:59.999')).toBe(
      'hold year-end 2027-01-04T06:00',
    );
    expect(judge(windows, '2027-01-04T06:00')).toBe('allow');
  });

  it('is asked of an environment, a flow and a risk', () => {
    const now = '2026-12-20T00:00';
    const of = (scope: WindowRule['scope']) => rule('f', FOREVER, { scope });
    const some = of({
      environments: [],
      flows: ['deploy'],
      riskAtLeast: 'medium',
    });
    expect(judge([yearEnd], now, { environment: 'staging' })).toBe('allow');
    expect(judge([some], now, { flow: 'other' })).toBe('allow');
    expect(judge([some], now, { risk: 'low' })).toBe('allow');
    for (const risk of ['medium', 'high', 'critical', undefined] as const) {
      expect(judge([some], now, { risk, environment: 'staging' })).toMatch(
        /^hold f /,
      );
    }
  });

  it('lets things be changed while a maintenance window is open, and only then', () => {
    // A Friday.
    expect(judge([weekend], '2026-11-27T12:00')).toBe(
      'hold weekend 2026-11-28T01:00',
    );
    expect(judge([weekend], '2026-11-28T01:00')).toBe('allow');
    expect(judge([weekend], '2026-11-28T05:00')).toBe(
      'hold weekend 2026-11-29T01:00',
    );
  });

  it('needs all of several maintenance windows open, and no freeze', () => {
    expect(judge([weekend, sunday], '2026-11-28T02:00')).toBe(
      'hold sunday 2026-11-29T03:00',
    );
    expect(judge([weekend, sunday], '2026-11-29T03:00')).toBe('allow');
    expect(judge([weekend, yearEnd], '2026-12-18T18:00')).toBe(
      'hold weekend+year-end 2027-01-09T01:00',
    );
  });

  it('says never where no time is found', () => {
    const over = rule(
      'over',
      { from: '2026-01-01T00:00', to: '2026-01-02T00:00' },
      { kind: 'maintenance' },
    );
    expect(judge([over], '2026-11-27T12:00')).toBe('hold over never');
  });

  it('denies where one of those that close refuses starts', () => {
    const refusing = rule('strict', FOREVER, { starts: 'refuse' });
    expect(judge([yearEnd, refusing], '2026-12-20T00:00')).toMatch(
      /^deny year-end\+strict /,
    );
  });

  it('lets go on what people override, and what is under way where that may finish', () => {
    const now = '2026-12-20T00:00';
    const hard = rule('hard', FOREVER, { running: 'hold' });
    const overridden = new Set(['year-end']);
    expect(judge([yearEnd], now, { overridden })).toBe('allow');
    expect(judge([yearEnd, hard], now, { overridden })).toMatch(/^hold hard /);
    expect(judge([yearEnd], now, { underWay: true })).toBe('allow');
    expect(judge([hard], now, { underWay: true })).toMatch(/^hold hard /);
  });
});

const FOREVER = { from: '2026-01-01T00:00', to: '2026-12-31T00:00' };
