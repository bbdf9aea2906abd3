import path from 'node:path';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { idpOrchestratorScaffolderModule } from '../../index';
import { idpOrchestratorPlugin } from '../../plugin';

/** The same folder again gives the same databases again, as after a restart. */
export interface ScaffolderRequest {
  folder: string;
  scriptsDirectory: string;
  templates: Entity[];
  config?: JsonObject;
}

/** A real scaffolder with our module, and a real orchestrator beside it. */
export async function startScaffolder({
  folder,
  scriptsDirectory,
  templates,
  config,
}: ScaffolderRequest) {
  return startTestBackend({
    features: [
      import('@backstage/plugin-scaffolder-backend'),
      idpOrchestratorScaffolderModule,
      idpOrchestratorPlugin,
      databaseServiceFactory,
      catalogServiceMock.factory({ entities: templates }),
      mockServices.rootLogger.factory({ level: 'warn' }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: {
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
