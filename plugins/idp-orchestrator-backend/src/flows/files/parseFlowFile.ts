import {
  checkFlow,
  describeProblems,
  type FlowDefinition,
  type FlowProblem,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import { checkExpressions } from '../checkExpressions';
import { checkInputSchema } from '../checkInputSchema';
import { findInexactNumbers } from '../../problems/inexactNumbers';
import { placeOf, type FlowText } from './place';

/** A good flow of a file, which can still tell where each part of it is. */
export interface FileFlow {
  flow: FlowDefinition;
  source: string;
  toProblem(problem: Problem): FlowProblem;
}

export interface ReadFlows {
  flows: FileFlow[];
  /** The problems, with file, line and column; the other flows keep working. */
  problems: FlowProblem[];
}

/** The number of aliases in a file, at most: more of them multiply a small file into a huge one. */
const MOST_ALIASES = 100;

/** The number of mistakes of YAML that are told: further ones are mostly what the first ones lead to. */
const MOST_MISTAKES = 5;

/** Reads the flows of one file, one for each document; what is wrong is told, not thrown. */
export function parseFlowFile(text: string, source: string): ReadFlows {
  const lines = new LineCounter();
  try {
    const documents: Document[] = parseAllDocuments(text, {
      lineCounter: lines,
      // YAML 1.2 has dropped `<<`, which people still write.
      merge: true,
    });
    const read = documents.map(document =>
      readDocument({ source, document, lines }),
    );
    const flows = read.flatMap(one => one.flows);
    const problems = read.flatMap(one => one.problems);
    if (flows.length + problems.length > 0) return { flows, problems };
    return { flows, problems: [{ source, message: 'There is no flow in it' }] };
  } catch (error) {
    // Thousands of nested lists, for example, are too much for the parser.
    const { message } = error as Error;
    return {
      flows: [],
      problems: [{ source, message: `It cannot be read as YAML: ${message}` }],
    };
  }
}

function readDocument(text: FlowText): ReadFlows {
  const { source, document, lines } = text;
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0) {
    const problems = mistakes
      .slice(0, MOST_MISTAKES)
      .map(({ message, pos }) => {
        const { line, col } = lines.linePos(pos[0]);
        // The parser's own words end with a place and a picture of it.
        const [reason] = message.split(/ at line \d+, column \d+/);
        return { source, line, column: col, message: reason };
      });
    return { flows: [], problems };
  }
  const value = readValue(text);
  if ('problem' in value) return { flows: [], problems: [value.problem] };
  // What stands before the first `---` or after the last, if only a comment.
  if (value.value === null) return { flows: [], problems: [] };
  return readFlow(text, value.value);
}

function readValue(
  text: FlowText,
): { value: unknown } | { problem: FlowProblem } {
  try {
    return { value: text.document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    const { message } = error as Error;
    return {
      problem: { source: text.source, ...placeOf(text, ''), message },
    };
  }
}

function readFlow(text: FlowText, value: unknown): ReadFlows {
  const { id, steps } = (value ?? {}) as { id?: unknown; steps?: unknown };
  const stepCount = Array.isArray(steps) ? steps.length : 0;
  const toProblem = (problem: Problem): FlowProblem => {
    const path = pathInFile(problem.path, stepCount);
    return {
      source: text.source,
      ...placeOf(text, path),
      ...(typeof id === 'string' && { flow: id }),
      message: describeProblems([{ ...problem, path }]),
    };
  };
  const checked = checkFlow(value);
  const problems =
    checked.result === 'bad'
      ? checked.problems
      : [
          ...checkInputSchema(checked.flow),
          ...checkExpressions(checked.flow),
          ...checked.flow.steps.flatMap((step, index) =>
            findInexactNumbers(step.with, `steps.${index}.with`),
          ),
        ];
  if (checked.result === 'bad' || problems.length > 0) {
    return { flows: [], problems: problems.map(toProblem) };
  }
  const { source } = text;
  return { flows: [{ flow: checked.flow, source, toProblem }], problems: [] };
}

/**
 * Converts a path of a checked flow, which has its last steps behind the
 * others, into one of the file, where they have a list of their own.
 */
function pathInFile(path: string, stepCount: number): string {
  return path.replace(/^steps\.(\d+)/, (own, index: string) =>
    Number(index) < stepCount ? own : `finally.${Number(index) - stepCount}`,
  );
}
