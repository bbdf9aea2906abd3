import type { Run } from '../Run';
import type { RunStep } from '../RunStep';
import { runSummarySchema, summarizeRun } from './RunSummary';
import type { StepStatus } from '../status';

const since = '2026-11-23T00:00:00.000Z';

const step = (id: string, status: StepStatus): RunStep => ({
  id,
  title: `Step ${id}`,
  uses: 'script',
  needs: [],
  onFailure: 'abort',
  status,
  attempts: 1,
  history: [],
  annotations: [],
  output: { text: 'x'.repeat(5_000) },
  ...(status === 'waiting' && {
    waitingFor: { kind: 'approval', text: 'a yes', since },
  }),
});

const run: Run = {
  id: '00000000-0000-7000-8000-000000000000',
  flowId: 'bootstrap-platform',
  flowTitle: 'Bootstrap the platform',
  flowDigest: 'd',
  environment: 'development',
  status: 'waiting',
  initiator: { kind: 'user', ref: 'user:default/anna' },
  input: { text: 'x'.repeat(5_000) },
  dryRun: false,
  createdAt: since,
  steps: [
    step('a', 'succeeded'),
    step('b', 'running'),
    step('c', 'waiting'),
    step('d', 'succeeded'),
  ],
  output: { text: 'x'.repeat(5_000) },
  warnings: ['one', 'two'],
  error: {
    message: 'y'.repeat(5_000),
    step: 'a',
    stderrTail: ['z'.repeat(5_000)],
  },
  lastSeq: 7,
};

describe('The summary of a run', () => {
  it('has what lists show, whatever the run took in, gave and logged', () => {
    const summary = summarizeRun(run);
    expect(JSON.stringify(summary).length).toBeLessThan(1_000);
    expect(summary).toEqual({
      id: run.id,
      flowId: 'bootstrap-platform',
      flowTitle: 'Bootstrap the platform',
      environment: 'development',
      status: 'waiting',
      initiator: run.initiator,
      dryRun: false,
      createdAt: since,
      stepCounts: { succeeded: 2, running: 1, waiting: 1 },
      currentSteps: [
        {
          id: 'c',
          title: 'Step c',
          status: 'waiting',
          waitingFor: { kind: 'approval', text: 'a yes', since },
        },
        { id: 'b', title: 'Step b', status: 'running' },
      ],
      warningCount: 2,
      error: { message: `${'y'.repeat(199)}…`, step: 'a' },
    });
    expect(runSummarySchema.parse(summary)).toEqual(summary);
  });

  it('names some of many steps that go on, those that wait for people first', () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      step(String(n), n < 98 ? 'running' : 'waiting'),
    );
    const { currentSteps, stepCounts } = summarizeRun({ ...run, steps: many });
    expect(stepCounts).toEqual({ running: 98, waiting: 2 });
    expect(currentSteps?.map(({ id }) => id)).toEqual([
      '98',
      '99',
      '0',
      '1',
      '2',
    ]);
  });
});
