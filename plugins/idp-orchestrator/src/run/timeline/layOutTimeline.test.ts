import { recordRetry, recordSuccess, RUN_IDS } from '../../../dev/recordings';
import { foldEntries } from '../../../dev/recordings/Recorder';
import { layOutTimeline } from './layOutTimeline';

const START = '2026-01-01T00:00:00.000Z';
const start = Date.parse(START);

describe('layOutTimeline', () => {
  it('draws each attempt and the wait between them', () => {
    const run = foldEntries(recordRetry(RUN_IDS.retry, START).entries);
    const row = layOutTimeline(run, start).rows[1];
    expect(row.step.id).toBe('infrastructure');
    expect(row.bars).toEqual([
      { kind: 'attempt', status: 'failed', from: 1_990, to: 4_940 },
      { kind: 'retry', status: 'waiting', from: 4_940, to: 8_940 },
      { kind: 'attempt', status: 'succeeded', from: 8_940, to: 12_940 },
    ]);
  });

  it('lets bars of running steps reach until now', () => {
    const { entries } = recordSuccess(RUN_IDS.running, START);
    const run = foldEntries(entries.slice(0, 12));
    const { rows, length } = layOutTimeline(run, start + 20_060);
    expect(length).toBe(20_000);
    const running = rows.filter(({ step }) => step.status === 'running');
    expect(running.map(({ bars }) => bars[0].to)).toEqual([20_000, 20_000]);
  });

  it('has a few round ticks for any length', () => {
    const run = foldEntries(recordSuccess(RUN_IDS.success, START).entries);
    expect(layOutTimeline(run, start).ticks).toEqual([
      0, 10_000, 20_000, 30_000,
    ]);
    const long = { ...run, finishedAt: '2026-01-09T00:00:00.000Z' };
    expect(layOutTimeline(long, start).ticks.length).toBeLessThanOrEqual(7);
  });
});
