import { createBackend } from '@backstage/backend-defaults';
import { runUnderParent } from './runUnderParent';

/** A backend with the orchestrator alone, as a process; `BackendProcess` starts it. */
async function main(): Promise<void> {
  const backend = createBackend();
  backend.add(import('@idp/backstage-plugin-idp-orchestrator-backend'));
  await backend.start();
}

runUnderParent(main);
