import { flowSourceSchema } from '@idp/backstage-plugin-idp-orchestrator-common';
import { toJsonSchema, type JsonSchema } from './JsonSchema';
import { stepTypes } from './stepTypes';

/** JSON Schema of a flow in YAML, by which editors complete and check it. */
export function createEditorSchema(): JsonSchema {
  const { $schema, properties = {}, ...flow } = toJsonSchema(flowSourceSchema);
  const { steps, finally: last, ...fields } = properties;
  const items = { $ref: '#/definitions/step' };
  return {
    $schema,
    title: 'A flow of the IDP Orchestrator',
    ...flow,
    properties: {
      ...fields,
      steps: { ...steps, items },
      finally: { ...last, items },
    },
    definitions: { step: describeStep(steps.items ?? {}) },
  };
}

function describeStep(step: JsonSchema): JsonSchema {
  const { uses, ...fields } = step.properties ?? {};
  const { type, description } = uses;
  return {
    ...step,
    properties: {
      id: fields.id,
      uses: {
        description,
        // Those of modules are not known here.
        anyOf: [{ enum: stepTypes.map(one => one.uses) }, { type }],
      },
      ...fields,
    },
    allOf: stepTypes.map(stepType => ({
      if: {
        properties: { uses: { const: stepType.uses } },
        required: ['uses'],
      },
      then: describeInputs(stepType.schema),
    })),
  };
}

function describeInputs({ $schema, ...schema }: JsonSchema): JsonSchema {
  return {
    properties: { with: allowExpressions(schema) },
    ...(schema.required && { required: ['with'] }),
  };
}

const EXPRESSION: JsonSchema = { type: 'string', pattern: '\\$\\{\\{' };

/** In the place of any value inside, an expression may stand. */
function allowExpressions(schema: JsonSchema): JsonSchema {
  const { properties, additionalProperties, items } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [
          name,
          orExpression(field),
        ]),
      ),
    }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: orExpression(additionalProperties),
    }),
    ...(items && { items: orExpression(items) }),
  };
}

function orExpression(schema: JsonSchema): JsonSchema {
  const { description, default: fallback, ...rest } = schema;
  const about = {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
  };
  const inner = allowExpressions(rest);
  return takesAnyText(rest)
    ? { ...about, ...inner }
    : { ...about, anyOf: [inner, EXPRESSION] };
}

function takesAnyText({ type, ...rest }: JsonSchema): boolean {
  const rules = Object.keys(rest);
  if (type === undefined) return rules.length === 0;
  return (
    type === 'string' && !rules.some(rule => /pattern|format|enum/.test(rule))
  );
}
