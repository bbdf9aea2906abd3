import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { operateService } from '../../access/authorization/guards';
import { withOperable } from '../../access/authorization/serviceVisibility';
import { defineOperation } from '../defineOperation';
import { describeServices } from './describeServices';
import { auditOfReading, permitSeeing } from './permitSeeing';
import { requireService } from './requireService';

/** Gives one service as it is now. */
export const getService = defineOperation(CONTRACTS.getService, {
  audit: auditOfReading,
  permit: permitSeeing,
  async run(parts, { caller, input }) {
    const { name, environment = parts.environments.fallback } = input;
    const all = await parts.inventory.list(environment);
    const service = requireService(all, name, environment);
    const [state] = await describeServices([service], all, parts);
    return withOperable(
      state,
      await parts.gate.decisionOf(caller, operateService),
    );
  },
});
