import { CONTRACTS } from '@idp/backstage-plugin-idp-orchestrator-common';
import { defineOperation } from '../defineOperation';
import { auditOfReading, permitSeeing } from './permitSeeing';
import { requireService } from './requireService';

/** The length (ms) of the history that is read when nobody says since when. */
const USUAL_PAST_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * The most entries of an answer, which are half a year of samples; of a service
 * that changes all the time a shorter time is shown.
 */
const MOST_ENTRIES = 5_000;

/** Tells how a service was since a time; for the last week when none is given. */
export const getServiceHistory = defineOperation(CONTRACTS.getServiceHistory, {
  audit: auditOfReading,
  permit: permitSeeing,
  async run({ inventory, environments, history, clock }, { input }) {
    const { name: service, environment = environments.fallback } = input;
    const all = await inventory.list(environment);
    requireService(all, service, environment);
    const asked = input.since
      ? Date.parse(input.since)
      : clock.now() - USUAL_PAST_MS;
    const range = { environment, service, limit: MOST_ENTRIES };
    const entries = await history.read({ ...range, since: asked });
    const isCut = entries.length === MOST_ENTRIES;
    return {
      service,
      environment,
      since: isCut ? entries[0].at : new Date(asked).toISOString(),
      entries,
    };
  },
});
