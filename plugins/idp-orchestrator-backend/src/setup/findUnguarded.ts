import type { RootInstanceMetadataService } from '@backstage/backend-plugin-api';
import type { FoundProblem } from './FoundProblem';

/** The policy of a new Backstage, as a module of its permission backend. */
const ALLOW_ALL = { pluginId: 'permission', moduleId: 'allow-all-policy' };

const EVERYBODY =
  'so everybody who may sign in, as a guest too where there are guests, may start, approve and stop everything here and read the audit record';
const REMEDY =
  'install @idp/backstage-plugin-idp-orchestrator-permission-backend-module, or a policy of your own (docs/permissions.md)';

/**
 * Finds that nobody decides who may do what. A permission backend that runs
 * elsewhere is not known here, and neither is what a policy of a team allows.
 *
 * @param isEnabled - whether Backstage asks for permissions at all
 */
export async function findUnguarded(
  isEnabled: boolean,
  instance: RootInstanceMetadataService,
): Promise<FoundProblem[]> {
  if (!isEnabled) {
    return [
      {
        source: 'permission.enabled',
        message: `it is not true, ${EVERYBODY}: set it to true, and ${REMEDY}`,
      },
    ];
  }
  const plugins = await instance.getInstalledPlugins();
  const isAllowed = plugins
    .filter(({ pluginId }) => pluginId === ALLOW_ALL.pluginId)
    .some(({ modules }) =>
      modules.some(({ moduleId }) => moduleId === ALLOW_ALL.moduleId),
    );
  if (!isAllowed) return [];
  return [
    {
      source: 'the policy of permissions',
      message: `the backend has the one that allows everything (@backstage/plugin-permission-backend-module-allow-all-policy), ${EVERYBODY}: in its place ${REMEDY}`,
    },
  ];
}
