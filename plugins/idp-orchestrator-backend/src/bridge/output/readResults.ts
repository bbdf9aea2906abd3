import {
  describeProblems,
  listMaskedParts,
  type OutputGap,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AttemptFiles } from '../supervisor/AttemptFiles';
import { readRegularPart, type FilePart } from '../supervisor/regularFile';
import type { Masker } from './Masker';
import { describeInexact } from '../../problems/parseJson';
import { readPrintedJson } from './readPrintedJson';
import { readOutputFile, type ReadOutput } from './readOutputFile';
import { toStorableText, toStorableValue } from './storableText';

/** Everything that a script handed over when it ended. */
export interface ScriptResults {
  output?: Record<string, unknown>;
  /** What was masked in the output. */
  outputGaps?: OutputGap[];
  /** The summary, as Markdown. */
  summary?: string;
  /** True when something was masked in the summary. */
  isSummaryMasked: boolean;
  /** What the script meant to hand over and could not be taken. */
  problems: string[];
}

const OUTPUT_LIMIT = 256 * 1024;
const SUMMARY_LIMIT = 64 * 1024;

/**
 * Reads what a script handed over, masked: `$IDP_OUTPUT`, JSON on stdout (when
 * the catalog says so), `$IDP_SUMMARY`.
 */
export async function readResults(
  files: AttemptFiles,
  { json, masker }: { json: boolean; masker: Masker },
): Promise<ScriptResults> {
  const [printed, written, said] = await Promise.all([
    json ? readPrintedObject(files) : NOTHING,
    readWrittenOutput(files),
    readSummary(files, masker),
  ]);
  const output = { ...printed.output, ...written.output };
  const { summary, isSummaryMasked, ...told } = said;
  const problems = [...printed.problems, ...written.problems, ...told.problems];
  const masked = masker.maskValue(output) as typeof output;
  const outputGaps = listMaskedParts(output, masked);
  return {
    ...(Object.keys(output).length > 0 && {
      output: toStorableValue(masked) as typeof output,
    }),
    ...(outputGaps.length > 0 && { outputGaps }),
    ...(summary && { summary }),
    isSummaryMasked,
    problems: problems.map(problem => toStorableText(masker.mask(problem))),
  };
}

interface Taken {
  output: ReadOutput['output'];
  problems: string[];
}

const NOTHING: Taken = { output: {}, problems: [] };

async function readPrintedObject(files: AttemptFiles): Promise<Taken> {
  const { text, bytes: size } = await readPart(
    { path: files.stdout, name: 'stdout' },
    endOf(2 * OUTPUT_LIMIT),
  );
  const printed = readPrintedJson(text, size > 2 * OUTPUT_LIMIT);
  if (printed.kind !== 'object') {
    const said = 'the catalog says that it prints JSON';
    const last = JSON.stringify(
      text.trimEnd().split('\n').at(-1)?.slice(0, 80),
    );
    return {
      output: {},
      problems: [
        printed.kind === 'bad'
          ? `${said}, and at the end of stdout, where one JSON object was expected, is ${printed.found}; nothing of it was taken`
          : `${said}, and stdout holds no JSON object (its last line: ${last})`,
      ],
    };
  }
  const bytes = Buffer.byteLength(JSON.stringify(printed.value));
  return bytes > OUTPUT_LIMIT
    ? { output: {}, problems: [tooLarge('the JSON object on stdout', bytes)] }
    : { output: printed.value, problems: tellInexact(printed.inexact) };
}

async function readWrittenOutput(files: AttemptFiles): Promise<Taken> {
  const { text, bytes, ...read } = await readPart(
    { path: files.output, name: '$IDP_OUTPUT' },
    startOf(OUTPUT_LIMIT),
  );
  if (read.problems.length > 0) return { output: {}, problems: read.problems };
  if (bytes > OUTPUT_LIMIT) {
    return { output: {}, problems: [tooLarge('$IDP_OUTPUT', bytes)] };
  }
  const { output, problems, inexact } = readOutputFile(text);
  return {
    output,
    problems: [
      ...(problems.length > 0 ? [describeProblems(problems)] : []),
      ...tellInexact(inexact ?? []),
    ],
  };
}

async function readSummary(
  files: AttemptFiles,
  masker: Masker,
): Promise<{ summary: string; isSummaryMasked: boolean; problems: string[] }> {
  const { text, bytes, problems } = await readPart(
    { path: files.summary, name: '$IDP_SUMMARY' },
    // A little more is read: a secret across the cut is masked whole.
    startOf(SUMMARY_LIMIT + masker.longestBytes),
  );
  const masked = masker.mask(text, SUMMARY_LIMIT);
  const shown = toStorableText(masked);
  const summary =
    bytes > SUMMARY_LIMIT
      ? `${shown}\n\n… [summary cut, ${bytes} bytes in all, the limit is ${SUMMARY_LIMIT}]`
      : shown;
  const isSummaryMasked = masked !== text.slice(0, SUMMARY_LIMIT);
  return { summary, isSummaryMasked, problems };
}

function tellInexact(names: string[]): string[] {
  return describeInexact(names).map(text => `${text}. Print them as texts`);
}

function tooLarge(what: string, bytes: number): string {
  return `${what} has ${bytes} bytes, the limit is ${OUTPUT_LIMIT}; nothing of it was taken`;
}

/** Reads a part of a file that the script was to write; tells what it is when it is none any more. */
async function readPart(
  { path, name }: { path: string; name: string },
  choose: (size: number) => { from: number; length: number },
): Promise<FilePart & { problems: string[] }> {
  const part = await readRegularPart(path, choose);
  if (part.is === undefined) return { ...part, problems: [] };
  const nothing = { text: '', bytes: 0 };
  // A script may remove what it does not use.
  if (part.is === 'gone') return { ...nothing, problems: [] };
  return {
    ...nothing,
    problems: [
      `${name} is ${part.is}, and nothing of it was taken: write to the file that is there, or put another plain file in its place`,
    ],
  };
}

function startOf(limit: number) {
  return (size: number) => ({ from: 0, length: Math.min(size, limit) });
}

function endOf(limit: number) {
  return (size: number) => {
    const length = Math.min(size, limit);
    return { from: size - length, length };
  };
}
