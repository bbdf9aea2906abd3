import * as z from 'zod';

/**
 * A part of an output that nobody can read on, and why.
 *
 * @public
 */
export const outputGapSchema = z
  .object({
    path: z
      .array(z.union([z.string(), z.number()]))
      .describe('Where in the output; empty when all of it is meant.'),
    because: z.string().describe('Why it cannot be read, and what to do.'),
  })
  .describe('A part of an output that is not what it should be.');

/** @public */
export type OutputGap = z.infer<typeof outputGapSchema>;

/**
 * Gaps in an output: expressions that read one of them fail.
 *
 * @public
 */
export const outputGapsSchema = z
  .array(outputGapSchema)
  .describe(
    'Parts of the output that expressions cannot read: what was masked in it, and what could not be evaluated.',
  );

type Path = OutputGap['path'];

/** More parts are told by the names that they stand under. */
const MOST_GAPS = 50;

const MASKED =
  'it held a secret, and is stored as ***. Let the script that needs the secret ask for it itself, or put it into idpOrchestrator.secrets and list it there under `secrets`';

/**
 * Says of words of a step for people that a mask has changed them.
 *
 * @public
 */
export function maskedWords(what: string): string {
  return `${what} held a secret, which is shown as ***`;
}

/**
 * Lists the parts of an output that a mask has changed.
 *
 * @public
 */
export function listMaskedParts(before: unknown, after: unknown): OutputGap[] {
  const paths = findChanges(before, after, []);
  if (paths.length <= MOST_GAPS) return paths.map(toGap);
  const names = [...new Set(paths.map(([name]) => name))];
  return names.length > MOST_GAPS
    ? [toGap([])]
    : names.map(name => toGap([name]));
}

/**
 * Moves the gaps of an output to where that output stands in another one.
 *
 * @public
 */
export function placeGaps(
  gaps: readonly OutputGap[] | undefined,
  place: OutputGap['path'],
): OutputGap[] {
  return (gaps ?? []).map(gap => ({ ...gap, path: [...place, ...gap.path] }));
}

function toGap(path: Path): OutputGap {
  return { path, because: MASKED };
}

function findChanges(before: unknown, after: unknown, path: Path): Path[] {
  if (before === after) return [];
  if (!isObject(before) || !isObject(after)) return [path];
  const names = Object.keys(before);
  const shown = Object.keys(after);
  // Two names that became one cannot be told apart any more.
  if (names.length !== shown.length) return [path];
  return names.flatMap((name, at) => {
    const inside = [...path, Array.isArray(after) ? at : shown[at]];
    return name === shown[at]
      ? findChanges(before[name], after[name], inside)
      : [inside];
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
