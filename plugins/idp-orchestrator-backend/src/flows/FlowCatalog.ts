import { NotFoundError } from '@backstage/errors';
import {
  describeProblems,
  type FlowDefinition,
  type FlowProblem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptCatalog } from '../ports';
import { checkExpressions } from './checkExpressions';
import { digestOf } from './digest';
import { nameNearest } from './nameNearest';
import { createTaskFlow } from './taskFlow';

/** A flow that can be run, and the digest that its runs keep it by. */
export interface CatalogFlow {
  flow: FlowDefinition;
  kind: 'flow' | 'task';
  digest: string;
}

/**
 * Every flow there is: those of this plugin and its modules, and a task for
 * each script. A bad one is told as a problem and hurts no other.
 */
export class FlowCatalog {
  constructor(
    private readonly flows: FlowDefinition[],
    private readonly scripts: ScriptCatalog,
  ) {}

  async list(): Promise<{ flows: CatalogFlow[]; problems: FlowProblem[] }> {
    const { scripts, problems } = await this.scripts.list();
    const flows = new Map<string, CatalogFlow>();
    const add = (flow: FlowDefinition, kind: CatalogFlow['kind']) => {
      const problem = flows.has(flow.id)
        ? 'another flow has this id already'
        : describeProblems(checkExpressions(flow));
      if (problem) {
        problems.push({ source: `${kind} ${flow.id}`, message: problem });
      } else {
        flows.set(flow.id, { flow, kind, digest: digestOf(flow) });
      }
    };
    this.flows.forEach(flow => add(flow, 'flow'));
    scripts.forEach(script => add(createTaskFlow(script), 'task'));
    return { flows: [...flows.values()], problems };
  }

  /** @throws NotFoundError naming what exists */
  async get(flowId: string): Promise<CatalogFlow> {
    const { flows } = await this.list();
    const found = flows.find(({ flow }) => flow.id === flowId);
    if (found) return found;
    const ids = flows.map(({ flow }) => flow.id);
    throw new NotFoundError(
      `There is no flow ${flowId}. ${nameNearest(flowId, ids)}`,
    );
  }
}
