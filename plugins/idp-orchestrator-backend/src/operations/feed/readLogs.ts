import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LogRange } from '../../ports';
import { defineAnswer, defineInner } from '../defineOperation';
import { auditOfReading } from '../runs/auditOfReading';
import { permitSeeing } from '../runs/permitSeeing';
import { requireRun } from '../runs/requireRun';

/** Reads lines of an attempt's log, by their numbers. */
export const readLog = defineInner<LogRange>()({
  audit: auditOfReading,
  permit: permitSeeing,
  async run({ store, secretInputs }, { input: range }) {
    const run = await requireRun(store, range.runId);
    const { items, ...rest } = await store.readLog(range);
    const hide = await secretInputs.hiderOfTexts(run);
    return { items: items.map(hide), ...rest };
  },
});

export const readLogs = defineAnswer(CONTRACTS.readLogs, 'log');
