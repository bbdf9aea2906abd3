import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parseAllDocuments } from 'yaml';
import { parseFlowFile } from './files/parseFlowFile';
import { createEditorSchema } from '../../scripts/reference/editorSchema';
import { createReferenceFiles } from '../../scripts/reference/referenceFiles';
import { stepTypes } from '../../scripts/reference/stepTypes';

const root = path.join(__dirname, '../../../..');

describe('The reference of flows', () => {
  it('is as the schemas are (if not: tools/yarn docs:flows)', () => {
    for (const file of createReferenceFiles()) {
      expect(existsSync(file.path) && readFileSync(file.path, 'utf8')).toBe(
        file.text,
      );
    }
  });

  it('begins with a flow that is one', async () => {
    const text = readFileSync(path.join(root, 'docs/flows.md'), 'utf8');
    const [, block] = /```yaml\n(# yaml-language-server.*?)```/s.exec(text)!;
    const { flows, problems } = await parseFlowFile(
      block,
      'restart-grafana.yaml',
    );
    expect(problems).toEqual([]);
    const [{ toProblem }] = flows;
    const problem = { path: 'steps.0.with.script', expected: '', got: '' };
    const { source, line, column } = toProblem(problem);
    expect(text).toContain(`${source}:${line}:${column}: steps.0.with.script`);
  });

  it('describes every step type that the plugin brings, and each field', () => {
    const files = readdirSync(path.join(__dirname, '../steps'))
      .filter(name => name.endsWith('Step.ts'))
      .map(name => name.replace('Step.ts', ''));
    expect(stepTypes.map(({ uses }) => uses).sort()).toEqual(files.sort());
    for (const { uses, schema } of stepTypes) {
      for (const [name, field] of Object.entries(schema.properties ?? {})) {
        expect(`${uses} ${name}: ${field.description}`).not.toMatch(
          /: undefined$/,
        );
      }
      expect(`${uses}: ${schema.description}`).not.toMatch(/: undefined$/);
    }
  });
});

describe('The schema for editors', () => {
  const check = addFormats(new Ajv({ strict: false, allErrors: true })).compile(
    createEditorSchema(),
  );
  const flow = (step: object) => ({
    id: 'a',
    title: 'A',
    risk: 'low',
    steps: [{ id: 'a', ...step }],
  });
  const problemsOf = (value: unknown) => {
    check(value);
    return (check.errors ?? []).map(
      ({ instancePath, message }) => `${instancePath} ${message}`,
    );
  };

  it('takes the flows of the example', () => {
    const folder = path.join(root, 'examples/platform/flows');
    for (const name of readdirSync(folder)) {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const documents = parseAllDocuments(text).map(one => one.toJS());
      // Schedules and windows are in the same folder, and have a kind.
      const flows = documents.filter(({ kind }) => kind === undefined);
      expect(flows.flatMap(problemsOf)).toEqual([]);
    }
  });

  it.each([
    ['a script', { uses: 'script', with: { script: 'x' } }],
    ['a type of somebody else', { uses: 'announce', with: { text: 1 } }],
    [
      'expressions in the place of values',
      {
        uses: 'http',
        with: { url: '${{ input.url }}', expect: '${{ input.expect }}' },
      },
    ],
  ])('takes %s', (_, step) => {
    expect(problemsOf(flow(step))).toEqual([]);
  });

  it.each([
    ['a field that there is not', { uses: 'x', colour: 1 }, /additional/],
    ['a timeout that is none', { uses: 'x', timeout: 'soon' }, /timeout/],
    ['a script without its id', { uses: 'script' }, /'with'/],
    [
      'an input that its step type does not know',
      { uses: 'script', with: { script: 'x', arg: 1 } },
      /additional/,
    ],
    [
      'a wrong value of an input',
      { uses: 'http', with: { url: 'https://a', expect: 'good' } },
      /expect/,
    ],
  ])('marks %s', (_, step, message) => {
    expect(problemsOf(flow(step)).join()).toMatch(message);
  });
});
