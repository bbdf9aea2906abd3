import type { Schedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { scheduleOf } from '../../../dev/recordings';
import {
  idOf,
  NO_VALUES,
  toDefinition,
  toTiming,
  valuesOf,
} from './scheduleValues';

const NOW = Date.parse('2026-11-28T00:00:00Z');
const WHAT = { flow: 'clean', input: { days: 3 }, environment: 'development' };

describe('What a schedule is filled in with', () => {
  it('is changed without losing what was written', () => {
    const written = {
      title: 'Nightly',
      owner: 'group:default/platform',
      cron: ['0 2 * * *', '0 3 * * 0'],
      timezone: 'Europe/Berlin',
      except: ['2026-12-25'],
      until: '2027-01-01',
      when: 'health.score >= 90',
      jitter: '10m',
      overlap: 'allow' as const,
      catchUp: { mode: 'all' as const, window: '6h' },
      deadline: '2h',
      onFailure: { pauseAfter: 3 },
    };
    const { schedule } = scheduleOf(NOW, { id: 'nightly', ...written });
    expect(toDefinition(valuesOf(schedule), WHAT)).toEqual({
      id: 'nightly',
      ...WHAT,
      ...written,
    });
  });

  it.each<[string, Partial<Schedule>]>([
    ['one pattern', { cron: '0 2 * * *' }],
    ['a length of time', { every: '6h', from: '2026-12-01T00:00' }],
    ['times', { at: ['2026-12-24T18:00', '2026-12-31T18:00'] }],
  ])('says when by %s', (_, when) => {
    const timezone = 'UTC';
    const { schedule } = scheduleOf(NOW, {
      id: 'x',
      cron: undefined,
      ...when,
      timezone,
    });
    expect(toTiming(valuesOf(schedule))).toEqual({ ...when, timezone });
  });

  it('is nothing as long as something is missing', () => {
    const values = { ...NO_VALUES, id: 'x', cron: '0 2 * * *' };
    expect(toTiming(values)).toBeUndefined();
    const whole = { ...values, timezone: 'UTC' };
    expect(toDefinition(whole, WHAT)).toMatchObject({ cron: '0 2 * * *' });
    expect(toDefinition({ ...whole, cron: ' \n' }, WHAT)).toBeUndefined();
    expect(toDefinition({ ...whole, id: '' }, WHAT)).toBeUndefined();
    const nowhere = { ...WHAT, environment: '' };
    expect(toDefinition(whole, nowhere)).toBeUndefined();
  });

  it('has an id out of its title', () => {
    expect(idOf('Nightly clean-up!')).toBe('nightly-clean-up');
    expect(idOf('Übung  Eins')).toBe('u-bung-eins');
    expect(idOf('-')).toBe('');
    expect(idOf(`${'a'.repeat(49)} b`)).toHaveLength(49);
  });
});
