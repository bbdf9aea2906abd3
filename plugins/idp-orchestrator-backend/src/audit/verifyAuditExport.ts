import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { InputError } from '@backstage/errors';
import type {
  AuditEntry,
  AuditSeal,
  AuditVerification,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { whileReading } from '../problems/whileReading';
import type { AuditEnd } from '../ports';
import { RecordCheck } from './RecordCheck';
import { readPublicKeys } from './seals/readPublicKeys';
import { readSeals } from './seals/readSeals';

/**
 * The knowledge about a record that was kept apart from it.
 *
 * @public
 */
export interface KeptApart {
  /** The entry that the record is known to end with. */
  end?: AuditEnd;
  /** Files of seals: JSON lines of a log or a webhook, or answers of `GET /audit/seals`. */
  seals?: string[];
  /** The public keys of seals: `<key id>:<file of PEM>`, or a file of such an answer. */
  publicKeys?: string[];
}

/**
 * Checks an export of the audit record, a file of one JSON entry a line, and
 * names the first entry that was altered, removed, or is not in its place.
 * Without seals or a known `end` nobody can tell whether entries are missing at
 * the end, nor whether somebody made the whole record anew.
 *
 * @throws InputError for files, seals or keys that cannot be used
 *
 * @public
 */
export async function verifyAuditExport(
  file: string,
  { end, seals: sealFiles = [], publicKeys = [] }: KeptApart = {},
): Promise<AuditVerification> {
  const seals = (await Promise.all(sealFiles.map(readSealsOf))).flat();
  const keys = await readPublicKeys(publicKeys);
  if (seals.length > 0 && keys.size === 0) {
    throw new InputError(
      'Seals cannot be checked without public keys: name those of the portal as well',
    );
  }
  const check = new RecordCheck(seals.length > 0 ? keys : undefined);
  check.expect(seals);
  await whileReading(file, () => checkEntries(file, check));
  return check.verify(end);
}

/** Checks line by line, up to the first that is broken. */
async function checkEntries(file: string, check: RecordCheck): Promise<void> {
  const input = createReadStream(file, 'utf8');
  let line = 0;
  for await (const text of createInterface({ input })) {
    line += 1;
    if (text.trim() === '') continue;
    const entry = readEntry(text);
    if (entry) check.add(entry);
    else check.addUnreadable(`line ${line} of the file is no entry`);
    if (check.isBroken) break;
  }
  input.destroy();
}

async function readSealsOf(file: string): Promise<AuditSeal[]> {
  const seals = await whileReading(file, () => readSeals(file));
  if (seals.length > 0) return seals;
  throw new InputError(
    `${file} holds no seal: expected JSON lines of the log or of a webhook, or an answer of GET /audit/seals`,
  );
}

/** Reads one line as an entry; whatever an object says is covered by its digest. */
function readEntry(text: string): AuditEntry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object'
      ? (value as AuditEntry)
      : undefined;
  } catch {
    // Said by the caller, with the line.
    return undefined;
  }
}
