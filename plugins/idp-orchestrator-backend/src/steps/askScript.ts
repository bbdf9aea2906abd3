import { randomUUID } from 'node:crypto';
import type { StepEffect } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { ScriptBridge, ScriptCall, ScriptFollower } from '../ports';

/** A script that has not told what it would do within this time (ms) is not waited for. */
const ANSWER_LIMIT_MS = 60_000;

/** The number of lines that are kept of what it prints while it is asked, its last ones. */
const LINE_LIMIT = 20;

/** Runs a script with `--dry-run`, which changes nothing, and takes what it says as the answer. */
export async function askScript(
  bridge: ScriptBridge,
  call: ScriptCall,
): Promise<Pick<StepEffect, 'answer' | 'lines' | 'failure'>> {
  const attempt = {
    ...call,
    dryRun: true,
    runId: `plan-${randomUUID()}`,
    stepId: 'plan',
    attempt: 1,
    timeoutMs: ANSWER_LIMIT_MS,
  };
  const lines: string[] = [];
  const follower: ScriptFollower = {
    position: { stdout: 0, stderr: 0, lines: 0 },
    async said({ logs }) {
      lines.push(...logs.flatMap(batch => batch.lines));
      lines.splice(0, lines.length - LINE_LIMIT);
    },
    async adopted() {},
    // Nobody else can have it.
    isHeld: () => true,
  };
  try {
    const never = new AbortController().signal;
    const { outcome, output, error } = await bridge.run(
      attempt,
      follower,
      never,
    );
    const told = { answer: output, lines };
    if (outcome === 'succeeded') return told;
    const cause = error?.message ?? outcome;
    return { ...told, failure: `Its dry run failed: ${cause}` };
  } finally {
    await bridge.forget(attempt);
  }
}
