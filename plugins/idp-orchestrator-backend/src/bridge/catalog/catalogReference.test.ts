import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse, stringify } from 'yaml';
import { createCatalogSchema } from '../../../scripts/reference/catalogReference';
import { toJsonSchema } from '../../../scripts/reference/JsonSchema';
import { actionSchema } from './actionSchema';
import { sourceSchema } from './catalogSchema';
import { parameterSchema } from './fieldSchemas';
import { parseScriptCatalog } from './readScriptCatalog';

const root = path.join(__dirname, '../../../../..');

const checkSchema = addFormats(
  new Ajv({ strict: false, allErrors: true }),
).compile(createCatalogSchema());

const problemsOf = async (text: string) => {
  checkSchema(parse(text, { merge: true }));
  const ofSchema = (checkSchema.errors ?? []).map(
    ({ instancePath, message }) => `schema: ${instancePath} ${message}`,
  );
  const { problems } = await parseScriptCatalog(text, 'catalog.yaml');
  return [...ofSchema, ...problems.map(({ message }) => message)];
};

const text = { type: 'string' };

/** A script that has what examples name. */
const script = {
  title: 'It',
  script: 'it.sh',
  risk: 'low',
  defaultAction: 'scale',
  parameters: { node_pool: text, service: text },
  actions: { scale: {} },
};

const useScript = (changes: object) =>
  stringify({
    apiVersion: 'idp-orchestrator/v1',
    scripts: { it: { ...script, ...changes } },
  });

const fieldsOf = (
  of: string,
  schema: Parameters<typeof toJsonSchema>[0],
  place: (changes: object) => object,
) =>
  Object.entries(toJsonSchema(schema).properties ?? {}).map(
    ([name, { description, examples = [] }]) => ({
      of,
      name,
      description,
      examples,
      changes: place({ [name]: examples[0] }),
    }),
  );

describe('The reference of the script catalog', () => {
  it.each([
    ...fieldsOf('a script', sourceSchema, changes => changes),
    ...fieldsOf('an action', actionSchema, changes => ({
      actions: { scale: changes },
    })),
    ...fieldsOf('a parameter', parameterSchema, changes => ({
      parameters: {
        ...script.parameters,
        count: { type: 'integer', ...changes },
      },
    })),
  ])(
    'describes of $of the field $name, with an example that is one',
    async ({ description, examples, changes }) => {
      expect(description).toMatch(/^[A-Z]/);
      expect(examples).toHaveLength(1);
      expect(await problemsOf(useScript(changes))).toEqual([]);
    },
  );

  it('begins with a catalog that is one', async () => {
    const docs = readFileSync(
      path.join(root, 'docs/script-catalog.md'),
      'utf8',
    );
    const [, block] = /```yaml\n(.*?)```/s.exec(docs)!;
    expect(await problemsOf(block)).toEqual([]);
  });

  it.each([
    'examples/platform/scripts',
    'e2e/fixtures/scripts',
    'plugins/idp-orchestrator-backend/src/__fixtures__/scripts',
  ])('has a schema for editors that takes the catalog of %s', async folder => {
    const file = path.join(root, folder, 'catalog.yaml');
    const found = await problemsOf(readFileSync(file, 'utf8'));
    expect(found.filter(one => one.startsWith('schema:'))).toEqual([]);
  });

  it.each([
    ['words', { words: 'scale' }],
    ['as', { parameters: { a: { ...text, as: 'sideways' } } }],
    ['colour', { colour: 1 }],
    ['timeout', { timeout: 'soon' }],
    ['exitCodes', { exitCodes: { 2: 'warning' } }],
  ])('has a schema for editors that marks a wrong %s', async (_, changes) => {
    const found = await problemsOf(useScript(changes));
    expect(found.some(one => one.startsWith('schema:'))).toBe(true);
    expect(found.some(one => !one.startsWith('schema:'))).toBe(true);
  });
});
