import {
  formatByteSize,
  parseByteSize,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';

/**
 * Makes the schema of an amount of bytes, written with its unit (`100 MiB`) or
 * as a number of bytes. Gives bytes.
 */
export function byteSizeSchema({ least }: { least: number }) {
  const expected = `an amount of bytes of at least ${formatByteSize(least)}, written as 100 MiB, 512 KiB or a number of bytes`;
  return z.unknown().transform((value, context) => {
    const bytes = readBytes(value);
    if (Number.isSafeInteger(bytes) && bytes >= least) return bytes;
    context.addIssue({ code: 'custom', input: value, message: expected });
    return z.NEVER;
  });
}

function readBytes(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return NaN;
  return parseByteSize(value.trim()) ?? Number(value);
}
