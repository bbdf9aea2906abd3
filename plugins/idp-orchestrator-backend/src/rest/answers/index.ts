import type { AnswerKind } from '../../operations';
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
  bundle: ({ res }, { caller, params: { runId } }, { orchestrator }) =>
    sendBundle(res, {
      name: `run-${runId}`,
      files: listBundleFiles(orchestrator, caller, runId),
    }),
  'health-stream': sendHealthStream,
  'audit-export': sendAuditExport,
  document: sendDocument,
};
