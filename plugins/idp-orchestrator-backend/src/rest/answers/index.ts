import type { AnswerKind } from '../../operations/Operation';
import { listBundleFiles, sendBundle } from './bundle';
import type { SendAnswer } from './SendAnswer';
import { sendAuditExport } from './sendAuditExport';
import { sendDocument } from './sendDocument';
import { sendFeed } from './sendFeed';
import { sendHealthStream } from './sendHealthStream';
import { sendLog } from './sendLog';

/** How each answer that is not simply JSON is sent. */
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
};
