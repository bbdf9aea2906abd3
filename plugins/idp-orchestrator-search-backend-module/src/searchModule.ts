import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { connect } from './connect';
import { FlowCollatorFactory } from './FlowCollatorFactory';

const SCHEDULE = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
  initialDelay: { seconds: 1 },
};

/**
 * The module of Backstage's search by which it finds flows.
 *
 * @public
 */
export const searchModule = createBackendModule({
  pluginId: 'search',
  moduleId: 'idp-orchestrator',
  register(env) {
    env.registerInit({
      deps: {
        index: searchIndexRegistryExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        scheduler: coreServices.scheduler,
      },
      async init({ index, auth, config, discovery, scheduler }) {
        const own = config.getOptionalConfig(
          'search.collators.idpOrchestrator',
        );
        const schedule = own?.getOptionalConfig('schedule');
        index.addCollator({
          schedule: scheduler.createScheduledTaskRunner(
            schedule
              ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
              : SCHEDULE,
          ),
          factory: new FlowCollatorFactory(
            connect({ auth, discovery }),
            own?.getOptionalString('path') ?? '/idp-orchestrator',
          ),
        });
      },
    });
  },
});
