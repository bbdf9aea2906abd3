import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createRunOutput } from './runOutput';

const flow = flowOf([{ id: 'a' }], {
  output: {
    first: '${{ steps.a.output.items[0].name }}',
    second: '${{ steps.a.output.items[1].name }}',
    said: '${{ report.results.status }}',
  },
});

function runOf(more: Partial<Run> = {}): Run {
  const { run } = newRunOf(flow);
  const [step] = run.steps;
  const output = { items: [{ name: 'one' }] };
  const steps = [{ ...step, status: 'succeeded' as const, output }];
  return { ...run, steps, lastSeq: 1, ...more };
}

describe('The output of a run', () => {
  it('that cannot be evaluated in part is a warning of the run, and the rest is there', () => {
    const ending = createRunOutput(flow, runOf(), { status: 'succeeded' });
    expect(ending).toMatchObject({
      status: 'succeeded-with-warnings',
      output: {
        first: 'one',
        said: 'completed_with_warnings',
        warnings: [expect.stringContaining('The output second of flow')],
      },
      outputGaps: [
        {
          path: ['second'],
          because: expect.stringContaining('cannot be evaluated'),
        },
      ],
      warnings: [expect.stringContaining('The output second of flow')],
    });
    expect(ending.output).not.toHaveProperty('second');
  });

  it('hides nothing of how a run failed', () => {
    const error = { message: 'broken' };
    expect(
      createRunOutput(flow, runOf(), { status: 'failed', error }),
    ).toMatchObject({ status: 'failed', error, output: { first: 'one' } });
  });

  it('is no matter of a dry run, in which nothing was made', () => {
    const ending = createRunOutput(flow, runOf({ dryRun: true }), {
      status: 'succeeded',
    });
    expect(ending.status).toBe('succeeded');
    expect(ending.warnings).toBeUndefined();
  });

  it('has the gaps of its steps where it has their outputs', () => {
    const plain = flowOf([{ id: 'a' }]);
    const run = runOf();
    const gap = { path: ['token'], because: 'it held a secret' };
    run.steps[0].outputGaps = [gap];
    const { outputGaps } = createRunOutput(plain, run, { status: 'succeeded' });
    expect(outputGaps).toEqual([
      { ...gap, path: ['steps', 'a', 'token'] },
      { ...gap, path: ['results', 'steps', 0, 'output', 'token'] },
    ]);
  });
});
