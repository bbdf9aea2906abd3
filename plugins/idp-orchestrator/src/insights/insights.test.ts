import type {
  FlowStats,
  FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { fillDays } from './fillDays';
import { insightsFilterAddress, toStatsQuery } from './insightsFilter';
import { listBroken, listFlakiest, listSlowest } from './rankSteps';
import { listSavings } from './listSavings';

const step = (
  stepId: string,
  part: Partial<FlowStats['steps'][number]>,
): FlowStats['steps'][number] => ({
  stepId,
  title: stepId,
  ended: 10,
  succeeded: 10,
  failed: 0,
  cancelled: 0,
  successRatio: 1,
  attemptsPerRun: 1,
  ...part,
});
const flow = (steps: FlowStats['steps']) =>
  ({ flowId: 'f', title: 'F', steps }) as FlowStats;

describe('Steps', () => {
  it('are ranked by how long they take; one that never succeeded has no time', () => {
    const slowest = listSlowest([
      flow([step('quick', { p90Ms: 5 }), step('never', {})]),
      flow([step('slow', { p90Ms: 50 })]),
    ]);
    expect(slowest.map(({ stepId }) => stepId)).toEqual(['slow', 'quick']);
  });

  it('are ranked by how often they fail, then by how often they are tried again', () => {
    const flakiest = listFlakiest([
      flow([
        step('steady', {}),
        step('again', { attemptsPerRun: 1.4 }),
        step('fails', { successRatio: 0.5 }),
        step('never ran', { succeeded: 0, successRatio: undefined }),
        step('broken', { succeeded: 0, failed: 10, successRatio: 0 }),
      ]),
    ]);
    expect(flakiest.map(({ stepId }) => stepId)).toEqual(['fails', 'again']);
  });

  it('that never go well are told apart from those that do at times', () => {
    const broken = listBroken([
      flow([
        step('fails', { failed: 5, succeeded: 5, successRatio: 0.5 }),
        step('seldom', { succeeded: 0, failed: 2, successRatio: 0 }),
        step('often', { succeeded: 0, failed: 9, successRatio: 0 }),
        step('cancelled', { succeeded: 0, cancelled: 4 }),
      ]),
    ]);
    expect(broken.map(({ stepId }) => stepId)).toEqual(['often', 'seldom']);
  });
});

describe('Time saved', () => {
  const stats = (part: Partial<FlowStats>) =>
    ({
      title: part.flowId,
      succeeded: 10,
      p50Ms: 60_000,
      ...part,
    }) as FlowStats;
  const told = (id: string, manualTime?: string) =>
    ({ id, manualTime }) as FlowSummary;

  it('is what runs that succeeded took less than a person, most first', () => {
    const savings = listSavings(
      [
        stats({ flowId: 'small', succeeded: 1 }),
        stats({ flowId: 'large' }),
        stats({ flowId: 'slower than a person', p50Ms: 7_200_000 }),
      ],
      [
        told('small', '1h'),
        told('large', '1h'),
        told('slower than a person', '1h'),
      ],
    );
    expect(savings.map(({ flowId, savedMs }) => [flowId, savedMs])).toEqual([
      ['large', 10 * 59 * 60_000],
      ['small', 59 * 60_000],
      ['slower than a person', 0],
    ]);
  });

  it('is unknown of flows that do not say what they take by hand, or never succeeded', () => {
    expect(
      listSavings(
        [
          stats({ flowId: 'silent' }),
          stats({ flowId: 'never', p50Ms: undefined }),
        ],
        [told('silent'), told('never', '1h')],
      ),
    ).toEqual([]);
  });
});

describe('Days', () => {
  it('are all there, also those on which nothing ended', () => {
    const days = fillDays({
      since: '2026-02-27T12:00:00.000Z',
      until: '2026-03-02T08:00:00.000Z',
      days: [{ day: '2026-03-01', succeeded: 2, failed: 1, cancelled: 0 }],
    });
    expect(days.map(({ day, succeeded }) => [day, succeeded])).toEqual([
      ['2026-02-27', 0],
      ['2026-02-28', 0],
      ['2026-03-01', 2],
      ['2026-03-02', 0],
    ]);
  });
});

describe('What is counted', () => {
  it('is read from the address as it was written there', () => {
    const { read, write } = insightsFilterAddress;
    const filter = {
      flow: 'a b',
      environment: 'staging',
      days: 7 as const,
    };
    expect(read(write(filter, new URLSearchParams()))).toEqual(filter);
    expect(read(new URLSearchParams('days=5'))).toEqual({ days: 30 });
  });

  it('is whole days, today included', () => {
    const now = Date.parse('2026-03-10T15:00:00Z');
    expect(toStatsQuery({ days: 7 }, now).since).toBe(
      '2026-03-04T00:00:00.000Z',
    );
  });
});
