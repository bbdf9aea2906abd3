import {
  describeValue,
  type FlowSummary,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import { FIELDS } from './fields';
import { isRepeatable, nestsInput } from '../../access/agents/nestsInput';
import { runToolName } from '../../access/agents/runToolName';
import { badInput } from '../../problems/badInput';
import type { AgentTool } from './AgentTools';
import { startRun } from '../flows/startRun';
import { toStartAnswer } from './toPlanAnswer';
import { toToolSchema } from './toToolSchema';

const WAYS = {
  environment: FIELDS.environment,
  dryRun: FIELDS.dryRun,
  propose: FIELDS.propose,
  reason: FIELDS.reason,
  startAt: FIELDS.startAt,
  idempotencyKey: FIELDS.idempotencyKey,
};

type Way = keyof typeof WAYS;
type Values = Record<string, unknown>;

/** How the input of a flow stands in that of its tool. */
interface ToolInput {
  schema: Values;
  /** The field that makes it a dry run. */
  dryRun: string;
  /** The fields beside the flow's input. */
  ways: Way[];
  /** Takes the flow's input out of what was given. */
  readInput(given: Values): unknown;
}

/**
 * Makes the tool that starts a flow: it takes the flow's own input, and beside
 * it how the run is to be started.
 */
export function createRunTool(flow: FlowSummary): AgentTool {
  const { schema, dryRun, ways, readInput } = nestsInput(flow.input)
    ? nestInput(flow.input)
    : spreadInput(flow.input);
  return {
    name: runToolName(flow.id),
    title: `Run ${flow.title}`,
    description: describe(flow, dryRun),
    inputSchema: schema,
    readOnly: false,
    // What a run takes away cannot be told from its definition.
    destructive: flow.risk !== 'low' || flow.operatesServices === true,
    idempotent: false,
    async call({ perform, caller }, given) {
      const asked = Object.fromEntries(
        ways.flatMap(way => (way in given ? [[way, given[way]]] : [])),
      );
      const request = { ...asked, input: readInput(given) as Values };
      const id = { flowId: flow.id };
      const started = await perform(startRun, caller, { ...id, request });
      const { [dryRun]: _, ...input } = given;
      return toStartAnswer(started, { action: runToolName(flow.id), input });
    },
  };
}

/**
 * The input field by field. `environment` and `dry_run` of a flow are those of
 * the run, and are not offered twice.
 */
function spreadInput(input: Values): ToolInput {
  const own = describeFields(propertiesOf(input));
  const ways = (Object.keys(WAYS) as Way[]).filter(
    way => !(way in own) && !(way === 'dryRun' && 'dry_run' in own),
  );
  return {
    schema: {
      ...input,
      type: 'object',
      properties: { ...own, ...describeWays(ways) },
    },
    dryRun: 'dry_run' in own ? 'dry_run' : 'dryRun',
    ways,
    readInput: given =>
      Object.fromEntries(
        Object.entries(given).filter(
          ([name]) => !ways.some(way => way === name),
        ),
      ),
  };
}

/** The input in a field of its own, so that its names and the tool's are apart. */
function nestInput(input: Values): ToolInput {
  const ways = Object.keys(WAYS) as Way[];
  const { required } = input;
  const isNeeded = Array.isArray(required) && required.length > 0;
  return {
    schema: {
      type: 'object',
      additionalProperties: false,
      ...(isNeeded && { required: ['input'] }),
      properties: { input: describeInput(input), ...describeWays(ways) },
    },
    dryRun: 'dryRun',
    ways,
    readInput: ({ input: given, ...others }) => {
      const [unknown] = Object.keys(others).filter(
        name => !ways.some(way => way === name),
      );
      if (unknown === undefined) return given ?? {};
      throw badInput('The input', [
        {
          path: unknown,
          expected: `the fields of the flow in input, and beside it ${ways.join(', ')}`,
          got: describeValue(others[unknown]),
        },
      ]);
    },
  };
}

function describeInput(input: Values): Values {
  const description = 'The input of the flow.';
  if (isRepeatable(input)) {
    const properties = describeFields(propertiesOf(input));
    return { ...input, description, properties };
  }
  return {
    type: 'object',
    description: `${description} Its JSON Schema: ${JSON.stringify(input)}`,
  };
}

function describeWays(ways: Way[]): Values {
  const picked = Object.fromEntries(ways.map(way => [way, WAYS[way]]));
  return propertiesOf(toToolSchema(z.object(picked)));
}

/**
 * Gives every field a description: its title where the flow says no more of it.
 */
function describeFields(fields: Values): Values {
  return Object.fromEntries(
    Object.entries(fields as Record<string, Values>).map(([name, field]) => [
      name,
      { ...field, description: field.description ?? field.title ?? name },
    ]),
  );
}

function describe(flow: FlowSummary, dryRun: string): string {
  const { title, description, risk } = flow;
  return [
    description || `Runs ${title}.`,
    `Its risk is ${risk}. Returns the id of the run at once; wait-for-run follows it.`,
    `With ${dryRun} true it only tells the plan; what may do harm takes that first, with the same input.`,
  ].join(' ');
}

function propertiesOf(schema: Values): Values {
  return (schema.properties ?? {}) as Values;
}
