import { flowSourceSchema } from '@idp/backstage-plugin-idp-orchestrator-common';
import { createFieldTable } from './fieldTable';
import { toJsonSchema, type JsonSchema } from './JsonSchema';
import { stepTypes } from './stepTypes';

/** Every field of a flow and of the step types, in Markdown, from their schemas. */
export function createFlowReference(): string {
  const flow = toJsonSchema(flowSourceSchema);
  const step = flow.properties?.steps.items ?? {};
  return [
    '## Fields of a flow',
    'A duration is written `500ms`, `30s`, `10m`, `2h` or `1d`.',
    createFieldTable(flow),
    ...describeParts(flow),
    '## Fields of a step',
    createFieldTable(step),
    ...describeParts(step),
    '## Step types',
    'What stands in `uses`, and what it takes in `with`.',
    ...stepTypes.flatMap(({ uses, schema }) => [
      `### \`uses: ${uses}\``,
      schema.description ?? '',
      createFieldTable(schema),
    ]),
  ].join('\n\n');
}

/** Fields that have fields of their own. */
function describeParts({ properties = {} }: JsonSchema): string[] {
  return Object.entries(properties)
    .filter(([, field]) => field.additionalProperties === false)
    .flatMap(([name, field]) => [
      `### \`${name}\``,
      field.description ?? '',
      createFieldTable(field),
    ]);
}
