import path from 'node:path';
import {
  checkFlow,
  describeProblems,
  describeValue,
  type CheckedFlow,
  type FlowDefinition,
  type FlowProblem,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { checkExpressions } from '../checkExpressions';
import { checkInputSchema } from '../checkInputSchema';
import { findInexactNumbers } from '../../problems/inexactNumbers';
import { readYaml, type YamlDocument } from '../../problems/readYaml';
import { listUnstorable } from '../../problems/requireStorable';
import { tellFirst } from '../../problems/tellFirst';
import {
  locateProblemIn,
  placeProblems,
  type FileSchedule,
  type FileWindow,
} from './FileDocument';
import { placeOf, type FlowText } from './place';
import { readScheduleDocument } from './readScheduleDocument';
import { readWindowDocument } from './readWindowDocument';

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

/** Everything that a file holds. */
export interface ReadFile extends ReadFlows {
  schedules: FileSchedule[];
  windows: FileWindow[];
}

/** Where a file is, and what is known of the names in it. */
export interface FileSurroundings {
  /** The folder that it is in; its own when absent. */
  folder?: string;
  /** The names of the environments. */
  environments?: readonly string[];
}

/**
 * Reads what one file holds: a flow, a schedule or a window in each document.
 * What is wrong is told, not thrown.
 */
export async function parseFlowFile(
  text: string,
  source: string,
  { folder = path.dirname(source), environments }: FileSurroundings = {},
): Promise<ReadFile> {
  const { documents, lines, mistake } = await readYaml(text);
  if (mistake !== undefined) {
    const message = `It cannot be read as YAML: ${mistake}`;
    return onlyProblems([{ source, message }]);
  }
  const read = onlyProblems([]);
  const file = path.relative(folder, source);
  for (const one of documents) {
    const place = { source, file, document: one.document, lines };
    const found = readDocument(one, place, environments);
    read.flows.push(...(found.flows ?? []));
    read.schedules.push(...(found.schedules ?? []));
    read.windows.push(...(found.windows ?? []));
    read.problems.push(...(found.problems ?? []));
    // Each is checked by itself, and the loop is everybody's.
    await new Promise(resolve => setImmediate(resolve));
  }
  const { flows, schedules, windows, problems } = read;
  if ([flows, schedules, windows, problems].some(list => list.length > 0)) {
    return { ...read, problems: tellFirst(problems) };
  }
  return onlyProblems([{ source, message: 'There is no flow in it' }]);
}

/** What there is of a file of which nothing can be used. */
export function onlyProblems(problems: FlowProblem[]): ReadFile {
  return { flows: [], schedules: [], windows: [], problems };
}

function readDocument(
  read: YamlDocument,
  text: FlowText & { file: string },
  environments?: readonly string[],
): Partial<ReadFile> {
  const { source, lines } = text;
  if (read.mistakes) {
    const problems = read.mistakes.map(({ message, offset }) => {
      if (offset === undefined) {
        return { source, ...placeOf(text, ''), message };
      }
      const { line, col } = lines.linePos(offset);
      return { source, line, column: col, message };
    });
    return { problems };
  }
  const { value } = read;
  // What stands before the first `---` or after the last, if only a comment.
  if (value === null) return {};
  if (!isRecord(value) || !Object.hasOwn(value, 'kind')) {
    return readFlow(text, value);
  }
  switch (value.kind) {
    case 'schedule':
      return readScheduleDocument(value, text, environments);
    case 'freeze':
    case 'maintenance':
      return readWindowDocument(value, text, environments);
    default:
      return {
        problems: placeProblems(locateProblemIn(text), [wrongKind(value.kind)]),
      };
  }
}

function wrongKind(kind: unknown): Problem {
  const expected = 'schedule, freeze or maintenance, or no kind for a flow';
  return { path: 'kind', expected, got: describeValue(kind) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readFlow(text: FlowText, value: unknown): ReadFlows {
  const { id, steps } = (value ?? {}) as { id?: unknown; steps?: unknown };
  const stepCount = Array.isArray(steps) ? steps.length : 0;
  const toProblem = (problem: Problem): FlowProblem => {
    const at = pathInFile(problem.path, stepCount);
    return {
      source: text.source,
      ...placeOf(text, at),
      ...(typeof id === 'string' && { flow: id }),
      message: describeProblems([{ ...problem, path: at }]),
    };
  };
  const checked = checkValue(value);
  if (checked.result === 'bad') {
    return { flows: [], problems: placeProblems(toProblem, checked.problems) };
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
function pathInFile(at: string, stepCount: number): string {
  return at.replace(/^steps\.(\d+)/, (own, index: string) =>
    Number(index) < stepCount ? own : `finally.${Number(index) - stepCount}`,
  );
}
