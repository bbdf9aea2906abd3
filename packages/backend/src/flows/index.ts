import { createBackendModule } from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import { idpOrchestratorExtensionPoint } from '@idp/backstage-plugin-idp-orchestrator-node';
import { createAnnounceStep } from './announceStep';
import { maintenanceFlow } from './maintenanceFlow';

/** A platform team's own flows and step types in TypeScript. */
export default createBackendModule({
  pluginId: 'idp-orchestrator',
  moduleId: 'our-flows',
  register(env) {
    env.registerInit({
      deps: {
        orchestrator: idpOrchestratorExtensionPoint,
        notifications: notificationService,
      },
      async init({ orchestrator, notifications }) {
        orchestrator.addStepType(createAnnounceStep(notifications));
        orchestrator.addFlow(maintenanceFlow);
      },
    });
  },
});
