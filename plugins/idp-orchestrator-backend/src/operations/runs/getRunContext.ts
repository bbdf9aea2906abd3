import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { auditOfReading } from './auditOfReading';
import { compareDefinition } from './compareDefinition';
import { permitSeeing } from './permitSeeing';
import { requireDefinition, requireRun } from './requireRun';

/** Gives what a run was made with, and where it ran. */
export const getRunContext = defineOperation(CONTRACTS.getRunContext, {
  audit: auditOfReading,
  permit: permitSeeing,
  async run({ store, flows, environmentSettings, mask }, { input: { runId } }) {
    const run = await requireRun(store, runId);
    const definition = await requireDefinition(store, runId);
    const ofEnvironment = environmentSettings[run.environment]?.variables ?? {};
    return {
      definition,
      definitionIs: await compareDefinition(flows, run),
      variables: mask(ofEnvironment) as Record<string, string>,
      versions: { node: process.version, system: process.platform },
    };
  },
});
