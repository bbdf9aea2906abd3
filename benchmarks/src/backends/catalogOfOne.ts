import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';

/** A template as the scaffolder reads it from the catalog. */
export interface BenchTemplate {
  name: string;
  /** More than the steps, for example how a task is recovered. */
  spec: { steps: object[] } & Record<string, unknown>;
}

/**
 * In place of the software catalog, which is not measured: answers the one
 * question that the scaffolder asks it when a task is made.
 */
export function createCatalogOfOne(templates: BenchTemplate[]) {
  return createBackendPlugin({
    pluginId: 'catalog',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          httpRouter.use((request, response) => {
            const name = request.path.split('/').at(-1);
            const template = templates.find(one => one.name === name);
            if (template) response.json(toEntity(template));
            else response.status(404).end();
          });
        },
      });
    },
  });
}

function toEntity({ name, spec }: BenchTemplate) {
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name, namespace: 'default', annotations: {} },
    spec: { type: 'benchmark', parameters: {}, ...spec },
  };
}
