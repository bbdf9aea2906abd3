import { createBackend } from '@backstage/backend-defaults';
import { privateDatabaseFiles } from './databaseFiles';
import { httpServer } from './http';

const backend = createBackend();

backend.add(privateDatabaseFiles);
backend.add(httpServer);
backend.add(import('@idp/backstage-plugin-idp-orchestrator-telemetry-backend'));

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@idp/backstage-plugin-idp-orchestrator-permission-backend-module'),
);

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-events-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@idp/backstage-plugin-idp-orchestrator-backend'));
backend.add(
  import('@idp/backstage-plugin-idp-orchestrator-scaffolder-backend-module'),
);
backend.add(
  import('@idp/backstage-plugin-idp-orchestrator-search-backend-module'),
);
backend.add(import('./flows'));

// One that cannot start ends, instead of answering 503 for ever.
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
