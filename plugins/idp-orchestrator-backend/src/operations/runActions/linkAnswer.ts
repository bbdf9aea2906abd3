import type { LinkSubject } from '../../access/links/ApprovalLinks';
import { aboutRun } from '../../access/recording';
import { defineInner } from '../defineOperation';
import { requireRun } from '../runs/requireRun';
import { findAsking } from './decideActions';
import { permitAction } from './permitAction';

const permitAnswer = permitAction('approve');

/** A link that is asked for: its subject, and the step where several ask. */
export interface LinkRequest extends LinkSubject {
  step?: string;
}

/**
 * Lets a caller make a link that answers a step for them, which is as good as
 * the answer. Returns its signature.
 */
export const linkAnswer = defineInner<LinkRequest>()({
  audit: {
    records: 'every call',
    action: 'run.link',
    about: async ({ input: { runId } }, { store }) => ({
      ...aboutRun(runId),
      environment: (await store.getTraits(runId))?.environment,
    }),
    outcome: ({ step }: { step: string; signature: string }) =>
      `Made a link by which step ${step} can be answered`,
  },
  async permit(parts, call) {
    await permitAnswer(parts, call);
    await parts.agents.requireApprover(call.caller, call.input.runId);
  },
  async run({ store, links }, { caller, input }) {
    const { step: asked, ...subject } = input;
    const run = await requireRun(store, subject.runId);
    const { id: step, attempts: attempt } = findAsking(run, asked);
    const signature = await links.make(caller, subject, { step, attempt });
    return { step, signature };
  },
});
