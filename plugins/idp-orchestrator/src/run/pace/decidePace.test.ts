import type {
  FlowStats,
  Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { decidePace } from './decidePace';

const START = '2026-03-01T12:00:00.000Z';
const at = (ms: number) => Date.parse(START) + ms;
const stats = { succeeded: 9, p50Ms: 60_000, p90Ms: 90_000 } as FlowStats;
const stepOf = (attempt: object) => ({
  id: 'one',
  history: [{ number: 1, status: 'running', startedAt: START, ...attempt }],
});
const running = {
  status: 'running',
  startedAt: START,
  dryRun: false,
  steps: [stepOf({})],
} as unknown as Run;

describe('The pace of a run', () => {
  it('tells when a run that goes on may be over, by what is usual', () => {
    expect(decidePace(running, stats, at(20_000))).toEqual({
      medianMs: 60_000,
      count: 9,
      workedMs: 20_000,
      slow: false,
      leftMs: 40_000,
    });
  });

  it('promises nothing to who takes longer, and calls slow what nine of ten outran', () => {
    expect(decidePace(running, stats, at(70_000))).toEqual({
      medianMs: 60_000,
      count: 9,
      workedMs: 70_000,
      slow: false,
      leftMs: undefined,
    });
    expect(decidePace(running, stats, at(90_001))?.slow).toBe(true);
  });

  it('promises nothing while people are waited for', () => {
    const waiting = { ...running, status: 'waiting' } as Run;
    expect(decidePace(waiting, stats, at(20_000))?.leftMs).toBeUndefined();
  });

  it('goes by the end of a run that is over, however long ago that was', () => {
    const over = {
      ...running,
      status: 'succeeded',
      finishedAt: '2026-03-01T12:00:50.000Z',
      steps: [stepOf({ finishedAt: '2026-03-01T12:00:50.000Z' })],
    } as unknown as Run;
    expect(decidePace(over, stats, at(9_000_000))).toEqual({
      medianMs: 60_000,
      count: 9,
      workedMs: 50_000,
      slow: false,
      leftMs: undefined,
    });
  });

  it('calls nobody slow for what was waited: for people, or for somebody to retry', () => {
    const waited = {
      ...running,
      steps: [
        {
          id: 'gate',
          history: [
            {
              number: 1,
              status: 'succeeded',
              startedAt: START,
              finishedAt: '2026-03-01T14:00:00.000Z',
              waitedMs: 7_200_000,
            },
          ],
        },
        stepOf({ startedAt: '2026-03-01T15:00:00.000Z' }),
      ],
    } as unknown as Run;
    const pace = decidePace(waited, stats, at(3 * 3_600_000 + 30_000));
    expect(pace).toMatchObject({ workedMs: 30_000, slow: false });
  });

  it('is not told of dry runs, nor where no run has succeeded', () => {
    expect(decidePace({ ...running, dryRun: true }, stats, at(1))).toBe(
      undefined,
    );
    expect(decidePace(running, {} as FlowStats, at(1))).toBe(undefined);
    expect(decidePace(running, undefined, at(1))).toBe(undefined);
  });
});
