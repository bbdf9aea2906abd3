import { open } from 'node:fs/promises';
import {
  describeProblems,
  listMaskedParts,
  type OutputGap,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { ignoreMissing, type AttemptFiles } from '../supervisor/AttemptFiles';
import type { Masker } from './Masker';
import { describeInexact } from './parseJson';
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
  const printed = json ? await readPrintedObject(files) : NOTHING;
  const written = await readWrittenOutput(files);
  const problems = [...printed.problems, ...written.problems];
  const output = { ...printed.output, ...written.output };
  const summary = await readSummary(files, masker);
  const masked = masker.maskValue(output) as typeof output;
  const outputGaps = listMaskedParts(output, masked);
  return {
    ...(Object.keys(output).length > 0 && {
      output: toStorableValue(masked) as typeof output,
    }),
    ...(outputGaps.length > 0 && { outputGaps }),
    ...(summary && { summary }),
    problems: problems.map(problem => toStorableText(masker.mask(problem))),
  };
}

interface Taken {
  output: ReadOutput['output'];
  problems: string[];
}

const NOTHING: Taken = { output: {}, problems: [] };

async function readPrintedObject(files: AttemptFiles): Promise<Taken> {
  const { text, bytes: size } = await readEnd(files.stdout, 2 * OUTPUT_LIMIT);
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
    : { output: printed.value, problems: describeInexact(printed.inexact) };
}

async function readWrittenOutput(files: AttemptFiles): Promise<Taken> {
  const { text, bytes } = await readStart(files.output, OUTPUT_LIMIT);
  if (bytes > OUTPUT_LIMIT) {
    return { output: {}, problems: [tooLarge('$IDP_OUTPUT', bytes)] };
  }
  const { output, problems, inexact } = readOutputFile(text);
  return {
    output,
    problems: [
      ...(problems.length > 0 ? [describeProblems(problems)] : []),
      ...describeInexact(inexact ?? []),
    ],
  };
}

async function readSummary(
  files: AttemptFiles,
  masker: Masker,
): Promise<string> {
  // A little more is read: a secret across the cut is masked whole.
  const { text, bytes } = await readStart(
    files.summary,
    SUMMARY_LIMIT + masker.longestBytes,
  );
  const summary = toStorableText(masker.mask(text, SUMMARY_LIMIT));
  return bytes > SUMMARY_LIMIT
    ? `${summary}\n\n… [summary cut, ${bytes} bytes in all, the limit is ${SUMMARY_LIMIT}]`
    : summary;
}

function tooLarge(what: string, bytes: number): string {
  return `${what} has ${bytes} bytes, the limit is ${OUTPUT_LIMIT}; nothing of it was taken`;
}

interface FilePart {
  text: string;
  /** The bytes of the whole file. */
  bytes: number;
}

function readStart(path: string, limit: number): Promise<FilePart> {
  return readPart(path, size => ({ from: 0, length: Math.min(size, limit) }));
}

function readEnd(path: string, limit: number): Promise<FilePart> {
  return readPart(path, size => {
    const length = Math.min(size, limit);
    return { from: size - length, length };
  });
}

/** Reads a part of a file; the script may have removed it, and then it is empty. */
async function readPart(
  path: string,
  choose: (size: number) => { from: number; length: number },
): Promise<FilePart> {
  const file = await open(path, 'r').catch(ignoreMissing);
  if (!file) return { text: '', bytes: 0 };
  try {
    const { size } = await file.stat();
    const { from, length } = choose(size);
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(length),
      0,
      length,
      from,
    );
    return { text: buffer.toString('utf8', 0, bytesRead), bytes: size };
  } finally {
    await file.close();
  }
}
