import type { PodObject } from '../../cluster/workloads/PodObject';
import type { JobObject } from '../job/JobObject';
import { decideExit } from './decideExit';
import { judgePod } from './judgePod';

const job: JobObject = { metadata: { name: 'idp-1', uid: 'u' } };

const podOf = (
  state: object,
  status: PodObject['status'] = {},
  metadata: Partial<PodObject['metadata']> = {},
): PodObject => ({
  metadata: { name: 'idp-1-a', namespace: 'scripts', ...metadata },
  spec: {
    containers: [
      {
        name: 'script',
        image: 'tools:1',
        resources: { limits: { memory: '64Mi' } },
      },
    ],
  },
  status: { containerStatuses: [{ name: 'script', state }], ...status },
});

const judge = (pods: PodObject[], changes: object = {}) =>
  judgePod({ job, pods, hadPod: pods.length > 0, now: 0, ...changes });

const condition = (reason: string) => ({
  ...job,
  status: {
    conditions: [{ type: 'Failed', status: 'True' as const, reason }],
  },
});

describe('What the objects of an attempt say of its script', () => {
  it('is nothing as long as there is no pod', () => {
    expect(judge([])).toEqual({ kind: 'pending', why: [] });
  });

  it('is that it cannot start: a node has refused it, or its image has no bash', () => {
    const refused = podOf(
      {},
      { phase: 'Failed', reason: 'OutOfcpu', containerStatuses: [] },
    );
    expect(judge([refused])).toEqual({
      kind: 'not-started',
      reason: expect.stringContaining('OutOfcpu'),
    });
    const message =
      'failed to create containerd task: exec: "bash": executable file not found in $PATH: unknown';
    const terminated = { exitCode: 128, reason: 'StartError', message };
    expect(judge([podOf({ terminated })])).toEqual({
      kind: 'not-started',
      reason: expect.stringMatching(/^image tools:1 has no bash.*StartError/),
    });
  });

  it('is that it is lost: its pod or Job is gone', () => {
    expect(judge([], { hadPod: true }).kind).toBe('lost');
    expect(judge([], { job: undefined }).kind).toBe('lost');
    expect(judge([], { job: condition('BackoffLimitExceeded') }).kind).toBe(
      'lost',
    );
  });

  it('is that the cluster has ended it, since no backend did', () => {
    const sight = judge([], {
      job: condition('DeadlineExceeded'),
      hadPod: true,
    });
    expect(sight).toEqual({ kind: 'overdue' });
  });
});

describe('How a script in a pod ended', () => {
  const clock = { now: () => 5_000 };
  const decide = (
    ended: { exitCode: number; reason?: string },
    {
      pod = podOf({ terminated: ended }),
      code,
    }: { pod?: PodObject; code?: number } = {},
  ) =>
    decideExit(
      { kind: 'ended', pod, ended },
      {
        exit: code === undefined ? undefined : { code, ranMs: 10 },
        lines: [],
        clock,
      },
    );

  it('is told by the wrapper, else by the kubelet', () => {
    expect(decide({ exitCode: 1 }, { code: 3 }).finish).toMatchObject({
      kind: 'exited',
      exit: { code: 3, ranMs: 10, endedAt: 5_000 },
    });
    expect(decide({ exitCode: 137 })).toMatchObject({
      finish: { exit: { code: 137, ranMs: 0 } },
      problems: [expect.stringContaining('the end of its log did not come')],
    });
  });

  it('is named when it was for want of memory', () => {
    expect(decide({ exitCode: 137, reason: 'OOMKilled' }).problems).toEqual([
      'OOMKilled: it needed more memory than its limit of 64Mi',
    ]);
  });

  it.each([
    [
      'its node was shut down',
      { reason: 'Terminated', message: 'shutting down' },
      {},
    ],
    ['a drain', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }],
    [
      'a pod of more importance',
      {
        conditions: [
          {
            type: 'DisruptionTarget',
            status: 'True' as const,
            reason: 'PreemptionByScheduler',
          },
        ],
      },
      {},
    ],
  ])('is not known when it was ended by %s', (_, status, metadata) => {
    const ended = { exitCode: 143 };
    const pod = podOf({ terminated: ended }, status, metadata);
    expect(decide(ended, { pod, code: 143 }).finish.kind).toBe('lost');
    // It had come to its end all the same.
    expect(decide(ended, { pod, code: 0 }).finish.kind).toBe('exited');
  });
});
