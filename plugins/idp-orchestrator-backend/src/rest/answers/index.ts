import type { AnswerKind } from '../../operations/Operation';
import { listBundleFiles, sendBundle } from './bundle';
import type { SendAnswer } from './SendAnswer';
import { sendAuditExport } from './sendAuditExport';
import { sendCalendar } from './sendCalendar';
import { sendDocument } from './sendDocument';
import { sendFeed } from './sendFeed';
import { sendHealthStream } from './sendHealthStream';
import { sendLog } from './sendLog';

/** The functions that send answers which are not simply JSON, by kind. */
export const ANSWERS: Record<AnswerKind, SendAnswer> = {
  feed: sendFeed,
  log: sendLog,
  bundle: ({ res }, { caller, params: { runId }, perform }) =>
    sendBundle(res, {
      name: `run-${runId}`,
      files: listBundleFiles(perform, caller, runId),
    }),
  'health-stream': sendHealthStream,
  'audit-export': sendAuditExport,
  document: sendDocument,
  calendar: sendCalendar,
};
