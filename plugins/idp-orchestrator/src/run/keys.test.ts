import { recordFailure, RUN_IDS } from '../../dev/recordings';
import { foldEntries } from '../../dev/recordings/Recorder';
import { decideKeyAct } from './keys';

const run = foldEntries(
  recordFailure(RUN_IDS.failure, '2026-01-01T00:00:00.000Z').entries,
);

describe('decideKeyAct', () => {
  it('goes to the next step and the one before, and stops at the ends', () => {
    expect(decideKeyAct('j', run, 'prerequisites')).toEqual({
      act: 'step',
      step: 'infrastructure',
    });
    expect(decideKeyAct('k', run, 'prerequisites')).toBeUndefined();
    expect(decideKeyAct('j', run, 'health-check')).toBeUndefined();
  });

  it('goes from failed step to failed step', () => {
    expect(decideKeyAct('[', run, 'backstage')).toEqual({
      act: 'step',
      step: 'infrastructure',
    });
    expect(decideKeyAct(']', run, 'infrastructure')).toBeUndefined();
  });

  it('knows no other keys', () => {
    expect(decideKeyAct('x', run, 'backstage')).toBeUndefined();
    expect(decideKeyAct('?', run, 'backstage')).toEqual({ act: 'help' });
  });
});
