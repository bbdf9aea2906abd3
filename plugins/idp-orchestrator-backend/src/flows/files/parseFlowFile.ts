import {
  checkFlow,
  describeProblems,
  MOST_PROBLEMS,
  type CheckedFlow,
  type FlowDefinition,
  type FlowProblem,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LineCounter } from 'yaml';
import { checkExpressions } from '../checkExpressions';
import { checkInputSchema } from '../checkInputSchema';
import { findInexactNumbers } from '../../problems/inexactNumbers';
import { readYaml, type YamlDocument } from '../../problems/readYaml';
import { listUnstorable } from '../../problems/requireStorable';
import { tellFirst } from '../../problems/tellFirst';
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

/** Reads the flows of one file, one for each document; what is wrong is told, not thrown. */
export async function parseFlowFile(
  text: string,
  source: string,
): Promise<ReadFlows> {
  const { documents, lines, mistake } = await readYaml(text);
  if (mistake !== undefined) {
    const message = `It cannot be read as YAML: ${mistake}`;
    return { flows: [], problems: [{ source, message }] };
  }
  const read: ReadFlows = { flows: [], problems: [] };
  for (const one of documents) {
    const { flows, problems } = readDocument(one, { source, lines });
    read.flows.push(...flows);
    read.problems.push(...problems);
    // Each is checked by itself, and the loop is everybody's.
    await new Promise(resolve => setImmediate(resolve));
  }
  if (read.flows.length + read.problems.length > 0) {
    return { ...read, problems: tellFirst(read.problems) };
  }
  return { ...read, problems: [{ source, message: 'There is no flow in it' }] };
}

function readDocument(
  read: YamlDocument,
  { source, lines }: { source: string; lines: LineCounter },
): ReadFlows {
  const text: FlowText = { source, document: read.document, lines };
  if (read.mistakes) {
    const problems = read.mistakes.map(({ message, offset }) => {
      if (offset === undefined) {
        return { source, ...placeOf(text, ''), message };
      }
      const { line, col } = lines.linePos(offset);
      return { source, line, column: col, message };
    });
    return { flows: [], problems };
  }
  // What stands before the first `---` or after the last, if only a comment.
  if (read.value === null) return { flows: [], problems: [] };
  return readFlow(text, read.value);
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
  const checked = checkValue(value);
  if (checked.result === 'bad') {
    // Each is looked for in the file, so of very many the first are.
    const told = checked.problems.slice(0, MOST_PROBLEMS).map(toProblem);
    const more = checked.problems.length - told.length;
    return { flows: [], problems: tellFirst(told, more) };
  }
  const { source } = text;
  return { flows: [{ flow: checked.flow, source, toProblem }], problems: [] };
}

function checkValue(value: unknown): CheckedFlow {
  const { problems: unstorable } = listUnstorable(value);
  if (unstorable.length > 0) return { result: 'bad', problems: unstorable };
  const checked = checkFlow(value);
  if (checked.result === 'bad') return checked;
  const { flow } = checked;
  const problems = [
    ...checkInputSchema(flow),
    ...checkExpressions(flow),
    ...flow.steps.flatMap((step, index) =>
      findInexactNumbers(step.with, `steps.${index}.with`),
    ),
  ];
  return problems.length > 0 ? { result: 'bad', problems } : checked;
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
