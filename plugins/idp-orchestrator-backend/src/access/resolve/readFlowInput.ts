import {
  describeValue,
  type FlowDefinition,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

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
  const problems = (validate.errors ?? []).map(toProblem);
  return { input, problems };
}

function validatorOf(flow: FlowDefinition): ValidateFunction {
  const known = validators.get(flow.input);
  if (known) return known;
  const validate = ajv.compile(flow.input);
  validators.set(flow.input, validate);
  return validate;
}

function toProblem(error: ErrorObject): Problem {
  const path = ['input', ...error.instancePath.split('/').slice(1)];
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const properties = Object.keys(error.parentSchema?.properties ?? {});
      return {
        path: [...path, params.additionalProperty].join('.'),
        expected: `only ${properties.join(', ') || 'no properties'}`,
        got: 'a property of this name',
      };
    }
    case 'required':
      return {
        path: [...path, params.missingProperty].join('.'),
        expected: 'a value',
        got: 'nothing',
      };
    case 'enum':
      return {
        path: path.join('.'),
        expected: `one of ${(params.allowedValues as unknown[]).join(', ')}`,
        got: describeValue(error.data),
      };
    case 'type':
      return {
        path: path.join('.'),
        expected: `a value of type ${String(params.type)}`,
        got: describeValue(error.data),
      };
    default:
      return {
        path: path.join('.'),
        expected: (error.message ?? error.keyword).replace(/^must /, ''),
        got: describeValue(error.data),
      };
  }
}
