import type {
  AuthService,
  LifecycleService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { AgentActions, listTools } from '../agents';
import type { Orchestrator } from '../operations/Orchestrator';
import type { Clock } from '../ports';
import type { Access } from './access';

export interface AgentActionsOptions {
  access: Access;
  /** The use cases as they are, of which the flows are asked. */
  orchestrator: Orchestrator;
  actionsRegistry: ActionsRegistryService;
  auth: AuthService;
  lifecycle: LifecycleService;
  clock: Clock;
  logger: LoggerService;
}

/** The door for agents: Backstage's actions, kept up to date with the flows. */
export async function composeAgentActions(
  options: AgentActionsOptions,
): Promise<void> {
  const { access, orchestrator, auth, lifecycle } = options;
  const actions = new AgentActions({
    registry: options.actionsRegistry,
    orchestrator: access.orchestrator,
    createCaller: access.createCaller,
    clock: options.clock,
    logger: options.logger,
    async listTools() {
      const own = await auth.getOwnServiceCredentials();
      const caller = access.createCaller(own, { origin: { door: 'agent' } });
      const { items } = await orchestrator.listFlows(caller);
      return listTools(items);
    },
  });
  await actions.refresh();
  const stopping = new AbortController();
  let keeping: Promise<void> | undefined;
  lifecycle.addStartupHook(() => {
    keeping = actions.keepUpToDate(stopping.signal);
  });
  lifecycle.addShutdownHook(async () => {
    stopping.abort();
    await keeping;
  });
}
