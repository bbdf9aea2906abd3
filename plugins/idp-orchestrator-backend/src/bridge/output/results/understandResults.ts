import {
  describeProblems,
  listMaskedParts,
  type OutputGap,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeInexact } from '../../../problems/parseJson';
import type { FilePart } from '../../supervisor/regularFile';
import type { Masker } from '../Masker';
import { readPrintedJson } from './readPrintedJson';
import { readOutputFile, type ReadOutput } from './readOutputFile';
import { toStorableText, toStorableValue } from '../storableText';

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

/** The most (bytes) that is taken of `$IDP_OUTPUT`, and of the JSON on stdout. */
export const OUTPUT_LIMIT = 256 * 1024;
/** The most (bytes) that is shown of `$IDP_SUMMARY`. */
export const SUMMARY_LIMIT = 64 * 1024;
/** JSON is looked for in so many bytes of the end of stdout. */
export const PRINTED_BYTES = 2 * OUTPUT_LIMIT;

/** A part of a file that the script was to write, and what was wrong with the file. */
export interface HandedPart extends FilePart {
  problems: string[];
}

/** What a script handed over, as it was read; not more of it than the limits. */
export interface HandedOver {
  /** The end of stdout; absent where the catalog does not say that it is JSON. */
  printed?: FilePart;
  output: HandedPart;
  /** A little more is read than is shown: a secret across the cut is masked whole. */
  summary: HandedPart;
}

/** Makes of what a script handed over what is told of it, masked. */
export function understandResults(
  handed: HandedOver,
  masker: Masker,
): ScriptResults {
  const printed = handed.printed ? understandPrinted(handed.printed) : NOTHING;
  const written = understandWritten(handed.output);
  const said = understandSummary(handed.summary, masker);
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

function understandPrinted({ text, bytes: size }: FilePart): Taken {
  const printed = readPrintedJson(text, size > PRINTED_BYTES);
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

function understandWritten({ text, bytes, ...read }: HandedPart): Taken {
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

function understandSummary(
  { text, bytes, problems }: HandedPart,
  masker: Masker,
): { summary: string; isSummaryMasked: boolean; problems: string[] } {
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
