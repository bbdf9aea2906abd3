export { createClosingDatabases } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/closingDatabases';
