import {
  applyRunEvent,
  isRunFinished,
  isStepFinished,
  type FlowDefinition,
  type Run,
  type RunEvent,
  type RunFact,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import fc from 'fast-check';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { advance } from './advance';
import { decideRetryFrom } from './decideRetryFrom';

const NOW = Date.UTC(2026, 10, 23);

/** A flow of up to ten steps, each needing some of those before it. */
const flows = fc
  .array(
    fc.record({
      needs: fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
      onFailure: fc.constantFrom('abort', 'continue', 'warn'),
      if: fc.constantFrom(undefined, 'true', 'false', 'input.nothing'),
      items: fc.option(fc.nat(3), { nil: undefined }),
      last: fc.boolean(),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map(drawn => {
    const [first, ...more] = drawn;
    const main = [first, ...more.filter(({ last }) => !last)];
    const last = more.filter(step => step.last);
    const toSteps = (steps: typeof drawn, prefix: string) =>
      steps.map((step, index) => ({
        id: `${prefix}${index}`,
        uses: 'test',
        needs: step.needs
          .filter(need => need < index)
          .map(need => `${prefix}${need}`),
        onFailure: step.onFailure as 'abort',
        ...(step.if && { if: step.if }),
        ...(step.items !== undefined && {
          forEach: { items: [...Array(step.items).keys()], parallel: 2 },
        }),
      }));
    return flowOf(toSteps(main, 's'), { finally: toSteps(last, 'f') });
  });

/** What happens next in a run: which of the running steps ends, and how; or a cancel. */
const happenings = fc.array(
  fc.record({
    which: fc.nat(20),
    how: fc.constantFrom(
      'succeeded',
      'succeeded',
      'warning',
      'failed',
      'retry',
      'cancel',
    ),
  }),
  { maxLength: 60 },
);

type Happening = { which: number; how: string };

/** Plays a run to its end, and returns every event of it. */
function play(flow: FlowDefinition, drawn: Happening[]): RunEvent[] {
  const created = newRunOf(flow, {}, NOW).run;
  const events: RunEvent[] = [
    { type: 'run.created', run: created, seq: 1, at: created.createdAt },
  ];
  let run = applyRunEvent(undefined, events[0]);
  const write = (fact: RunFact) => {
    for (const next of advance(flow, run, { facts: [fact], now: NOW }).facts) {
      const event = {
        ...next,
        seq: run.lastSeq + 1,
        at: new Date(NOW + run.lastSeq).toISOString(),
      };
      events.push(event);
      run = applyRunEvent(run, event);
    }
  };
  write({ type: 'run.started', worker: 'w' });
  const left = [...drawn];
  while (!isRunFinished(run)) {
    write(nextFact(flow, run, left.shift() ?? { which: 0, how: 'succeeded' }));
  }
  return events;
}

function nextFact(
  flow: FlowDefinition,
  run: Run,
  { which, how }: Happening,
): RunFact {
  if (how === 'cancel' && !run.cancellation) {
    const by = { kind: 'user', ref: 'user:default/anna' } as const;
    return { type: 'run.cancelRequested', by, reason: '' };
  }
  const running = attemptsOf(flow, run);
  const step = running[which % running.length];
  const ref = { stepId: step.id, attempt: step.attempts };
  const error = { message: 'broken' };
  if (how === 'retry' && !run.cancellation) {
    const at = new Date(NOW).toISOString();
    const waitingFor = {
      kind: 'retry',
      text: '',
      since: at,
      until: at,
    } as const;
    return { type: 'step.retryScheduled', ...ref, error, waitingFor };
  }
  const status = how as 'succeeded' | 'warning' | 'failed';
  const ends = ['succeeded', 'warning', 'failed'].includes(how);
  return {
    type: 'step.finished',
    ...ref,
    status: ends ? status : 'succeeded',
    ...(how === 'failed' && { error }),
  };
}

/** What a worker works on: groups are only as much as their items. */
function attemptsOf(flow: FlowDefinition, run: Run) {
  const groups = flow.steps
    .filter(({ forEach }) => forEach)
    .map(({ id }) => id);
  return run.steps.filter(
    ({ id, status }) => status === 'running' && !groups.includes(id),
  );
}

/** Why this step should not be started now. */
function reasonsNotTo(
  flow: FlowDefinition,
  run: Run,
  stepId: string,
): string[] {
  const parent = run.steps.find(({ id }) => id === stepId)?.parent;
  const step = flow.steps.find(({ id }) => id === (parent ?? stepId));
  const isOver = (id: string) =>
    run.steps.some(state => state.id === id && isStepFinished(state));
  const open = run.steps.filter(
    other => !other.finally && !isStepFinished(other),
  );
  return [
    ...(isRunFinished(run) ? [`${stepId}: the run is over`] : []),
    ...(step?.needs ?? [])
      .filter(need => !isOver(need))
      .map(need => `${stepId} needs ${need}`),
    ...(step?.finally ? open.map(({ id }) => `${stepId} before ${id}`) : []),
  ];
}

const fold = (events: RunEvent[]) =>
  events.reduce<Run | undefined>(applyRunEvent, undefined) as Run;

describe('In every flow, whatever happens', () => {
  const check = (
    property: (flow: FlowDefinition, events: RunEvent[]) => void,
  ) =>
    fc.assert(
      fc.property(flows, happenings, (flow, drawn) =>
        property(flow, play(flow, drawn)),
      ),
      { numRuns: 300 },
    );

  it('no step starts before its needs are over, and none after the run has ended', () => {
    check((flow, events) => {
      let run: Run | undefined;
      const tooEarly: string[] = [];
      for (const event of events) {
        if (run && event.type === 'step.started') {
          tooEarly.push(...reasonsNotTo(flow, run, event.stepId));
        }
        run = applyRunEvent(run, event);
      }
      expect(tooEarly).toEqual([]);
    });
  });

  it('no more items of a step are worked on at a time than it allows', () => {
    check((flow, events) => {
      let run: Run | undefined;
      for (const event of events) {
        run = applyRunEvent(run, event);
        for (const { id, forEach } of flow.steps) {
          const busy = run.steps.filter(
            ({ parent, status }) => parent === id && status === 'running',
          );
          expect(busy.length).toBeLessThanOrEqual(forEach?.parallel ?? 0);
        }
      }
    });
  });

  it('every step is over when the run is, and nothing is done twice', () => {
    check((_, events) => {
      const run = fold(events);
      expect(run.steps.every(isStepFinished)).toBe(true);
      const starts = events.flatMap(event =>
        event.type === 'step.started' ? `${event.stepId}#${event.attempt}` : [],
      );
      expect(new Set(starts).size).toBe(starts.length);
      const ends = events.filter(({ type }) => type === 'run.finished');
      expect(ends).toHaveLength(1);
    });
  });

  it('the same events give the same run, and any of its beginnings can be continued', () => {
    check((flow, events) => {
      const whole = fold(events);
      for (let cut = 1; cut < events.length; cut += 3) {
        const first = fold(events.slice(0, cut));
        expect(
          events
            .slice(cut)
            .reduce<Run>((run, e) => applyRunEvent(run, e), first),
        ).toEqual(whole);
        // A worker that takes over here decides without failing.
        const next = advance(flow, first, {
          facts: [{ type: 'run.resumed', worker: 'w2' }],
          now: NOW,
        });
        expect(next.facts[0].type).toBe('run.resumed');
      }
    });
  });

  it('a run that was not all done can go on, and ends', () => {
    check((flow, events) => {
      const run = fold(events);
      const decided = decideRetryFrom(flow, run);
      if (!decided) return;
      const by = { kind: 'user', ref: 'user:default/anna' } as const;
      const reopened = applyRunEvent(run, {
        type: 'run.retried',
        by,
        reason: '',
        ...decided,
        seq: run.lastSeq + 1,
        at: new Date(NOW).toISOString(),
      });
      let state = reopened;
      const write = (fact: RunFact) => {
        for (const next of advance(flow, state, { facts: [fact], now: NOW })
          .facts) {
          state = applyRunEvent(state, {
            ...next,
            seq: state.lastSeq + 1,
            at: new Date(NOW).toISOString(),
          });
        }
      };
      write({ type: 'run.resumed', worker: 'w' });
      while (!isRunFinished(state)) {
        write(nextFact(flow, state, { which: 0, how: 'succeeded' }));
      }
      for (const step of run.steps) {
        if (decided.steps.includes(step.id)) continue;
        const after = state.steps.find(({ id }) => id === step.id);
        expect(after?.attempts).toBe(step.attempts);
      }
    });
  });
});
