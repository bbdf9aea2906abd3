import type {
  FlowDefinition,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { jsonSchemaProblems } from '../../problems/jsonSchemaProblems';

const ajv = addFormats(
  new Ajv({ allErrors: true, useDefaults: true, strict: false, verbose: true }),
);

const validators = new WeakMap<object, ValidateFunction>();

/**
 * Checks an input against its flow's JSON Schema and fills in the defaults.
 * The value given is not changed.
 */
export function readFlowInput(
  flow: FlowDefinition,
  given: Record<string, unknown>,
): { input: Record<string, unknown>; problems: Problem[] } {
  const input = JSON.parse(JSON.stringify(given)) as typeof given;
  const validate = validatorOf(flow);
  if (validate(input)) return { input, problems: [] };
  return { input, problems: jsonSchemaProblems(validate.errors, 'input') };
}

function validatorOf(flow: FlowDefinition): ValidateFunction {
  const known = validators.get(flow.input);
  if (known) return known;
  const validate = ajv.compile(flow.input);
  validators.set(flow.input, validate);
  return validate;
}
