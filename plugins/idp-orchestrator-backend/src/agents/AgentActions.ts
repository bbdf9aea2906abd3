import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { AgentTool } from '../operations/tools/AgentTools';
import type { Clock } from '../ports';
import { createAction, type ActionOptions } from './createAction';

export interface AgentActionsOptions extends ActionOptions {
  registry: ActionsRegistryService;
  /** Lists every tool that there is now. */
  listTools(): Promise<AgentTool[]>;
  clock: Clock;
  logger: LoggerService;
}

/** The pause (ms) between two looks whether flows came, changed or went. */
const LOOK_EVERY_MS = 5_000;

/**
 * Keeps the tools in Backstage's registry of actions, from where its MCP server
 * has them. Flows come and change while the backend runs. What is registered
 * cannot be taken back: the action of a flow that is gone says so.
 */
export class AgentActions {
  readonly #tools = new Map<string, AgentTool>();

  constructor(private readonly options: AgentActionsOptions) {}

  /** Registers tools that are there for good, and those of the flows that there are. */
  async register(tools: AgentTool[]): Promise<void> {
    for (const tool of tools) this.#add(tool);
    await this.#refreshOrWarn();
  }

  /** Brings the tools of flows up to date again and again. */
  async keepUpToDate(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.options.clock.sleep(LOOK_EVERY_MS, signal);
      if (signal.aborted) return;
      await this.#refreshOrWarn();
    }
  }

  async #refreshOrWarn(): Promise<void> {
    try {
      await this.#refresh();
    } catch (error) {
      const what = 'The actions could not be brought up to date';
      this.options.logger.warn(what, error as Error);
    }
  }

  async #refresh(): Promise<void> {
    const tools = await this.options.listTools();
    const present = new Set(tools.map(({ name }) => name));
    for (const [name, tool] of this.#tools) {
      if (!present.has(name)) this.#tools.set(name, asGone(tool));
    }
    for (const tool of tools) this.#add(tool);
  }

  #add(tool: AgentTool): void {
    const { name } = tool;
    const isKnown = this.#tools.has(name);
    this.#tools.set(name, tool);
    if (isKnown) return;
    const { registry } = this.options;
    registry.register(
      createAction(() => this.#tools.get(name) ?? tool, this.options),
    );
  }
}

/**
 * Makes the tool of a flow that is gone, whose call fails as for any flow that
 * is not there.
 */
function asGone(tool: AgentTool): AgentTool {
  return {
    ...tool,
    description: `${tool.title}: this flow is gone and cannot be run any more. list-flows tells those that there are.`,
  };
}
