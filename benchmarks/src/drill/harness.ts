/* eslint-disable @backstage/no-forbidden-package-imports, no-restricted-imports --
 * The plugin's own tests drill in short what is drilled at length here. */
export * from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/drill';
export * from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/drill/trials';
export { readExampleFlow } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/exampleFlows';
