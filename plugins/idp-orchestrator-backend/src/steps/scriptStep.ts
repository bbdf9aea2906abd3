import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import type {
  EnginePlanContext,
  EngineStepContext,
} from '../engine/EngineStepContext';
import type { ScriptAttempt, ScriptBridge, ScriptCall } from '../ports';
import {
  followServices,
  type KnownServicesOptions,
} from './service/followServices';
import { askScript } from './askScript';

const scriptInputSchema = z
  .strictObject({
    script: z
      .string('the id of a script')
      .describe('The id of a script in the script catalog.'),
    action: z
      .string('the name of an action')
      .optional()
      .describe("One of the script's actions; its default one when absent."),
    args: z
      .record(z.string(), z.unknown())
      .default({})
      .describe(
        'Values by the names of parameters; one that is null is left out.',
      ),
  })
  .describe(
    'Runs an action of a script. Its output is what the script gives out; see docs/scripts.md.',
  );

type ScriptInput = z.infer<typeof scriptInputSchema>;

/** `uses: script`: runs an action of a script through the bridge. */
export function createScriptStep(
  bridge: ScriptBridge,
  services: KnownServicesOptions,
) {
  return defineStepType<ScriptInput, EngineStepContext>({
    uses: 'script',
    inputSchema: scriptInputSchema,
    // The bridge finds a script that still runs, or how it ended.
    async resumable(input, context) {
      const isAnywhere = await bridge.isFoundAnywhere(
        toAttempt(input, context),
      );
      return isAnywhere || 'on-its-host';
    },

    async run(input, context) {
      const { follower, sayStopped } = followServices(context, services);
      const ending = await bridge.run(
        toAttempt(input, context),
        follower,
        context.signal,
      );
      const { outcome: status, ...told } = ending;
      if (status === 'succeeded' || status === 'warning') await sayStopped();
      const error = ending.error ?? { message: `The script ${status}` };
      switch (status) {
        case 'succeeded':
          return { status, ...told };
        default:
          return { status, ...told, error };
      }
    },

    async plan(input, context: EnginePlanContext) {
      const { ask } = context;
      const call = toCall(input, context);
      const planned = await bridge.plan(call);
      const { command, supportsDryRun, readOnly, beside = [] } = planned;
      const title = [planned.title, ...beside].join(', ');
      if (readOnly) {
        const text = `Would run ${title}, which reads only.`;
        return { command, effect: 'none', text };
      }
      if (!supportsDryRun) {
        const text = `Would run ${title}. Effect unknown: the script has no dry run.`;
        return { command, effect: 'unknown', text };
      }
      const would = { command, effect: 'known' as const };
      if (!ask) return { ...would, text: `Would run ${title}.` };
      const told = await askScript(bridge, call);
      const says = told.failure ?? 'It says what it would do.';
      return { ...would, ...told, text: `Would run ${title}. ${says}` };
    },
  });
}

function toAttempt(
  input: ScriptInput,
  context: EngineStepContext,
): ScriptAttempt {
  return {
    ...toCall(input, context),
    runId: context.runId,
    stepId: context.stepId,
    attempt: context.attempt,
    timeoutMs: context.timeoutMs,
    resumed: context.resumed,
  };
}

function toCall(
  input: ScriptInput,
  { environment, secrets }: Pick<EnginePlanContext, 'environment' | 'secrets'>,
): ScriptCall {
  const given = Object.entries(input.args).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  return {
    script: input.script,
    action: input.action,
    args: Object.fromEntries(given),
    environment,
    dryRun: false,
    secrets,
  };
}
