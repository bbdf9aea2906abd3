import { isProposed, PROPOSAL_STEP } from './proposal';
import type { RunStep } from './RunStep';

const step = (more: Partial<RunStep>): RunStep => ({
  id: PROPOSAL_STEP,
  title: 'Approval of the proposal',
  uses: 'approval',
  needs: [],
  status: 'waiting',
  attempts: 1,
  history: [],
  annotations: [],
  onFailure: 'abort',
  ...more,
});
const approved = [
  {
    answer: 'approve' as const,
    by: { kind: 'user' as const, ref: 'user:default/anna' },
    comment: 'yes',
    at: '2026-11-26T12:00:00.000Z',
    attempt: 1,
  },
];

describe('A run is proposed', () => {
  it.each([
    ['while nobody has answered', [step({})], true],
    ['not once it is approved', [step({ answers: approved })], false],
    ['not when that is done', [step({ status: 'succeeded' })], false],
    [
      'again after a retry, whatever was approved before',
      [step({ status: 'pending', attemptsBefore: 1, answers: approved })],
      true,
    ],
    ['not when it has no such step', [step({ id: 'other' })], false],
  ])('%s', (_, steps, expected) => {
    expect(isProposed({ steps })).toBe(expected);
  });
});
