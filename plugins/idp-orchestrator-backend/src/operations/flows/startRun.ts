import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  aboutStart,
  opensByItsRun,
  outcomeOfStart,
  permitStart,
  receiveStart,
} from '../../access/starts/receiveStart';
import { beginStart } from '../starts/beginStart';
import { withUsualTime } from '../stats/withUsualTime';
import { defineOperation } from '../defineOperation';

/** Starts a run of a flow and returns at once; the same key of the same caller is the same run. */
export const startRun = defineOperation(CONTRACTS.startRun, {
  resolve: (parts, { caller, input }) => receiveStart(parts, caller, input),
  audit: {
    records: 'every call',
    action: 'run.start',
    about: ({ resolved }) => aboutStart('flow', resolved),
    opensItself: opensByItsRun,
    outcome: outcomeOfStart,
  },
  permit: (parts, { caller, resolved }) => permitStart(parts, caller, resolved),
  async run(parts, { caller, permitted, opening }) {
    const begun = await parts.agents.start(caller, permitted, start =>
      beginStart(parts, { caller, start, opening }),
    );
    const { plan } = begun;
    if (!plan) return begun;
    return { ...begun, plan: await withUsualTime(parts, caller, plan) };
  },
});
