import { actionSchema } from '../../src/bridge/catalog/actionSchema';
import {
  catalogFileSchema,
  sourceSchema,
} from '../../src/bridge/catalog/catalogSchema';
import { parameterSchema } from '../../src/bridge/catalog/fieldSchemas';
import { createFieldTable } from './fieldTable';
import { toJsonSchema, type JsonSchema } from './JsonSchema';

/** Every field of a script catalog, in Markdown, from its schemas. */
export function createCatalogReference(): string {
  return [
    '## Fields of a script',
    'They stand under `scripts`, by the id of the script.',
    createFieldTable(toJsonSchema(sourceSchema)),
    '## Fields of an action',
    createFieldTable(toJsonSchema(actionSchema)),
    '## Fields of a parameter',
    createFieldTable(toJsonSchema(parameterSchema)),
  ].join('\n\n');
}

/** JSON Schema of a script catalog, by which editors complete and check it. */
export function createCatalogSchema(): JsonSchema {
  const { properties = {}, ...file } = toJsonSchema(catalogFileSchema);
  const { $schema: _, ...script } = toJsonSchema(sourceSchema);
  return {
    title: 'The script catalog of the IDP Orchestrator',
    ...file,
    properties: {
      ...properties,
      scripts: { ...properties.scripts, additionalProperties: script },
    },
  };
}
