import { readAudit } from '../../operations/audit/exportAudit';
import { drained } from '../../waiting/drained';
import type { SendAnswer } from './SendAnswer';

/** Sends the whole record as a file, an entry a line, page by page. */
export const sendAuditExport: SendAnswer = async (
  { res },
  { caller, perform },
) => {
  const pages = await perform(readAudit, caller, {});
  // In this order: `attachment` takes a type from the name, and knows none for it.
  res.attachment('audit.ndjson').type('application/x-ndjson');
  const gone = new AbortController();
  res.on('close', () => gone.abort());
  for await (const entries of pages) {
    if (gone.signal.aborted) return;
    const lines = entries.map(entry => `${JSON.stringify(entry)}\n`);
    if (!res.write(lines.join(''))) await drained(res, gone.signal);
  }
  res.end();
};
