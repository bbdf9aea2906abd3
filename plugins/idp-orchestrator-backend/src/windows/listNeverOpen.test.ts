import { mockServices } from '@backstage/backend-test-utils';
import { readWindowsConfig } from '../config/blocks/readWindowsConfig';
import { listNeverOpen } from './listNeverOpen';
import { toWindowRule } from './toWindowRule';

const NOW = Date.parse('2026-11-28T00:00:00Z');
const nights = { cron: '0 2 * * *', duration: '2h' };
const noons = { cron: '0 12 * * *', duration: '2h' };

describe('Windows that leave no time for changes together', () => {
  const listed = async (...windows: object[]) => {
    const data = {
      windows: windows.map((window, index) => ({
        id: `window-${index}`,
        kind: 'maintenance',
        timezone: 'UTC',
        ...window,
      })),
    };
    const config = mockServices.rootConfig({ data });
    const read = readWindowsConfig(config, ['development', 'production']);
    const known = read.map(definition => ({
      definition,
      rule: toWindowRule(definition),
    }));
    const found = await listNeverOpen(known, NOW);
    return found.map(({ message }) => message);
  };

  it('1.5.20: are told with what they are about', async () => {
    expect(
      await listed(
        { ...nights, environments: ['production'] },
        { ...noons, flows: ['deploy'], riskAtLeast: 'high' },
      ),
    ).toEqual([
      'Runs of deploy of risk high or higher in production may change nothing within 400 days: windows window-0 and window-1 leave no time together. Change when they last, or what they are about',
    ]);
    expect(await listed(nights, noons)).toEqual([
      expect.stringMatching(/^Runs in every environment may change nothing/),
    ]);
  });

  it('may be one that is over, or that a freeze always covers', async () => {
    const over = { ...nights, until: '2026-11-01' };
    expect(await listed(over)).toEqual([
      expect.stringMatching('window window-0 does not open until then'),
    ]);
    const freeze = { ...nights, kind: 'freeze', duration: '3h' };
    expect(await listed(nights, freeze)).toHaveLength(1);
  });

  it('are none that meet, or are about different changes', async () => {
    expect(await listed(nights, { ...noons, duration: '20h' })).toEqual([]);
    expect(
      await listed(
        { ...nights, environments: ['production'] },
        { ...noons, environments: ['development'] },
      ),
    ).toEqual([]);
    expect(await listed({ ...nights, kind: 'freeze' })).toEqual([]);
  });
});
