import type { FlowSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import { FIELDS } from './fields';
import { runToolName } from '../../access/agents/runToolName';
import type { AgentTool } from './AgentTools';
import { startRun } from '../flows/startRun';
import { toToolSchema } from './toToolSchema';

const WAYS = {
  environment: FIELDS.environment,
  dryRun: FIELDS.dryRun,
  propose: FIELDS.propose,
  reason: FIELDS.reason,
  idempotencyKey: FIELDS.idempotencyKey,
};

type Way = keyof typeof WAYS;

/**
 * Makes the tool that starts a flow: it takes the flow's own input, and beside
 * it how the run is to be started.
 */
export function createRunTool(flow: FlowSummary): AgentTool {
  const own = describeFields(propertiesOf(flow.input));
  const ways = listWays(own);
  const picked = Object.fromEntries(ways.map(way => [way, WAYS[way]]));
  const beside = toToolSchema(z.object(picked));
  return {
    name: runToolName(flow.id),
    title: `Run ${flow.title}`,
    description: describe(flow, 'dry_run' in own ? 'dry_run' : 'dryRun'),
    inputSchema: {
      ...flow.input,
      type: 'object',
      properties: { ...own, ...propertiesOf(beside) },
    },
    readOnly: false,
    // What a run takes away cannot be told from its definition.
    destructive: flow.risk !== 'low' || flow.operatesServices === true,
    idempotent: false,
    async call({ perform, caller }, given) {
      const asked = Object.fromEntries(
        ways.flatMap(way => (way in given ? [[way, given[way]]] : [])),
      );
      const input = Object.fromEntries(
        Object.entries(given).filter(([name]) => !isWay(name, ways)),
      );
      const request = { ...asked, input };
      return perform(startRun, caller, { flowId: flow.id, request });
    },
  };
}

/**
 * Lists the fields that say how a run is started; a flow's own field of the
 * same name comes first.
 */
function listWays(own: Record<string, unknown>): Way[] {
  return (Object.keys(WAYS) as Way[]).filter(
    way => !(way in own) && !(way === 'dryRun' && 'dry_run' in own),
  );
}

function isWay(name: string, ways: Way[]): boolean {
  return ways.some(way => way === name);
}

/**
 * Gives every field a description: its title where the flow says no more of it.
 */
function describeFields(
  fields: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields as Record<string, Record<string, unknown>>).map(
      ([name, field]) => [
        name,
        { ...field, description: field.description ?? field.title ?? name },
      ],
    ),
  );
}

function describe(flow: FlowSummary, dryRun: string): string {
  const { title, description, risk } = flow;
  return [
    description || `Runs ${title}.`,
    `Its risk is ${risk}.`,
    'Use it to start a run of this flow: it returns at once with the id of the run and its address, and the run goes on by itself; follow it with get-run.',
    `With ${dryRun} true nothing is changed and the plan comes back as well. What may do harm has to be tried out so before, with the same input; a refusal says what is missing and which calls are allowed next.`,
  ].join(' ');
}

function propertiesOf(
  schema: Record<string, unknown>,
): Record<string, unknown> {
  return (schema.properties ?? {}) as Record<string, unknown>;
}
