import {
  withoutSecrets,
  type FlowDefinition,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { findInexactNumbers } from '../../problems/inexactNumbers';
import { jsonSchemaProblems } from '../../problems/jsonSchemaProblems';
import { nameByAliases } from '../../schemas/aliases';
import { compileSchema, type SchemaCheck } from '../../schemas/compileSchema';

const checks = new WeakMap<object, SchemaCheck>();

/** An input with the defaults of its flow, and what is wrong with it. */
export interface ReadInput {
  input: Record<string, unknown>;
  problems: Problem[];
  /** Problems that are not in the list, which has the first only. */
  more: number;
}

/** Where and how a run is to be started, as its request says. */
interface Place {
  environment: unknown;
  dryRun?: unknown;
}

/** An input with names for aliases, and with what flows may have in theirs of the request around it. */
export function completeInput(
  flow: FlowDefinition,
  given: Record<string, unknown>,
  { environment, dryRun = false }: Place,
): Record<string, unknown> {
  const properties = propertiesOf(flow.input);
  return {
    ...nameByAliases(flow.input, given),
    ...('environment' in properties && {
      environment: given.environment ?? environment,
    }),
    ...('dry_run' in properties && { dry_run: given.dry_run ?? dryRun }),
  };
}

/**
 * Makes a reader that checks the same input of a flow once, for all who look
 * at it in one call. What it gives belongs to all of them: nobody changes it.
 */
export function createInputReader(): typeof readFlowInput {
  const known = new Map<FlowDefinition, Map<string, ReadInput>>();
  return (flow, given) => {
    const inputs = known.get(flow) ?? new Map<string, ReadInput>();
    known.set(flow, inputs);
    const text = JSON.stringify(given);
    const read = inputs.get(text) ?? readFlowInput(flow, given);
    inputs.set(text, read);
    return read;
  };
}

/**
 * Checks an input against its flow's JSON Schema and fills in the defaults.
 * The value given is not changed.
 */
export function readFlowInput(
  flow: FlowDefinition,
  given: Record<string, unknown>,
): ReadInput {
  const input = JSON.parse(JSON.stringify(given)) as typeof given;
  const list = jsonSchemaProblems(checkOf(flow)(input), 'input');
  const inexact = findInexactNumbers(
    withoutSecrets(given, flow.input),
    'input',
  );
  for (const problem of inexact) list.add(() => problem);
  const { problems, more } = list;
  return { input, problems, more };
}

function checkOf({ input }: FlowDefinition): SchemaCheck {
  const known = checks.get(input);
  if (known) return known;
  const check = compileSchema(input);
  checks.set(input, check);
  return check;
}

/** The fields that a JSON Schema of an input knows by name. */
export function propertiesOf(schema: object): object {
  const { properties } = schema as { properties?: object };
  return properties ?? {};
}
