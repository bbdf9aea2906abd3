import path from 'node:path';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { JsonObject } from '@backstage/types';
import idpOrchestratorPlugin from '@idp/backstage-plugin-idp-orchestrator-backend';
import scaffolderModule from '../index';

/**
 * The request for a backend; the same folder again gives the same databases
 * again, as after a restart.
 */
export interface ScaffolderRequest {
  folder: string;
  scriptsDirectory: string;
  templates: Entity[];
  config?: JsonObject;
}

/** The other parts of the backend, and what else is configured of it. */
interface Parts {
  features?: BackendFeature[];
  backendConfig?: JsonObject;
}

/**
 * Starts a real scaffolder with our module, and a real orchestrator beside it.
 */
export async function startScaffolder(
  { folder, scriptsDirectory, templates, config }: ScaffolderRequest,
  { features = [], backendConfig }: Parts = {},
) {
  return startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModule,
      ...features,
      idpOrchestratorPlugin,
      databaseServiceFactory,
      catalogServiceMock.factory({ entities: templates }),
      mockServices.rootLogger.factory({ level: 'none' }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: {
            ...backendConfig,
            workingDirectory: folder,
            database: {
              client: 'better-sqlite3',
              connection: { directory: path.join(folder, 'sqlite') },
            },
          },
          scaffolder: {
            taskRecovery: { enabled: true, staleTimeout: { seconds: 2 } },
          },
          idpOrchestrator: {
            scriptsDirectory,
            spoolDirectory: path.join(folder, 'spool'),
            environments: { development: { variables: { FOLDER: folder } } },
            ...config,
          },
        },
      }),
    ],
  });
}
