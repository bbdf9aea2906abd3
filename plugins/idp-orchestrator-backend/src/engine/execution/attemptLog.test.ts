import { applyRunEvent } from '@idp/backstage-plugin-idp-orchestrator-common';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { numberFacts } from '../../database/operations/numberEntries';
import type { RunEntries } from '../../ports';
import { appendSaid, createFollower } from './attemptLog';
import type { RunJournal } from './RunJournal';

const AT = '2026-11-27T00:00:00.000Z';
const ref = { stepId: 'one', attempt: 1 };

/** Folds what is written as the journal does. */
function createJournal() {
  const { run } = newRunOf(flowOf([{ id: 'one' }]), {}, Date.parse(AT));
  const made = { type: 'run.created' as const, run, seq: 1, at: AT };
  let state = applyRunEvent(undefined, made);
  const types: string[] = [];
  const append = async (decide: (run: typeof state) => RunEntries) => {
    const { facts } = decide(state);
    types.push(...facts.map(({ type }) => type));
    state = numberFacts(state, facts, AT).run;
    return state;
  };
  const journal = { append } as unknown as RunJournal;
  const begin = (attempt: number) =>
    append(() => ({
      facts: [{ type: 'step.started', stepId: 'one', attempt }],
      logs: [],
    }));
  return {
    begin,
    journal,
    touched: () => state.steps[0].touched,
    count: (type: string) => types.filter(one => one === type).length,
  };
}

const position = { stdout: 0, stderr: 0, lines: 0 };
const touch = { service: 'grafana', what: 'start' };

describe('What an attempt does to services', () => {
  it('is written once, also when another worker takes the attempt up and says it again', async () => {
    const { begin, journal, touched, count } = createJournal();
    await begin(1);
    const said = { touched: [{ ...touch, wanted: 'running' as const }] };
    await appendSaid(journal, ref, said);
    await appendSaid(journal, ref, said);
    const follower = createFollower(journal, ref, position);
    const piece = { logs: [], annotations: [], touched: [touch] };
    await follower.said(piece);
    expect(count('step.touched')).toBe(1);
    expect(touched()).toEqual([{ ...touch, at: AT }]);
  });

  it('is no touch where it was so already, and only the last are kept', async () => {
    const { begin, journal, touched, count } = createJournal();
    await begin(1);
    const none = { ...touch, nothingToDo: true as const };
    await appendSaid(journal, ref, { touched: [none] });
    expect(count('step.touched')).toBe(1);
    expect(touched()).toBeUndefined();
    const parts = Array.from({ length: 60 }, (_, at) => ({
      service: 'grafana',
      what: `part ${at + 1}`,
    }));
    await appendSaid(journal, ref, { touched: parts });
    expect(touched()?.map(({ what }) => what)).toEqual(
      parts.slice(10).map(({ what }) => what),
    );
  });
});
