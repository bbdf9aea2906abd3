import {
  applyRunEvent,
  type FlowDefinition,
  type Run,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { advance } from './advance';
import { decideNext } from './decideNext';

const NOW = Date.UTC(2026, 10, 23);
const NOW_TEXT = new Date(NOW).toISOString();

/** A run after these facts, with everything that follows from them. */
function runAfter(
  flow: FlowDefinition,
  facts: RunFact[],
  more: Partial<Run> = {},
): Run {
  let run: Run = { ...newRunOf(flow, more, NOW).run, lastSeq: 1 };
  const worker: RunFact = { type: 'run.started', worker: 'w' };
  for (const fact of [worker, ...facts]) {
    for (const next of advance(flow, run, { facts: [fact], now: NOW }).facts) {
      run = applyRunEvent(run, {
        ...next,
        seq: run.lastSeq + 1,
        at: new Date(NOW).toISOString(),
      });
    }
  }
  return run;
}

function ended(
  stepId: string,
  status: 'succeeded' | 'warning' | 'failed' | 'cancelled' = 'succeeded',
  output?: unknown,
): RunFact {
  const error = status === 'failed' ? { message: 'broken' } : undefined;
  return { type: 'step.finished', stepId, attempt: 1, status, output, error };
}

const cancel: RunFact = {
  type: 'run.cancelRequested',
  by: { kind: 'user', ref: 'user:default/anna' },
  reason: 'enough',
};

const statuses = (run: Run) =>
  Object.fromEntries(run.steps.map(({ id, status }) => [id, status]));

const stalled = (step?: string): RunFact => ({
  type: 'run.stalled',
  outcome: 'stood',
  worker: 'w',
  ms: 1_200,
  step,
});

describe('A run that is given up', () => {
  const flow = flowOf(
    [
      { id: 'bad', if: '${{ true }}' },
      { id: 'other', needs: [] },
      { id: 'after', needs: ['bad'] },
    ],
    { finally: [{ id: 'tidy', uses: 'test' }], output: { x: '${{ 1 }}' } },
  );
  const twice = [stalled('bad'), stalled('bad')];

  it('has stalled three times; after two it goes on', () => {
    const run = runAfter(flow, twice);
    expect(run.status).toBe('running');
    expect(decideNext(flow, run, { now: NOW }).settle).toEqual([]);
  });

  it('awaits the end of other steps, begins nothing, and evaluates nothing', () => {
    const run = runAfter(flow, [...twice, stalled('bad')]);
    expect(statuses(run)).toEqual({
      bad: 'failed',
      other: 'running',
      after: 'skipped',
      tidy: 'skipped',
    });
    const over = runAfter(flow, [
      ...twice,
      stalled('bad'),
      ended('other', 'cancelled'),
    ]);
    expect(over).toMatchObject({ status: 'failed' });
    expect(over.output).not.toHaveProperty('x');
    expect(over.error?.message).toMatch(
      /^The run was given up .* 3 times, .* in step bad/,
    );
  });

  it('waits for nobody any more', () => {
    const asks = flowOf([{ id: 'ask' }]);
    const run = runAfter(asks, [
      {
        type: 'step.waiting',
        stepId: 'ask',
        attempt: 1,
        waitingFor: { kind: 'approval', text: 'a person', since: NOW_TEXT },
        approval: { approvers: [], count: 1, allowInitiator: true },
      },
      stalled(),
      stalled(),
      stalled(),
    ]);
    expect(run.status).toBe('failed');
    expect(statuses(run)).toEqual({ ask: 'cancelled' });
  });

  it('has three tries again when somebody retries it', () => {
    const run = runAfter(flow, [
      ...twice,
      stalled('bad'),
      ended('other', 'cancelled'),
      {
        type: 'run.retried',
        by: { kind: 'user', ref: 'user:default/anna' },
        reason: 'smaller now',
        from: 'bad',
        steps: ['bad', 'after', 'tidy'],
      },
    ]);
    expect(run.stalls).toBeUndefined();
    expect(run.status).toBe('queued');
  });
});

describe('What comes next in a run', () => {
  const diamond = flowOf([
    { id: 'a' },
    { id: 'b', needs: ['a'] },
    { id: 'c', needs: ['a'] },
    { id: 'd', needs: ['b', 'c'] },
  ]);

  it('has at most 5,000 steps and items, and says which step is over it', () => {
    const items = Array.from({ length: 1_000 }, (_, index) => index);
    const groups = ['a', 'b', 'c', 'd', 'e'].map(id => ({
      id,
      needs: [],
      forEach: { items, parallel: 1 },
    }));
    const run = runAfter(flowOf(groups), []);
    expect(run.steps).toHaveLength(4_005);
    expect(run.steps.find(({ id }) => id === 'e')?.error?.message).toMatch(
      /^What step e is to do .* at most 5000 steps and items, got 5005 with the 1000 of e\. Start parts/,
    );
  });

  it.each([
    ['at once', []],
    ['one after the other', undefined],
  ])('fails conditions that take too much together, asked %s', (_, needs) => {
    const costly = '${{ input.list.filter(x, x > 5).size() < 0 }}';
    const list = Array.from({ length: 20_000 }, (_one, index) => index);
    const steps = Array.from({ length: 10 }, (_one, index) => ({
      id: `s${index}`,
      if: costly,
      needs: index === 0 ? [] : needs,
    }));
    const run = runAfter(flowOf(steps), [], { input: { list } });
    const ends = run.steps.map(({ status }) => status);
    expect(ends.slice(0, 5)).toEqual(Array(5).fill('skipped'));
    const failed = run.steps.find(({ status }) => status === 'failed');
    expect(failed?.error?.message).toContain(
      'with those that are evaluated at the same time it takes more than 1,000,000 steps. Let fewer',
    );
    expect(run.status).toBe('failed');
  });

  it('starts a step when its needs are met, and independent steps together', () => {
    expect(statuses(runAfter(diamond, []))).toEqual({
      a: 'running',
      b: 'pending',
      c: 'pending',
      d: 'pending',
    });
    expect(statuses(runAfter(diamond, [ended('a')]))).toMatchObject({
      b: 'running',
      c: 'running',
      d: 'pending',
    });
    expect(statuses(runAfter(diamond, [ended('a'), ended('b')]))).toMatchObject(
      { c: 'running', d: 'pending' },
    );
  });

  it('ends a run when its last step has ended', () => {
    const run = runAfter(
      diamond,
      ['a', 'b', 'c', 'd'].map(id => ended(id)),
    );
    expect(run.status).toBe('succeeded');
    expect(run.finishedAt).toBe(new Date(NOW).toISOString());
  });

  it('starts nothing after a failure that aborts, lets running steps finish, and says why the rest was skipped', () => {
    const failed = runAfter(diamond, [ended('a'), ended('b', 'failed')]);
    expect(statuses(failed)).toEqual({
      a: 'succeeded',
      b: 'failed',
      c: 'running',
      d: 'skipped',
    });
    expect(failed.steps[3]).toMatchObject({
      skippedBecause: 'b failed',
      skipKind: 'not-reached',
    });
    expect(failed.status).toBe('running');
    const run = runAfter(diamond, [
      ended('a'),
      ended('b', 'failed'),
      ended('c'),
    ]);
    expect(run).toMatchObject({
      status: 'failed',
      error: { message: 'b failed: broken', step: 'b' },
    });
  });

  it('names as its cause what the step itself called its error last', () => {
    const annotated = (level: 'error' | 'warning', text: string): RunFact => ({
      type: 'step.annotated',
      stepId: 'a',
      attempt: 1,
      annotation: { level, text },
    });
    const run = runAfter(flowOf([{ id: 'a' }]), [
      annotated('error', 'the disk is slow'),
      annotated('error', 'the disk is full'),
      annotated('warning', 'nothing was cleaned up'),
      ended('a', 'failed'),
    ]);
    expect(run.error?.message).toBe('a failed: the disk is full (broken)');
  });

  it('goes on after a failure that may continue, and still ends failed', () => {
    const flow = flowOf([{ id: 'a', onFailure: 'continue' }, { id: 'b' }]);
    const run = runAfter(flow, [ended('a', 'failed')]);
    expect(statuses(run)).toEqual({ a: 'failed', b: 'running' });
    expect(runAfter(flow, [ended('a', 'failed'), ended('b')]).status).toBe(
      'failed',
    );
  });

  it('ends with warnings when warnings are all there is', () => {
    const flow = flowOf([{ id: 'a' }, { id: 'b' }]);
    expect(runAfter(flow, [ended('a', 'warning'), ended('b')]).status).toBe(
      'succeeded-with-warnings',
    );
  });

  it('skips a step whose condition is false, and goes on to those that need it', () => {
    const flow = flowOf([
      { id: 'a' },
      { id: 'b', if: '${{ input.wanted }}' },
      { id: 'c' },
    ]);
    const run = runAfter(flow, [ended('a')], { input: { wanted: false } });
    expect(statuses(run)).toEqual({
      a: 'succeeded',
      b: 'skipped',
      c: 'running',
    });
    expect(run.steps[1].skippedBecause).toContain('input.wanted');
  });

  it('decides conditions by what earlier steps gave out', () => {
    const flow = flowOf([
      { id: 'first-one' },
      { id: 'b', if: 'steps.first_one.output.changed' },
    ]);
    const after = (changed: boolean) =>
      statuses(runAfter(flow, [ended('first-one', 'succeeded', { changed })]));
    expect(after(true).b).toBe('running');
    expect(after(false).b).toBe('skipped');
  });

  it('fails a step whose condition cannot be evaluated, naming both', () => {
    const flow = flowOf([{ id: 'a', if: 'input.nothing > 1' }]);
    const run = runAfter(flow, []);
    expect(run.status).toBe('failed');
    expect(run.error?.message).toContain('step a');
    expect(run.error?.message).toContain('input.nothing > 1');
  });

  it('waits until the time of the next attempt, and then starts it', () => {
    const flow = flowOf([{ id: 'a', retry: { attempts: 3 } }]);
    const until = new Date(NOW + 5_000).toISOString();
    const run = runAfter(flow, [
      {
        type: 'step.retryScheduled',
        stepId: 'a',
        attempt: 1,
        error: { message: 'broken' },
        waitingFor: {
          kind: 'retry',
          text: 'attempt 2 of 3',
          since: new Date(NOW).toISOString(),
          until,
        },
      },
    ]);
    expect(run).toMatchObject({
      status: 'waiting',
      waitingFor: { text: 'attempt 2 of 3', until },
    });
    expect(decideNext(flow, run, { now: NOW })).toMatchObject({
      start: [],
      wakeAt: NOW + 5_000,
    });
    expect(decideNext(flow, run, { now: NOW + 5_000 }).start).toEqual([
      { stepId: 'a', attempt: 2 },
    ]);
  });

  it('after a cancel starts nothing, waits for what runs, and ends cancelled', () => {
    const run = runAfter(diamond, [ended('a'), cancel]);
    expect(run.status).toBe('cancelling');
    expect(statuses(run)).toEqual({
      a: 'succeeded',
      b: 'running',
      c: 'running',
      d: 'skipped',
    });
    const over = runAfter(diamond, [
      ended('a'),
      cancel,
      ended('b', 'cancelled'),
      ended('c', 'cancelled'),
    ]);
    expect(over).toMatchObject({
      status: 'cancelled',
      cancellation: { reason: 'enough', by: { ref: 'user:default/anna' } },
    });
  });

  it('does nothing to a finished run', () => {
    const run = runAfter(
      diamond,
      ['a', 'b', 'c', 'd'].map(id => ended(id)),
    );
    expect(decideNext(diamond, run, { now: NOW })).toEqual({
      settle: [],
      start: [],
      resume: [],
    });
  });
});
