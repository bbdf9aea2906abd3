import { applyRunEvent } from './applyRunEvent';
import type { Run } from './Run';
import type { RunFact } from './RunEvent';

const step = (id: string) => ({
  id,
  title: id,
  uses: 'script',
  needs: [],
  onFailure: 'abort' as const,
  status: 'pending' as const,
  attempts: 0,
  history: [],
  annotations: [],
});

const created: RunFact = {
  type: 'run.created',
  run: {
    id: '00000000-0000-7000-8000-000000000000',
    flowId: 'f',
    flowTitle: 'F',
    flowDigest: 'd',
    environment: 'development',
    status: 'queued',
    initiator: { kind: 'user', ref: 'user:default/anna' },
    input: {},
    dryRun: false,
    createdAt: '2026-11-23T00:00:00.000Z',
    steps: [step('a'), step('b')],
  },
};

function fold(facts: RunFact[], from?: Run): Run {
  let run = from;
  for (const fact of facts) {
    const seq = (run?.lastSeq ?? 0) + 1;
    const at = new Date(Date.UTC(2026, 10, 23, 0, 0, seq)).toISOString();
    run = applyRunEvent(run, { ...fact, seq, at });
  }
  if (!run) throw new Error('no facts');
  return run;
}

const facts: RunFact[] = [
  created,
  { type: 'run.started', worker: 'w' },
  { type: 'step.started', stepId: 'a', attempt: 1 },
  {
    type: 'step.progressed',
    stepId: 'a',
    attempt: 1,
    progress: { percent: 40, message: 'half' },
  },
  {
    type: 'step.finished',
    stepId: 'a',
    attempt: 1,
    status: 'succeeded',
    output: { url: 'u' },
  },
  { type: 'step.started', stepId: 'b', attempt: 1 },
];

describe('The fold of a run', () => {
  it('gives the same run from all events at once and from any point on', () => {
    const whole = fold(facts);
    for (let cut = 1; cut < facts.length; cut++) {
      const first = fold(facts.slice(0, cut));
      expect(fold(facts.slice(cut), first)).toEqual(whole);
    }
    expect(whole).toMatchObject({
      status: 'running',
      steps: [
        {
          status: 'succeeded',
          output: { url: 'u' },
          progress: { percent: 40 },
        },
        { status: 'running', attempts: 1 },
      ],
    });
  });

  it('takes an event that comes twice only once', () => {
    const run = fold(facts);
    const again = { ...facts[5], seq: 6, at: '2026-11-23T00:00:09.000Z' };
    expect(applyRunEvent(run, again)).toBe(run);
  });

  it('changes nothing of the run that it was given', () => {
    const run = fold(facts);
    const before = structuredClone(run);
    fold([{ type: 'run.finished', status: 'failed' }], run);
    expect(run).toEqual(before);
  });

  it('ends an attempt when its script ended, though it was noticed later', () => {
    const endedAt = '2026-11-23T00:00:06.500Z';
    const run = fold(facts);
    const end: RunFact = {
      type: 'step.finished',
      stepId: 'b',
      attempt: 1,
      status: 'succeeded',
      endedAt,
    };
    const [, late] = fold([end], run).steps;
    expect(late.history[0].finishedAt).toBe(endedAt);
    expect(late.finishedAt).toBe(endedAt);
    // A clock that was set tells nothing.
    const before = { ...end, endedAt: '2026-11-22T00:00:00.000Z' };
    const [, set] = fold([before], run).steps;
    expect(set.history[0].finishedAt).toBe('2026-11-23T00:00:07.000Z');
  });

  it('knows how much of an attempt was waiting', () => {
    const waiting: RunFact = {
      type: 'step.waiting',
      stepId: 'b',
      attempt: 1,
      waitingFor: {
        kind: 'approval',
        text: 'a yes',
        since: '2026-11-23T00:00:07.000Z',
      },
    };
    const end: RunFact = {
      type: 'step.finished',
      stepId: 'b',
      attempt: 1,
      status: 'succeeded',
    };
    const [a, b] = fold([waiting, end], fold(facts)).steps;
    expect(b.history[0].waitedMs).toBe(1_000);
    expect(a.history[0].waitedMs).toBeUndefined();
    // What the run below has waited is waited here as well.
    const below = { ...end, waitedMs: 5_000 };
    const [, busy] = fold([below], fold(facts)).steps;
    expect(busy.history[0].waitedMs).toBe(5_000);
    const [, both] = fold([waiting, below], fold(facts)).steps;
    expect(both.history[0].waitedMs).toBe(6_000);
  });

  it.each([
    ['of the run', { type: 'run.moved', to: 'another cluster' }],
    ['of a step', { type: 'step.measured', stepId: 'a', attempt: 1 }],
    ['of a step that is not there', { type: 'step.added', stepId: 'new' }],
  ])('only counts a fact %s that a newer version wrote', (_, fact) => {
    const newer = fact as unknown as RunFact;
    for (let at = 1; at < facts.length; at++) {
      const run = fold([...facts.slice(0, at), newer, ...facts.slice(at)]);
      const { lastSeq, ...rest } = run;
      expect(lastSeq).toBe(facts.length + 1);
      expect(Object.keys(rest)).toEqual(
        Object.keys(fold(facts)).filter(key => key !== 'lastSeq'),
      );
      expect(
        rest.steps.map(({ status, attempts }) => [status, attempts]),
      ).toEqual(
        fold(facts).steps.map(({ status, attempts }) => [status, attempts]),
      );
    }
  });

  it('says which step is unknown, and that a run must be created first', () => {
    expect(() =>
      fold([created, { type: 'step.started', stepId: 'x', attempt: 1 }]),
    ).toThrow('has no step x');
    expect(() => fold([facts[1]])).toThrow('A run starts with run.created');
  });
});
