import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type {
  AuditEntry,
  AuditVerification,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AuditEnd } from '../ports';
import { ChainCheck } from './chain';

/**
 * Checks an export of the audit record, a file of one JSON entry a line, and
 * names the first entry that was altered, removed, or is not in its place.
 * Without a known `end` nobody can tell whether entries are missing at the end.
 */
export async function verifyAuditExport(
  file: string,
  end?: AuditEnd,
): Promise<AuditVerification> {
  const check = new ChainCheck();
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
  return check.verify(end);
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
