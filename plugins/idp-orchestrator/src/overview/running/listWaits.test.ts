import type {
  RunSummary,
  WaitingFor,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isForPeople, listWaits } from './listWaits';

const wait = (kind: WaitingFor['kind'], since: string): WaitingFor => ({
  kind,
  text: `${kind} since ${since}`,
  since,
});
const step = (title: string, waitingFor?: WaitingFor) =>
  ({
    id: title,
    title,
    waitingFor,
    status: waitingFor ? 'waiting' : 'running',
  }) as const;
const run = (id: string, part: Partial<RunSummary>) =>
  ({ id, ...part }) as RunSummary;

describe('What waits for whom', () => {
  it('begins with what waits for people, the longest wait first', () => {
    const waits = listWaits([
      run('a', { waitingFor: wait('lock', '2026-01-01') }),
      run('b', { currentSteps: [step('Go?', wait('approval', '2026-01-03'))] }),
      run('c', {
        currentSteps: [step('Lost', wait('decision', '2026-01-02'))],
      }),
    ]);
    expect(waits.map(({ run: { id }, step: title }) => [id, title])).toEqual([
      ['c', 'Lost'],
      ['b', 'Go?'],
      ['a', undefined],
    ]);
  });

  it('counts what a window holds among what goes on by itself', () => {
    expect(isForPeople(wait('window', '2026-01-01'))).toBe(false);
  });

  it('tells the steps of a run rather than the run, and leaves out what moves', () => {
    const told = listWaits([
      run('a', {
        waitingFor: wait('timer', '2026-01-01'),
        currentSteps: [
          step('Works'),
          step('Rests', wait('timer', '2026-01-01')),
        ],
      }),
      run('b', { currentSteps: [step('Works')] }),
    ]);
    expect(told.map(({ step: title }) => title)).toEqual(['Rests']);
  });
});
