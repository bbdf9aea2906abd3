import type { ServiceHealth, WantedState } from './PlatformHealth';
import { findDrift } from './findDrift';

const AT = Date.parse('2026-11-27T15:00:00Z');

const wanted = (more: Partial<WantedState> = {}): WantedState => ({
  state: 'stopped',
  since: '2026-11-27T14:02:00Z',
  by: { kind: 'user', ref: 'user:default/guest' },
  runId: 'r',
  stepId: 's',
  ...more,
});

const past = { until: '2026-11-27T14:30:00Z' };
const ahead = { until: '2026-11-27T16:00:00Z' };
const aMomentAgo = { since: '2026-11-27T14:59:30Z' };

const pending: ServiceHealth['pending'] = {
  act: 'starting',
  runId: 'r',
  runTitle: 'Start',
  by: wanted().by,
  since: '2026-11-27T14:59:00Z',
};

describe('A service that was stopped on purpose', () => {
  it.each<[string, Parameters<typeof findDrift>[0], string]>([
    ['and is up', { status: 'healthy', wanted: wanted() }, 'runs'],
    [
      'and is up too early',
      { status: 'healthy', wanted: wanted(ahead) },
      'runs',
    ],
    [
      'and is down too long',
      { status: 'down', wanted: wanted(past) },
      'overdue',
    ],
  ])('%s has drifted', (_, health, drift) => {
    expect(findDrift(health, AT)).toBe(drift);
  });

  it.each<[string, Parameters<typeof findDrift>[0]]>([
    ['is down', { status: 'down', wanted: wanted() }],
    ['is down in time', { status: 'down', wanted: wanted(ahead) }],
    ['is up in time', { status: 'healthy', wanted: wanted(past) }],
    ['is answered for by a proxy', { status: 'degraded', wanted: wanted() }],
    ['cannot be asked', { status: 'unknown', wanted: wanted(past) }],
    [
      'was stopped a moment ago, and was seen before that',
      { status: 'healthy', wanted: wanted(aMomentAgo) },
    ],
    [
      'is in the hands of a run',
      { status: 'healthy', wanted: wanted(), pending },
    ],
    [
      'is started late, by a run',
      { status: 'down', wanted: wanted(past), pending },
    ],
    [
      'was started again',
      { status: 'healthy', wanted: wanted({ state: 'running' }) },
    ],
  ])('has not when it %s', (_, health) => {
    expect(findDrift(health, AT)).toBeUndefined();
  });
});
