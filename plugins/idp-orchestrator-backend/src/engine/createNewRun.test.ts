import type { Cause } from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowOf } from '../__testUtils__/flows';
import { createNewRun, type RunRequest } from './createNewRun';

const NIGHTLY: Cause = { kind: 'schedule', id: 'nightly' };

const priorityOf = (priority: number, more: Partial<RunRequest>) =>
  createNewRun(
    {
      flow: { ...flowOf([{ id: 'one', uses: 'say' }]), priority },
      flowDigest: 'digest',
      environment: 'development',
      initiator: { kind: 'user', ref: 'user:default/anna' },
      input: {},
      dryRun: false,
      ...more,
    },
    0,
  ).priority;

describe('A new run', () => {
  it('comes after all that people start when a schedule starts it', () => {
    const lowest = priorityOf(-100, {});
    expect(lowest).toBe(-100);
    expect(priorityOf(100, { cause: NIGHTLY })).toBeLessThan(lowest!);
  });

  it('keeps the order of flows among those of schedules', () => {
    expect(priorityOf(5, { cause: NIGHTLY })).toBeGreaterThan(
      priorityOf(0, { cause: NIGHTLY })!,
    );
  });

  it.each<[string, Partial<RunRequest>]>([
    ['somebody triggers a schedule', { cause: { ...NIGHTLY, manual: true } }],
    [
      'a step of such a run starts it',
      { cause: NIGHTLY, parent: { runId: 'above', stepId: 'child' } },
    ],
  ])('has the priority of its flow where %s', (_, more) => {
    expect(priorityOf(0, more)).toBeUndefined();
    expect(priorityOf(7, more)).toBe(7);
  });
});
