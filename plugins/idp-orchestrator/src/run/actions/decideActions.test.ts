import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { decideActs } from './decideActions';

const step = (part: Partial<RunStep>) => ({ id: 'a', ...part }) as RunStep;
const run = (part: Partial<Run>) =>
  ({ status: 'running', steps: [step({ status: 'running' })], ...part }) as Run;
const acts = (part: Partial<Run>) =>
  decideActs(run(part)).map(({ act, step: about }) => [act, about?.id]);

describe('What can be done to a run', () => {
  it('is to pause it while it goes on, and to resume it while it is paused', () => {
    expect(acts({})).toEqual([['pause', undefined]]);
    const pause = {
      by: { kind: 'user', ref: 'user:default/anna' },
      reason: '',
      at: '',
    } as const;
    expect(acts({ status: 'paused', pause })).toEqual([['resume', undefined]]);
  });

  it('is to answer each step that asks', () => {
    const asking = ['approval', 'decision'].map((kind, index) =>
      step({
        id: `s${index}`,
        status: 'waiting',
        waitingFor: { kind: kind as 'approval', text: '', since: '' },
      }),
    );
    expect(acts({ status: 'waiting', steps: asking })).toEqual([
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
    expect(acts({ status: 'failed', steps: failed })).toEqual([['retry', 'b']]);
    expect(acts({ status: 'succeeded', steps: [] })).toEqual([]);
    expect(acts({ status: 'cancelling' })).toEqual([]);
    expect(acts({ status: 'failed', steps: failed, dryRun: true })).toEqual([]);
  });
});
