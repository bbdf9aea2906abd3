import {
  listMaskedParts,
  type OutputGap,
} from '@idp/backstage-plugin-idp-orchestrator-common';

import { parseJson, type ParsedJson } from '../../problems/parseJson';

/** The number of bytes that are read of a body; the rest is not read. */
export const LARGEST_BODY = 256 * 1024;

/**
 * The number of bytes that are read beyond the limit, so that a secret across
 * it is seen whole and masked.
 */
const EDGE = 8 * 1024;

/** An answer as it is stored: JSON is parsed, everything else is text. */
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
  /** The body was larger than {@link LARGEST_BODY}; `body` is the text of its beginning. */
  bodyIsCut?: true;
}

/** An answer with what was masked in it. */
export interface MaskedAnswer {
  answer: HttpAnswer;
  outputGaps: OutputGap[];
  /** Names of the numbers that were kept as texts, since they would change. */
  inexact: string[];
}

export type Mask = (value: unknown) => unknown;

/** Reads an answer, secrets masked. Cookies are left out: they are secrets of the session. */
export async function readAnswer(
  response: Response,
  mask: Mask,
): Promise<MaskedAnswer> {
  const { status } = response;
  const told = Object.fromEntries(
    [...response.headers].filter(([name]) => name !== 'set-cookie'),
  );
  const headers = mask(told) as HttpAnswer['headers'];
  const bytes = await readBytes(response, LARGEST_BODY + EDGE);
  const text = new TextDecoder().decode(bytes);
  if (bytes.length <= LARGEST_BODY) {
    const isJson = /\bjson\b/.test(headers['content-type'] ?? '');
    const { value: said, inexact } = isJson
      ? parse(text)
      : { value: text, inexact: [] };
    const body = mask(said);
    const outputGaps = listMaskedParts(
      { headers: told, body: said },
      { headers, body },
    );
    return { answer: { status, headers, body }, outputGaps, inexact };
  }
  const masked = String(mask(text));
  const body = masked.slice(0, LARGEST_BODY);
  const outputGaps = listMaskedParts(
    { headers: told, body: text },
    { headers, body: masked },
  );
  return {
    answer: { status, headers, body, bodyIsCut: true },
    outputGaps,
    inexact: [],
  };
}

async function readBytes(
  response: Response,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk.subarray(0, limit - size));
    size += chunk.length;
    // Leaving the loop ends the transfer.
    if (size >= limit) break;
  }
  return Buffer.concat(chunks);
}

/** Parses a body; what calls itself JSON and is not is text. */
function parse(text: string): ParsedJson {
  try {
    return parseJson(text);
  } catch {
    return { value: text, inexact: [] };
  }
}
