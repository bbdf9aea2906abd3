import type { JsonObject } from '@backstage/types';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z as zod } from 'zod/v3';
import type { TemplateOutcome } from '../run';

type Zod = typeof zod;

export const environmentField = (z: Zod) =>
  z
    .string()
    .optional()
    .describe('The environment; the default one of the orchestrator if absent');

/** The input fields of every action that starts a run. */
export const termsFields = {
  dryRun: (z: Zod) =>
    z
      .boolean()
      .optional()
      .describe('Say what would be done, and change nothing'),
  reason: (z: Zod) =>
    z
      .string()
      .max(1_000)
      .optional()
      .describe('Why; names the template and its step if absent'),
  wait: (z: Zod) =>
    z
      .boolean()
      .optional()
      .describe(
        'Whether the step lasts until the run is over, and fails with it; true if absent',
      ),
};

/** The output fields of every action that starts a run. */
export const runOutputFields = {
  runId: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('The run; absent in a dry run of the template'),
  runUrl: (z: Zod) =>
    z.string().optional().describe('Where people see the run'),
  status: (z: Zod) =>
    z
      .string()
      .describe(
        'succeeded, succeeded-with-warnings, or how it stood when `wait` is false; planned in a dry run of the template',
      ),
  output: (z: Zod) =>
    z.record(z.unknown()).describe('What the flow puts out when it is over'),
};

interface RunOutput {
  output(
    name: 'runId' | 'runUrl' | 'status' | 'output',
    value: string | JsonObject,
  ): void;
}

/** Puts out what is the same for every run; returns the flow's own output. */
export function putOutRun(
  ctx: RunOutput,
  outcome: TemplateOutcome,
): NonNullable<Run['output']> {
  const output = outcome.kind === 'run' ? (outcome.run.output ?? {}) : {};
  ctx.output('status', outcome.kind === 'run' ? outcome.run.status : 'planned');
  ctx.output('output', output as JsonObject);
  if (outcome.kind === 'run') {
    ctx.output('runId', outcome.run.id);
    ctx.output('runUrl', outcome.runUrl);
  }
  return output;
}
