import { loaded } from '../loaded';

/** Loads the checks of the backend by themselves: its own entry would bring the whole plugin. */
export async function loadChecks() {
  return loaded(
    await import('@idp/backstage-plugin-idp-orchestrator-backend/check.js'),
  );
}
