import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  describeProblems,
  type FlowDefinition,
  type FlowProblem,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { ScriptCatalog } from '../ports';
import { checkExpressions } from './checkExpressions';
import { checkScripts, checkSteps, type StepTypes } from './checkSteps';
import { digestOf } from './digest';
import { chooseFileFlows, type FileFlow, type ReadFlows } from './files';
import type { FlowMaker, ShapeFlow } from './FlowMaker';
import { nameNearest } from '../problems/nameNearest';
import { describeFlowProblem, ProblemLog } from './ProblemLog';
import { createTaskFlow } from './taskFlow';

/** A flow that can be run, and the digest that its runs keep it by. */
export interface CatalogFlow {
  flow: FlowDefinition;
  kind: 'flow' | 'task';
  digest: string;
  /** Makes the definition of each run, where it is not the one above. */
  shape?: ShapeFlow;
}

export interface FlowCatalogOptions {
  /** Flows that are made of what there is. */
  makers?: FlowMaker[];
  /** Flows that are not made in code. */
  files?: { list(): Promise<ReadFlows> };
  /** Steps are checked against these; not at all when absent. */
  stepTypes?: StepTypes;
  /** Is warned of each problem once. */
  logger?: Pick<LoggerService, 'warn'>;
}

/**
 * Every flow there is: those made in code, a task for each script, and those
 * of files. A bad one is told as a problem and hurts no other.
 */
export class FlowCatalog {
  /** What follows from a definition alone. */
  readonly #known = new WeakMap<FlowDefinition, CheckedFlow>();
  readonly #log?: ProblemLog;

  constructor(
    private readonly flows: FlowDefinition[],
    private readonly scripts: ScriptCatalog,
    private readonly options: FlowCatalogOptions = {},
  ) {
    this.#log = options.logger && new ProblemLog(options.logger);
  }

  async list(): Promise<{ flows: CatalogFlow[]; problems: FlowProblem[] }> {
    const { makers = [] } = this.options;
    const [{ scripts, problems }, files, made] = await Promise.all([
      this.scripts.list(),
      this.options.files?.list(),
      Promise.all(makers.map(maker => maker.describe())),
    ]);
    const listing: Listing = { flows: new Map(), problems: [...problems] };
    this.flows.forEach(flow => this.#addMade(listing, flow, { kind: 'flow' }));
    made.forEach((flow, index) =>
      this.#addMade(listing, flow, {
        kind: 'flow',
        shape: makers[index].shape,
      }),
    );
    scripts.forEach(script =>
      this.#addMade(listing, createTaskFlow(script), { kind: 'task' }),
    );
    if (files) {
      const ids = scripts.map(({ id }) => id);
      const chosen = chooseFileFlows(files, listing.flows);
      listing.problems.push(...chosen.problems);
      chosen.flows.forEach(file => this.#addFile(listing, file, ids));
    }
    this.#log?.tell(listing.problems);
    return { flows: [...listing.flows.values()], problems: listing.problems };
  }

  /** @throws NotFoundError naming what exists, or what is wrong with it */
  async get(flowId: string): Promise<CatalogFlow> {
    const { flows, problems } = await this.list();
    const found = flows.find(({ flow }) => flow.id === flowId);
    if (found) return found;
    const broken = problems.filter(({ flow }) => flow === flowId);
    if (broken.length > 0) {
      throw new NotFoundError(
        `Flow ${flowId} is not usable. ${broken.map(describeFlowProblem).join('; ')}`,
      );
    }
    const ids = flows.map(({ flow }) => flow.id);
    throw new NotFoundError(
      `There is no flow ${flowId}. ${nameNearest(flowId, ids)}`,
    );
  }

  #addMade(
    { flows, problems }: Listing,
    flow: FlowDefinition,
    made: Pick<CatalogFlow, 'kind' | 'shape'>,
  ): void {
    const checked = this.#check(flow);
    const message = flows.has(flow.id)
      ? 'another flow has this id already'
      : describeProblems(checked.problems);
    if (message) {
      const source = `${made.kind} ${flow.id}`;
      problems.push({ source, flow: flow.id, message });
    } else {
      flows.set(flow.id, { ...made, flow, digest: checked.digest });
    }
  }

  #addFile(
    { flows, problems }: Listing,
    { flow, toProblem }: FileFlow,
    scripts: string[],
  ): void {
    const checked = this.#check(flow);
    // Scripts come and go while the backend runs.
    const bad = [...checked.problems, ...checkScripts(flow, scripts)];
    if (bad.length > 0) {
      problems.push(...bad.map(toProblem));
    } else {
      flows.set(flow.id, { flow, kind: 'flow', digest: checked.digest });
    }
  }

  #check(flow: FlowDefinition): CheckedFlow {
    const known = this.#known.get(flow);
    if (known) return known;
    const { stepTypes } = this.options;
    const checked = {
      digest: digestOf(flow),
      problems: [
        ...checkExpressions(flow),
        ...(stepTypes ? checkSteps(flow, stepTypes) : []),
      ],
    };
    this.#known.set(flow, checked);
    return checked;
  }
}

interface CheckedFlow {
  digest: string;
  problems: Problem[];
}

interface Listing {
  flows: Map<string, CatalogFlow>;
  problems: FlowProblem[];
}
