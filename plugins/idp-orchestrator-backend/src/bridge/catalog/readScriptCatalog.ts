import { readFile, stat } from 'node:fs/promises';
import {
  describeProblems,
  MOST_PROBLEMS,
  problemsOf,
  type FlowProblem,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isNode, type Document, type LineCounter } from 'yaml';
import { z } from 'zod';
import { catalogFileSchema } from './catalogSchema';
import { scriptEntrySchema } from './scriptEntrySchema';
import {
  LARGEST_YAML,
  readYaml,
  type YamlMistake,
} from '../../problems/readYaml';
import { explainUnreadable } from '../../problems/explainUnreadable';
import { tellFirst } from '../../problems/tellFirst';
import { listUnstorable } from '../../problems/requireStorable';
import { listSchemaProblems } from '../../problems/schemaProblems';
import type { ScriptEntry } from './ScriptEntry';

/** A catalog as it was read: the scripts that can be used, and why others cannot. */
export interface ReadCatalog {
  scripts: ScriptEntry[];
  /** The places of the files' names, by the ids of the scripts. */
  places: Record<string, Pick<FlowProblem, 'source' | 'line'>>;
  /** What is wrong, with file and line; the other scripts keep working. */
  problems: FlowProblem[];
}

const WHERE =
  'It is named by idpOrchestrator.scriptCatalog, else it is the catalog.yaml in idpOrchestrator.scriptsDirectory or in that of an environment (idpOrchestrator.environments.<name>.scriptsDirectory). Put it there, or name another one';

/** Reads a script catalog; what is wrong in it is told, not thrown. */
export async function readScriptCatalog(path: string): Promise<ReadCatalog> {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > LARGEST_YAML) {
      const message = `The script catalog has ${size} bytes; expected at most ${LARGEST_YAML}. Give environments catalogs of their own`;
      return withoutScripts([{ source: path, message }]);
    }
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = explainUnreadable(error);
    const message = `The script catalog ${reason}. ${WHERE}`;
    return withoutScripts([{ source: path, message }]);
  }
  return parseScriptCatalog(text, path);
}

/** Parses the text of a script catalog; `source` is how problems name it. */
export async function parseScriptCatalog(
  text: string,
  source: string,
): Promise<ReadCatalog> {
  const { documents, lines, mistake } = await readYaml(text);
  const refuse = (mistakes: YamlMistake[]) =>
    withoutScripts(
      mistakes.map(({ message, offset = 0 }) => ({
        source,
        line: lines.linePos(offset).line,
        message,
      })),
    );
  if (mistake !== undefined) return refuse([{ message: mistake }]);
  const [only, second] = documents;
  if (second || !only) {
    const message = `Expected one document, got ${documents.length}`;
    return refuse([{ message }]);
  }
  if (only.mistakes) return refuse(only.mistakes);
  return readDocument({ source, document: only.document, lines }, only.value);
}

function withoutScripts(problems: FlowProblem[]): ReadCatalog {
  return { scripts: [], places: {}, problems };
}

interface CatalogText {
  source: string;
  document: Document;
  lines: LineCounter;
}

/** Scripts of one catalog, at most; each is a flow as well. */
const MOST_SCRIPTS = 1_000;

async function readDocument(
  text: CatalogText,
  value: unknown,
): Promise<ReadCatalog> {
  const file = catalogFileSchema.safeParse(value);
  if (!file.success) {
    return withoutScripts(problemsIn(text, { error: file.error, value }));
  }
  const read: ReadCatalog = withoutScripts([]);
  const entries = Object.entries(file.data.scripts);
  if (entries.length > MOST_SCRIPTS) {
    const expected = `at most ${MOST_SCRIPTS.toLocaleString('en')} scripts`;
    const problem = { path: '', expected, got: String(entries.length) };
    return { ...read, problems: problemsAt(text, ['scripts'], [problem]) };
  }
  const taken = new Map(entries.map(([id]) => [id, id]));
  for (const [id, entry] of entries) {
    // Each takes a while, and the loop is everybody's.
    await new Promise(resolve => setImmediate(resolve));
    const path = ['scripts', id];
    const { problems: unstorable } = listUnstorable(entry);
    if (unstorable.length > 0) {
      read.problems.push(...problemsAt(text, path, unstorable));
      continue;
    }
    const checked = scriptEntrySchema.safeParse(entry);
    if (!checked.success) {
      read.problems.push(
        ...problemsIn(text, { error: checked.error, value: entry, path }),
      );
      continue;
    }
    const script: ScriptEntry = { id, ...checked.data };
    const found = [...checkAliases(script, taken), ...checkParameters(script)];
    const problems = problemsAt(text, path, found);
    read.problems.push(...problems);
    if (problems.length > 0) continue;
    read.scripts.push(script);
    const line = lineOf(text, [...path, 'script']);
    read.places[id] = { source: text.source, line };
  }
  return { ...read, problems: tellFirst(read.problems) };
}

/** Another id must not be one that a script has already; `taken` are those of all before, and all ids. */
function checkAliases(
  { id, aliases }: ScriptEntry,
  taken: Map<string, string>,
): Problem[] {
  return aliases.flatMap((alias, index) => {
    const other = taken.get(alias);
    taken.set(alias, id);
    if (other === undefined) return [];
    const expected = `an id that is not that of ${other} already`;
    return [{ path: `aliases.${index}`, expected, got: JSON.stringify(alias) }];
  });
}

function problemsAt(
  text: CatalogText,
  path: string[],
  problems: Problem[],
): FlowProblem[] {
  return problems.map(problem => {
    const at = [...path, ...problem.path.split('.').filter(Boolean)];
    const message = describeProblems([{ ...problem, path: at.join('.') }]);
    return { source: text.source, line: lineOf(text, at), message };
  });
}

/**
 * Checks that the parameters' schemas and defaults can be used. Problems are
 * told of the parameter, which stands in no schema of the file.
 */
function checkParameters({ parameters }: ScriptEntry): Problem[] {
  const schema = { type: 'object', properties: parameters };
  return listSchemaProblems(schema, '').map(problem => ({
    ...problem,
    path: problem.path.replace(/^\.?(properties)?/, 'parameters'),
  }));
}

function problemsIn(
  text: CatalogText,
  {
    error,
    value,
    path = [],
  }: { error: z.ZodError; value: unknown; path?: string[] },
): FlowProblem[] {
  return error.issues.slice(0, MOST_PROBLEMS).flatMap(issue => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
    return problemsOf(new z.ZodError([issue]), value).map((problem, index) => {
      const at = [...path, ...issue.path, ...keys.slice(index, index + 1)];
      return {
        source: text.source,
        line: lineOf(text, at),
        message: describeProblems([{ ...problem, path: at.join('.') }]),
      };
    });
  });
}

/** Finds the line of a value, or of the nearest one around it that the file has. */
function lineOf({ document, lines }: CatalogText, path: PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
