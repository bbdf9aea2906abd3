import type { AttemptFiles } from '../../supervisor/AttemptFiles';
import { readRegularPart } from '../../supervisor/regularFile';
import type { Masker } from '../Masker';
import {
  OUTPUT_LIMIT,
  PRINTED_BYTES,
  SUMMARY_LIMIT,
  understandResults,
  type HandedPart,
  type ScriptResults,
} from './understandResults';

/**
 * Reads what a script handed over, masked: `$IDP_OUTPUT`, JSON on stdout (when
 * the catalog says so), `$IDP_SUMMARY`.
 */
export async function readResults(
  files: AttemptFiles,
  { json, masker }: { json: boolean; masker: Masker },
): Promise<ScriptResults> {
  const [printed, output, summary] = await Promise.all([
    json
      ? readPart({ path: files.stdout, name: 'stdout' }, endOf(PRINTED_BYTES))
      : undefined,
    readPart(
      { path: files.output, name: '$IDP_OUTPUT' },
      startOf(OUTPUT_LIMIT),
    ),
    readPart(
      { path: files.summary, name: '$IDP_SUMMARY' },
      startOf(SUMMARY_LIMIT + masker.longestBytes),
    ),
  ]);
  return understandResults({ printed, output, summary }, masker);
}

/** Reads a part of a file that the script was to write; tells what it is when it is none any more. */
async function readPart(
  { path, name }: { path: string; name: string },
  choose: (size: number) => { from: number; length: number },
): Promise<HandedPart> {
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
