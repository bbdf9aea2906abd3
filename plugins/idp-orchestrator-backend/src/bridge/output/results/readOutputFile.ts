import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { parseJson } from '../../../problems/parseJson';

export interface ReadOutput {
  output: Record<string, unknown>;
  problems: Problem[];
  /** Names of numbers that are kept as text. */
  inexact?: string[];
}

const PAIR = /^([A-Za-z_][\w.-]*)=(.*)$/s;
const HEREDOC = /^([A-Za-z_][\w.-]*)<<(\S+)$/;

/**
 * Reads what a script wrote to `$IDP_OUTPUT`: one JSON object, or lines of
 * `key=value` and `key<<END` … `END`, whose values are texts.
 */
export function readOutputFile(text: string): ReadOutput {
  return text.trimStart().startsWith('{') ? readObject(text) : readPairs(text);
}

function readObject(text: string): ReadOutput {
  try {
    const { value, inexact } = parseJson(text);
    return {
      output: value as ReadOutput['output'],
      problems: [],
      inexact,
    };
  } catch (error) {
    return {
      output: {},
      problems: [
        {
          path: '$IDP_OUTPUT',
          expected: 'one JSON object',
          got: `something like JSON that is not valid: ${(error as Error).message}`,
        },
      ],
    };
  }
}

function readPairs(text: string): ReadOutput {
  const lines = text.split(/\r?\n/);
  const read: ReadOutput = { output: {}, problems: [] };
  for (let at = 0; at < lines.length; at++) {
    const [, heredocKey, end] = HEREDOC.exec(lines[at]) ?? [];
    if (heredocKey !== undefined) {
      at = readHeredoc(lines, { at, key: heredocKey, end }, read);
      continue;
    }
    const [, key, value] = PAIR.exec(lines[at]) ?? [];
    if (key !== undefined) {
      read.output[key] = value;
    } else if (lines[at].trim() !== '') {
      read.problems.push(problemAt(at, 'key=value or key<<END', lines[at]));
    }
  }
  return read;
}

/**
 * Reads a value of several lines.
 *
 * @returns the line that it ends at
 */
function readHeredoc(
  lines: string[],
  { at, key, end }: { at: number; key: string; end: string },
  read: ReadOutput,
): number {
  const endsAt = lines.indexOf(end, at + 1);
  if (endsAt < 0) {
    read.problems.push(problemAt(at, `a line ${end} that ends ${key}`, 'none'));
    return lines.length;
  }
  read.output[key] = lines.slice(at + 1, endsAt).join('\n');
  return endsAt;
}

function problemAt(at: number, expected: string, got: string): Problem {
  return {
    path: `$IDP_OUTPUT line ${at + 1}`,
    expected,
    got: got.slice(0, 80),
  };
}
