import type { RunFact } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createMask } from '../../bridge';
import { maskFact, warnOfMasked } from './maskFact';

const mask = createMask(['hush', 'failed', 'step.finished', 'one']);

describe('A fact that is about to be written', () => {
  it('hides secrets in what was said, and keeps names and states', () => {
    const fact: RunFact = {
      type: 'step.finished',
      stepId: 'one',
      attempt: 1,
      status: 'failed',
      output: { said: 'hush', list: ['a hush'] },
      summary: '# hush',
      error: { message: 'no hush', stderrTail: ['hush'], exitCode: 1 },
    };
    expect(maskFact(fact, mask)).toEqual({
      ...fact,
      output: { said: '***', list: ['a ***'] },
      outputGaps: [
        { path: ['said'], because: expect.stringContaining('held a secret') },
        { path: ['list', 0], because: expect.any(String) },
      ],
      summary: '# ***',
      error: { message: 'no ***', stderrTail: ['***'], exitCode: 1 },
    });
  });

  it('says at the step what was masked in its output, and nothing of any other', () => {
    const fact: RunFact = {
      type: 'step.finished',
      stepId: 'login',
      attempt: 2,
      status: 'succeeded',
      output: { token: 'hush', user: 'bob' },
    };
    const [warning, ...more] = warnOfMasked(fact, maskFact(fact, mask));
    expect(more).toEqual([]);
    expect(warning).toMatchObject({
      type: 'step.annotated',
      stepId: 'login',
      attempt: 2,
      annotation: {
        level: 'warning',
        text: expect.stringMatching(/^Masked in the output: token\. A later/),
      },
    });
    const plain = { ...fact, output: { user: 'bob' } };
    expect(warnOfMasked(plain, maskFact(plain, mask))).toEqual([]);
    const summed = { ...plain, summary: '# hush' };
    expect(warnOfMasked(summed, maskFact(summed, mask))).toMatchObject([
      {
        annotation: {
          text: 'The summary held a secret, which is shown as ***',
        },
      },
    ]);
  });

  it('tells what was masked of each item', () => {
    const items = ['plain', 'hush', { pin: 'hush' }];
    const fact: RunFact = { type: 'step.expanded', stepId: 'a', items };
    const once = maskFact(fact, mask);
    const because = expect.stringContaining('held a secret');
    expect(once).toEqual({
      ...fact,
      items: ['plain', '***', { pin: '***' }],
      itemGaps: [
        { path: [1], because },
        { path: [2, 'pin'], because },
      ],
    });
    expect(maskFact(once, mask)).toEqual(once);
  });

  it('tells the gaps of an output once, however often it is masked', () => {
    const fact: RunFact = {
      type: 'step.finished',
      stepId: 'a',
      attempt: 1,
      status: 'succeeded',
      output: 'hush',
    };
    const once = maskFact(fact, mask);
    expect(once).toMatchObject({ outputGaps: [{ path: [] }] });
    expect(maskFact(once, mask)).toEqual(once);
  });

  it.each<RunFact>([
    {
      type: 'step.waiting',
      stepId: 'one',
      attempt: 1,
      waitingFor: { kind: 'approval', text: 'hush?', since: 'failed' },
    },
    {
      type: 'step.annotated',
      stepId: 'one',
      attempt: 1,
      annotation: { level: 'error', text: 'hush' },
    },
    {
      type: 'step.progressed',
      stepId: 'one',
      attempt: 1,
      progress: { percent: 1, message: 'hush' },
    },
    {
      type: 'step.skipped',
      stepId: 'one',
      because: 'hush',
      kind: 'not-needed',
    },
  ])('hides them in $type', fact => {
    const written = JSON.stringify(maskFact(fact, mask));
    expect(written).toBe(JSON.stringify(fact).replace('hush', '***'));
  });
});
