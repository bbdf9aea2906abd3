import { createRecordedOrchestrator, RUN_IDS } from '../../dev/recordings';
import { compareRuns } from './compareRuns';

const backend = createRecordedOrchestrator(
  Date.parse('2026-03-01T12:00:00.000Z'),
);

describe('compareRuns', () => {
  it('finds where two runs went apart', async () => {
    const [good, bad] = await Promise.all([
      backend.getRun(RUN_IDS.success),
      backend.getRun(RUN_IDS.failure),
    ]);
    const { steps, firstOther } = compareRuns(good, bad);
    expect(steps.map(({ id }) => id)).toEqual(good.steps.map(({ id }) => id));
    const other = steps.find(({ isOther }) => isOther);
    expect(other?.b?.status).toBe('failed');
    expect(firstOther).toBe(other?.id);
  });

  it('finds nothing between a run and itself', async () => {
    const run = await backend.getRun(RUN_IDS.success);
    const { steps, firstOther, input } = compareRuns(run, run);
    expect(firstOther).toBeUndefined();
    expect(input).toEqual([]);
    expect(steps.map(({ longerByMs }) => longerByMs)).toEqual(
      steps.map(() => 0),
    );
  });

  it('keeps steps that only one of them has, in their place, and says what the input was', async () => {
    const run = await backend.getRun(RUN_IDS.success);
    const [first, second, ...rest] = run.steps;
    const a = { ...run, steps: [first, ...rest], input: { size: 1, same: [] } };
    const b = { ...run, steps: [first, second], input: { size: 2, same: [] } };
    const { steps, input } = compareRuns(a, b);
    expect(steps.map(({ id }) => id)).toEqual(run.steps.map(({ id }) => id));
    expect(steps[1].a).toBeUndefined();
    expect(steps[1].isOther).toBe(true);
    expect(input).toEqual([{ name: 'size', a: '1', b: '2' }]);
  });
});
