import type {
  LoggerService,
  RootLifecycleService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { CreateCaller } from '../access/Caller';
import {
  PlatformView,
  type PlatformViewOptions,
} from '../access/resolve/PlatformView';
import { AgentActions } from '../agents';
import { createAgentTools } from '../operations';
import { describeFlows } from '../operations/flows/describeFlow';
import type { Perform } from '../operations/Operation';
import { OPERATIONS } from '../operations/table';
import type { Clock } from '../ports';
import type { Stopping } from './Stopping';

export interface AgentActionsOptions {
  perform: Perform;
  createCaller: CreateCaller;
  /** The parts that show what tools are made of. */
  platform: PlatformViewOptions;
  actionsRegistry: ActionsRegistryService;
  rootLifecycle: RootLifecycleService;
  stopping: Pick<Stopping, 'add' | 'signal'>;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Opens the door for agents: Backstage's actions, kept up to date with the
 * flows. Those of flows are there when the backend says that it is ready: an
 * agent lists its tools once, and would not come back for them.
 */
export async function composeAgentActions(
  options: AgentActionsOptions,
): Promise<void> {
  const { platform, rootLifecycle, stopping } = options;
  const tools = createAgentTools(OPERATIONS);
  const actions = new AgentActions({
    registry: options.actionsRegistry,
    perform: options.perform,
    createCaller: options.createCaller,
    clock: options.clock,
    logger: options.logger,
    async listTools() {
      const view = await PlatformView.open(platform);
      return tools.list(await describeFlows(view));
    },
  });
  await actions.register(tools.fixed);
  let keeping: Promise<void> | undefined;
  rootLifecycle.addStartupHook(() => {
    keeping = actions.keepUpToDate(stopping.signal);
  });
  stopping.add(async () => keeping);
}
