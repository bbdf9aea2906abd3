import {
  coreServices,
  createBackendModule,
  type LoggerService,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import type { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  policyExtensionPoint,
  type PolicyExtensionPoint,
} from '@backstage/plugin-permission-node/alpha';
import { OrchestratorRoles } from './OrchestratorRoles';
import { readRolesConfig, ROLES_KEY } from './readRolesConfig';
import { RolesPolicy } from './RolesPolicy';

/**
 * Gives Backstage the roles of `permission.idpOrchestrator` as its policy.
 *
 * @public
 */
export const permissionModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'idp-orchestrator',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
      },
      async init({ config, logger, policy }) {
        const { otherPlugins } = readRolesConfig(config);
        const roles = OrchestratorRoles.fromConfig(config);
        warnOfNoEffect({ config, logger, roles });
        if (!otherPlugins) {
          logger.info(
            `What other plugins ask for is allowed to everybody who signed in: ${ROLES_KEY}.otherPlugins says nothing else`,
          );
        }
        setOnlyPolicy(policy, new RolesPolicy(roles, otherPlugins ?? 'allow'));
      },
    });
  },
});

/** Tells of a configuration with which everybody may everything, or nobody anything. */
function warnOfNoEffect({
  config,
  logger,
  roles,
}: {
  config: RootConfigService;
  logger: LoggerService;
  roles: OrchestratorRoles;
}): void {
  if (!config.getOptionalBoolean('permission.enabled')) {
    logger.warn(
      'permission.enabled is not true, so no policy is asked and everybody may everything: set it to true',
    );
  }
  if (!roles.hasMembers) {
    logger.warn(
      `No role has members, so nobody may do anything with the orchestrator: name users and groups in ${ROLES_KEY}.roles`,
    );
  }
}

/** @throws Error when another module brought a policy before */
function setOnlyPolicy(
  extensionPoint: PolicyExtensionPoint,
  policy: PermissionPolicy,
): void {
  try {
    extensionPoint.setPolicy(policy);
  } catch (error) {
    throw new ForwardedError(
      'There is another policy already, and Backstage takes only one: take its module out of the backend, or this one, and let that policy ask OrchestratorRoles of this package',
      error,
    );
  }
}
