import { readFile } from 'node:fs/promises';
import {
  describeProblems,
  problemsOf,
  type FlowProblem,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { catalogFileSchema, scriptEntrySchema } from './catalogSchema';
import { listSchemaProblems } from '../../problems/schemaProblems';
import type { ScriptEntry } from './ScriptEntry';

/** A catalog as it was read: the scripts that can be used, and why others cannot. */
export interface ReadCatalog {
  scripts: ScriptEntry[];
  /** What is wrong, with file and line; the other scripts keep working. */
  problems: FlowProblem[];
}

/** Reads a script catalog; what is wrong in it is told, not thrown. */
export async function readScriptCatalog(path: string): Promise<ReadCatalog> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      scripts: [],
      problems: [
        {
          source: path,
          message: `The script catalog cannot be read: ${message}`,
        },
      ],
    };
  }
  return parseScriptCatalog(text, path);
}

/** Parses the text of a script catalog; `source` is how problems name it. */
export function parseScriptCatalog(text: string, source: string): ReadCatalog {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  if (document.errors.length > 0) {
    return {
      scripts: [],
      problems: document.errors.map(({ message, pos }) => ({
        source,
        line: lines.linePos(pos[0]).line,
        message: message.split('\n')[0],
      })),
    };
  }
  return readDocument({ source, document, lines });
}

interface CatalogText {
  source: string;
  document: Document;
  lines: LineCounter;
}

function readDocument(text: CatalogText): ReadCatalog {
  const value: unknown = text.document.toJS();
  const file = catalogFileSchema.safeParse(value);
  if (!file.success) {
    return {
      scripts: [],
      problems: problemsIn(text, { error: file.error, value }),
    };
  }
  const read: ReadCatalog = { scripts: [], problems: [] };
  for (const [id, entry] of Object.entries(file.data.scripts)) {
    const path = ['scripts', id];
    const checked = scriptEntrySchema.safeParse(entry);
    if (!checked.success) {
      read.problems.push(
        ...problemsIn(text, { error: checked.error, value: entry, path }),
      );
      continue;
    }
    const script: ScriptEntry = { id, ...checked.data };
    const problems = checkParameters(script).map(problem => {
      const at = [...path, ...problem.path.split('.')];
      const message = describeProblems([{ ...problem, path: at.join('.') }]);
      return { source: text.source, line: lineOf(text, at), message };
    });
    read.problems.push(...problems);
    if (problems.length === 0) read.scripts.push(script);
  }
  return read;
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
  const problems = problemsOf(error, value);
  return error.issues.slice(0, problems.length).map((issue, index) => {
    const at = [...path, ...issue.path];
    return {
      source: text.source,
      line: lineOf(text, at),
      message: describeProblems([{ ...problems[index], path: at.join('.') }]),
    };
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
