import type {
  FlowStats,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { decideStepPace } from './decideStepPace';

const START = '2026-03-01T12:00:00.000Z';
const at = (ms: number) => Date.parse(START) + ms;
const stats = {
  steps: [{ stepId: 'core', succeeded: 9, p50Ms: 8_000, p90Ms: 12_000 }],
} as FlowStats;
const attempt = { number: 1, status: 'running', startedAt: START } as const;
const step = { id: 'core', status: 'running', history: [attempt] };
const running = step as unknown as RunStep;

describe('The pace of a step', () => {
  it('is slow from when nine of ten were over', () => {
    expect(decideStepPace(running, stats, at(12_000))).toEqual({
      medianMs: 8_000,
      count: 9,
      slow: false,
    });
    expect(decideStepPace(running, stats, at(12_001))?.slow).toBe(true);
  });

  it('is not slow for some milliseconds', () => {
    const short = {
      steps: [{ stepId: 'core', succeeded: 5, p50Ms: 70, p90Ms: 74 }],
    };
    const pace = decideStepPace(running, short as FlowStats, at(1_070));
    expect(pace).toEqual({ medianMs: 70, count: 5, slow: false });
  });

  it('goes by the last attempt, and by its end when it has one', () => {
    const history = [
      { ...attempt, finishedAt: '2026-03-01T13:00:00.000Z' },
      { ...attempt, finishedAt: '2026-03-01T12:00:05.000Z' },
    ];
    const over = { ...running, status: 'succeeded', history } as RunStep;
    expect(decideStepPace(over, stats, at(9e9))?.slow).toBe(false);
  });

  it('is not of those who wait for people, and nothing is told of what never ran', () => {
    const waiting = { ...running, status: 'waiting' } as RunStep;
    expect(decideStepPace(waiting, stats, at(9e9))?.slow).toBe(false);
    const unknown = { ...running, id: 'other' };
    expect(decideStepPace(unknown, stats, at(0))).toBe(undefined);
    expect(decideStepPace(running, undefined, at(0))).toBe(undefined);
  });
});
