import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { decideActions } from './decideActions';

const step = (part: Partial<RunStep>) => ({ id: 'a', ...part }) as RunStep;
const run = (part: Partial<Run>) =>
  ({ status: 'running', steps: [step({ status: 'running' })], ...part }) as Run;
const actions = (part: Partial<Run>) =>
  decideActions(run(part)).map(({ action, step: about }) => [
    action,
    about?.id,
  ]);

describe('What can be done to a run', () => {
  it('is to pause it while it goes on, and to resume it while it is paused', () => {
    expect(actions({})).toEqual([['pause', undefined]]);
    const pause = {
      by: { kind: 'user', ref: 'user:default/anna' },
      reason: '',
      at: '',
    } as const;
    expect(actions({ status: 'paused', pause })).toEqual([
      ['resume', undefined],
    ]);
  });

  it('is to answer each step that asks', () => {
    const asking = ['approval', 'decision'].map((kind, index) =>
      step({
        id: `s${index}`,
        status: 'waiting',
        waitingFor: { kind: kind as 'approval', text: '', since: '' },
      }),
    );
    expect(actions({ status: 'waiting', steps: asking })).toEqual([
      ['approve', 's0'],
      ['reject', 's0'],
      ['approve', 's1'],
      ['reject', 's1'],
      ['pause', undefined],
    ]);
  });

  it('is to go on from the failed step when it is over, and nothing when all was done', () => {
    const failed = [
      step({ status: 'succeeded' }),
      step({ id: 'b', status: 'failed' }),
    ];
    const over = { status: 'failed', steps: failed } as const;
    expect(actions(over)).toEqual([
      ['retry', 'b'],
      ['dismiss', undefined],
    ]);
    const by = { kind: 'user', ref: 'user:default/anna' } as const;
    const dismissal = { by, reason: '', at: '' };
    expect(actions({ ...over, dismissal })).toEqual([['retry', 'b']]);
    expect(actions({ status: 'succeeded', steps: [] })).toEqual([]);
    expect(actions({ status: 'cancelling' })).toEqual([]);
    expect(actions({ status: 'failed', steps: failed, dryRun: true })).toEqual(
      [],
    );
  });
});
