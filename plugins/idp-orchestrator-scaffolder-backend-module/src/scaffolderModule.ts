import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  createBootstrapAction,
  createHealthAction,
  createOperateAction,
  createRunFlowAction,
  createRunScriptAction,
  createScheduleAction,
} from './actions';

/**
 * The module of the scaffolder by which software templates run and schedule
 * flows and scripts, and operate the platform.
 *
 * @public
 */
export const scaffolderModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'idp-orchestrator',
  register(env) {
    env.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ scaffolder, ...services }) {
        scaffolder.addActions(
          createRunFlowAction(services),
          createRunScriptAction(services),
          createBootstrapAction(services),
          createOperateAction(services),
          createHealthAction(services),
          createScheduleAction(services),
        );
      },
    });
  },
});
