import { checkFlow } from './checkFlow';
import { durationSchema } from './FlowDefinition';

const base = { id: 'my-flow', title: 'My flow', risk: 'low' };
const problems = (source: unknown) => {
  const checked = checkFlow(source);
  return checked.result === 'bad' ? checked.problems : [];
};

describe('Checking a flow', () => {
  it('fills in titles, and needs with the step before', () => {
    const checked = checkFlow({
      ...base,
      steps: [
        { id: 'a', uses: 'script' },
        { id: 'b', uses: 'script', title: 'Bee' },
        { id: 'c', uses: 'script', needs: [] },
      ],
    });
    expect(checked).toMatchObject({
      result: 'ok',
      flow: {
        steps: [
          { title: 'a', needs: [], onFailure: 'abort', onLost: 'fail' },
          { title: 'Bee', needs: ['a'] },
          { needs: [] },
        ],
      },
    });
  });

  it('tells every problem with its place, what was expected and what was found', () => {
    expect(
      problems({
        ...base,
        risk: 'huge',
        steps: [{ id: 'A b', uses: 'script', timeout: '5 minutes' }],
      }),
    ).toEqual([
      expect.objectContaining({ path: 'risk', got: '"huge"' }),
      expect.objectContaining({ path: 'steps.0.id', got: '"A b"' }),
      {
        path: 'steps.0.timeout',
        expected: 'a duration above zero such as 30s or 2h, at most 3650d',
        got: '"5 minutes"',
      },
    ]);
  });

  it('takes who looks after it and how long it takes by hand, and refuses what is neither', () => {
    const steps = [{ id: 'a', uses: 'x' }];
    const owned = { owner: 'group:default/platform-team', manualTime: '2h' };
    expect(checkFlow({ ...base, ...owned, steps })).toMatchObject({
      result: 'ok',
      flow: owned,
    });
    const wrong = { owner: 'platform-team', manualTime: '2 hours' };
    expect(problems({ ...base, ...wrong, steps })).toEqual([
      {
        path: 'owner',
        expected:
          'an entity reference such as group:default/platform-team, in lower case',
        got: '"platform-team"',
      },
      expect.objectContaining({ path: 'manualTime', got: '"2 hours"' }),
    ]);
  });

  it('refuses a field that it does not know, rather than ignore it', () => {
    expect(
      problems({ ...base, steps: [{ id: 'a', uses: 'x', retires: 3 }] }),
    ).toHaveLength(1);
  });

  it('refuses two steps of one id, unknown needs, and circles', () => {
    const steps = (...all: object[]) => problems({ ...base, steps: all });
    expect(
      steps({ id: 'a', uses: 'x' }, { id: 'a', uses: 'x', needs: [] })[0],
    ).toMatchObject({ path: 'steps.1.id' });
    expect(steps({ id: 'a', uses: 'x', needs: ['z'] })[0]).toMatchObject({
      path: 'steps.0.needs',
      expected: 'one of the steps a',
      got: '"z"',
    });
    expect(
      steps(
        { id: 'a', uses: 'x', needs: ['b'] },
        { id: 'b', uses: 'x', needs: ['a'] },
        { id: 'c', uses: 'x', needs: [] },
      )[0],
    ).toMatchObject({ got: 'a circle through a, b' });
  });

  it.each([
    ['0s', 'above zero'],
    ['0.2ms', 'above zero'],
    ['99999999d', 'at most 3650d'],
  ])('refuses a limit of %s', (timeout, words) => {
    const steps = [{ id: 'a', uses: 'script', timeout }];
    expect(
      checkFlow({ id: 'a', title: 'A', risk: 'low', timeout, steps }),
    ).toMatchObject({
      result: 'bad',
      problems: [
        { path: 'timeout', expected: expect.stringContaining(words) },
        { path: 'steps.0.timeout', expected: expect.stringContaining(words) },
      ],
    });
  });

  it('takes waits of nothing, and of ten years at most', () => {
    const took = (text: string) => durationSchema.safeParse(text).success;
    expect(['0s', '3650d', '3651d', '99999999d'].map(took)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
