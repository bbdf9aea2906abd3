import { signInFlow } from './flows';
import { Recorder } from './Recorder';

/** A run that its flow calls harmless, and that was critical for what it started. */
export function recordSignIn(id: string, startedAt: string): Recorder {
  return new Recorder({
    id,
    startedAt,
    flow: signInFlow,
    input: { environment: 'development' },
    reason: 'The test users were gone',
  })
    .step('set-up', [100, 8_000], { user_pool: 'local_7pQ1' })
    .step('check', [8_050, 9_400])
    .event(9_450, {
      type: 'run.finished',
      status: 'succeeded',
      output: { success: true },
    });
}
