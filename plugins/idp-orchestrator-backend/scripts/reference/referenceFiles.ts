import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createOpenApiText } from '../openapi/createOpenApi';
import { createRoutesText } from '../openapi/createRoutes';
import {
  createCatalogReference,
  createCatalogSchema,
} from './catalogReference';
import { createEditorSchema } from './editorSchema';
import { createFlowReference } from './flowReference';

const root = path.resolve(__dirname, '../../../..');
const BEGIN = '<!-- Made by `tools/yarn docs:flows` from here -->';
const BEGIN_CATALOG = '<!-- Made by `tools/yarn docs:catalog` from here -->';
const END = '<!-- to here. -->';

/** A file of the repository that is made from the schemas, as it should be. */
export interface ReferenceFile {
  path: string;
  text: string;
}

export function createReferenceFiles(): ReferenceFile[] {
  const docs = path.join(root, 'docs/flows.md');
  const catalogDocs = path.join(root, 'docs/script-catalog.md');
  const catalogSchema = path.join(
    root,
    'plugins/idp-orchestrator-backend/catalog.schema.json',
  );
  const schema = path.join(
    root,
    'plugins/idp-orchestrator-common/flow.schema.json',
  );
  const api = path.join(root, 'plugins/idp-orchestrator-backend/openapi.yaml');
  const routes = path.join(
    root,
    'plugins/idp-orchestrator-common/src/contract/routes.ts',
  );
  return [
    { path: routes, text: createRoutesText() },
    { path: api, text: createOpenApiText() },
    { path: docs, text: fillIn(docs, BEGIN, createFlowReference()) },
    {
      path: catalogDocs,
      text: fillIn(catalogDocs, BEGIN_CATALOG, createCatalogReference()),
    },
    { path: catalogSchema, text: formatSchema(createCatalogSchema()) },
    { path: schema, text: formatSchema(createEditorSchema()) },
  ];
}

function formatSchema(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function fillIn(file: string, begin: string, reference: string): string {
  const [before, rest] = readFileSync(file, 'utf8').split(begin);
  const after = rest?.split(END)[1];
  if (after === undefined) {
    throw new Error(`${file} needs the lines ${begin} and ${END}`);
  }
  return `${before}${begin}\n\n${reference}\n\n${END}${after}`;
}
