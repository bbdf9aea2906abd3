import { recordFailure, RUN_IDS } from '../../dev/recordings';
import { foldEntries } from '../../dev/recordings/Recorder';
import { decideKeyAction } from './keys';

const run = foldEntries(
  recordFailure(RUN_IDS.failure, '2026-01-01T00:00:00.000Z').entries,
);

describe('decideKeyAction', () => {
  it('goes to the next step and the one before, and stops at the ends', () => {
    expect(decideKeyAction('j', run, 'prerequisites')).toEqual({
      action: 'step',
      step: 'infrastructure',
    });
    expect(decideKeyAction('k', run, 'prerequisites')).toBeUndefined();
    expect(decideKeyAction('j', run, 'health-check')).toBeUndefined();
  });

  it('goes from failed step to failed step', () => {
    expect(decideKeyAction('[', run, 'backstage')).toEqual({
      action: 'step',
      step: 'infrastructure',
    });
    expect(decideKeyAction(']', run, 'infrastructure')).toBeUndefined();
  });

  it('knows no other keys', () => {
    expect(decideKeyAction('x', run, 'backstage')).toBeUndefined();
    expect(decideKeyAction('?', run, 'backstage')).toEqual({ action: 'help' });
  });
});
