import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import {
  auditSealSchema,
  type AuditSeal,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { readChecked } from '../../problems/badInput';

/**
 * Reads the seals in a file: a log of JSON lines with other lines among them,
 * messages of webhooks, a line each, or an answer of `GET /audit/seals`.
 *
 * @throws InputError when one of them is not complete
 */
export async function readSeals(file: string): Promise<AuditSeal[]> {
  const seals: AuditSeal[] = [];
  const input = createReadStream(file, 'utf8');
  let line = 0;
  for await (const text of createInterface({ input })) {
    line += 1;
    seals.push(...findSeals(text, `Line ${line} of ${file}`));
  }
  if (seals.length > 0) return seals;
  // JSON that is written over several lines.
  return findSeals(await readFile(file, 'utf8'), file);
}

/** Finds seals wherever they are in a value, also in a text that is JSON. */
function findSeals(value: unknown, place: string): AuditSeal[] {
  if (typeof value === 'string') {
    const inner = value.includes('signature') ? parse(value) : undefined;
    return inner === undefined ? [] : findSeals(inner, place);
  }
  if (value === null || typeof value !== 'object') return [];
  if ('keyId' in value && 'signature' in value) {
    const { number, digest, at, keyId, signature } = value as AuditSeal;
    const seal = { number, digest, at, keyId, signature };
    return [readChecked(auditSealSchema, seal, `${place}: a seal in it`)];
  }
  return Object.values(value).flatMap(item => findSeals(item, place));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever else is in a log.
    return undefined;
  }
}
