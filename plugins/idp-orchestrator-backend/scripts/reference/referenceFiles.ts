import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createOpenApiText } from '../openapi/createOpenApi';
import { createRoutesText } from '../openapi/createRoutes';
import { createEditorSchema } from './editorSchema';
import { createFlowReference } from './flowReference';

const root = path.resolve(__dirname, '../../../..');
const BEGIN = '<!-- Made by `tools/yarn docs:flows` from here -->';
const END = '<!-- to here. -->';

/** A file of the repository that is made from the schemas, as it should be. */
export interface ReferenceFile {
  path: string;
  text: string;
}

export function createReferenceFiles(): ReferenceFile[] {
  const docs = path.join(root, 'docs/flows.md');
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
    { path: docs, text: fillIn(readFileSync(docs, 'utf8')) },
    {
      path: schema,
      text: `${JSON.stringify(createEditorSchema(), null, 2)}\n`,
    },
  ];
}

function fillIn(text: string): string {
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) {
    throw new Error(`docs/flows.md needs the lines ${BEGIN} and ${END}`);
  }
  return `${before}${BEGIN}\n\n${createFlowReference()}\n\n${END}${after}`;
}
