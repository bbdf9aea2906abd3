import {
  addTotals,
  effectOf,
  failureOf,
  titleOfRun,
  totalsOf,
  type PlannedPart,
  type PlannedStep,
  workTimeOf,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  defineStepType,
  type StepOutcome,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import { z } from 'zod';
import type {
  EnginePlanContext,
  EngineStepContext,
} from '../engine/EngineStepContext';
import type { ChildRuns } from '../ports';

const flowInputSchema = z
  .strictObject({
    flow: z.string('the id of a flow').describe('Id of the flow to run'),
    input: z.record(z.string(), z.unknown()).default({}).describe('Its input'),
    environment: z
      .string()
      .optional()
      .describe('The environment; that of this run when absent'),
  })
  .describe(
    'Runs a flow as a run of its own. A cancel goes down to it, its end comes up. Its output is the output of that run.',
  );

type FlowInput = z.infer<typeof flowInputSchema>;

/** `uses: flow`: runs a flow as a run of its own. A cancel goes down, its end comes up. */
export function createFlowStep(children: ChildRuns) {
  return defineStepType<FlowInput, EngineStepContext>({
    uses: 'flow',
    inputSchema: flowInputSchema,
    // Found again by its idempotency key.
    resumable: true,
    async run({ flow, input, environment }, context) {
      const parent = { runId: context.runId, stepId: context.stepId };
      const childId = await children.start({
        flowId: flow,
        request: { input, environment: environment ?? context.environment },
        parent,
        attempt: context.attempt,
        secrets: context.secrets,
      });
      await context.say({ lines: [`Run ${childId} of flow ${flow}`] });
      const child = await children.follow(childId, context.signal);
      return outcomeOf(child, context.signal.aborted);
    },
    async plan({ flow, input, environment }, context: EnginePlanContext) {
      const where = environment ?? context.environment;
      const { children: planned } = context.look ?? { children };
      const steps = await planned.plan(flow, { input, environment: where });
      const wanted = steps.filter(({ decision }) => decision !== 'skip');
      const titles = wanted.map(({ title }) => title).join(', ');
      const would = `Would run the flow ${flow} in ${where}`;
      if (steps.length === 0) return { effect: 'known', text: `${would}.` };
      return {
        effect: effectOf(wanted),
        ...failureOf(wanted),
        text: titles ? `${would}: ${titles}.` : `${would}; no step would run.`,
        parts: wanted.flatMap(toParts).slice(0, MOST_PARTS),
        totals: addTotals(wanted.map(totalsOf)),
      };
    },
  });
}

/** The most steps of flows below that a plan tells of at one step. */
const MOST_PARTS = 50;

/** Makes parts of a step of the flow below, and of what is below that. */
function toParts(step: PlannedStep): PlannedPart[] {
  const { title, decision, effect, text, failure, command, parts = [] } = step;
  return [
    {
      title,
      decision,
      effect,
      text,
      ...(failure !== undefined && { failure }),
      ...(command && { command }),
    },
    ...parts.map(part => ({ ...part, title: `${title} › ${part.title}` })),
  ];
}

function outcomeOf(child: Run, isCancelled: boolean): StepOutcome {
  const { output, outputGaps, warnings } = child;
  const waitedMs = waitedIn(child);
  const given = {
    output,
    ...(outputGaps && { outputGaps }),
    ...(waitedMs > 0 && { waitedMs }),
  };
  const told =
    child.error?.message ??
    warnings?.join('; ') ??
    `it ended as ${child.status}`;
  const error = {
    ...child.error,
    message: `Run ${child.id} of ${titleOfRun(child)}: ${told}`,
  };
  switch (child.status) {
    case 'succeeded':
      return { status: 'succeeded', ...given };
    case 'succeeded-with-warnings':
      return { status: 'warning', ...given, ...(warnings && { error }) };
    case 'cancelled':
      return isCancelled
        ? { status: 'cancelled', error }
        : { status: 'failed', error };
    default:
      return { status: 'failed', ...given, error };
  }
}

/** How long (ms) a run that is over did not work: for people, a worker, a lock or a time it waited. */
function waitedIn({ steps, createdAt, finishedAt = createdAt }: Run): number {
  const end = Date.parse(finishedAt);
  return Math.max(0, end - Date.parse(createdAt) - workTimeOf(steps, end));
}
