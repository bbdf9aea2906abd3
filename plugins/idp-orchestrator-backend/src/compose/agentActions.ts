import type {
  AuthService,
  LifecycleService,
  LoggerService,
  SchedulerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  createCallers,
  guardAgents,
  scheduleForgetting,
  type AgentGuardOptions,
} from '../access';
import { AgentActions, listTools } from '../agents';
import type { CreateCaller, Orchestrator } from '../operations/Orchestrator';
import type { AgentConfig } from '../config/blocks/readAgentsConfig';

interface AgentServices {
  actionsRegistry: ActionsRegistryService;
  auth: AuthService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  scheduler: SchedulerService;
  userInfo: UserInfoService;
}

type AgentsOptions = Omit<AgentGuardOptions, 'rules'> & {
  config: AgentConfig;
  services: AgentServices;
};

/** Who is an agent, what agents are held to, and the door for them. */
export async function composeAgents(options: AgentsOptions) {
  const { services, config } = options;
  const createCaller = createCallers({ ...services, ...config });
  await scheduleForgetting(services.scheduler, options);
  return {
    createCaller,
    guard: (orchestrator: Orchestrator) =>
      guardAgents(orchestrator, { ...options, rules: config.agentRules }),
    registerActions: (cases: UseCases) =>
      registerActions(cases, { ...options, createCaller }),
  };
}

interface UseCases {
  /** As they are, of which the flows are asked. */
  orchestrator: Orchestrator;
  /** As callers may use them. */
  recorded: Orchestrator;
}

/** Backstage's actions, kept up to date with the flows. */
async function registerActions(
  { orchestrator, recorded }: UseCases,
  {
    services,
    clock,
    createCaller,
  }: AgentsOptions & { createCaller: CreateCaller },
): Promise<void> {
  const { auth, lifecycle } = services;
  const actions = new AgentActions({
    ...services,
    clock,
    createCaller,
    orchestrator: recorded,
    registry: services.actionsRegistry,
    async listTools() {
      const own = await auth.getOwnServiceCredentials();
      const caller = createCaller(own, { origin: { door: 'agent' } });
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
