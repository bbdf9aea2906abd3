import type { RunFact } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createMask } from '../../bridge';
import { maskFact } from './maskFact';

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
      summary: '# ***',
      error: { message: 'no ***', stderrTail: ['***'], exitCode: 1 },
    });
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
    { type: 'step.expanded', stepId: 'one', items: ['hush'] },
  ])('hides them in $type', fact => {
    const written = JSON.stringify(maskFact(fact, mask));
    expect(written).toBe(JSON.stringify(fact).replace('hush', '***'));
  });
});
